"""The desk pages about the basic catalogue, as a person uses them."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.catalogue.models import DisclosureDuty
from gongkai.catalogue.reading import HEADINGS, LARGEST_FILE
from gongkai.catalogue.tests.factories import DutyFactory, SectionFactory

ENTRIES = {
    "item_code": "art20-7",
    "matter": "部门预算",
    "content": "收支总表\r\n三公经费表",
    "basis": "《预算法》第十四条",
    "period": "批复后20日内",
    "channels": ["政府网站", "公开查阅点"],
    "audience": "everyone",
    "position": "1",
}
ROW = (
    "财政预算、决算信息",
    "部门预算",
    "收支总表",
    "《预算法》",
    "批复后20日内",
    "政府网站",
    "全社会",
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.clerk)
    return client


def url(name, *args):
    return reverse(f"catalogue:{name}", args=args)


def text(response):
    return response.content.decode()


def test_a_clerk_finds_the_own_units_catalogue_and_its_gaps(clerk, cast):
    page = text(clerk.get(url("own_duties")))
    assert cast.education.short_name in page
    assert "还没有编制主动公开基本目录" in page
    assert "财政预算、决算信息" in page
    other = text(clerk.get(url("own_duties"), {"unit": cast.water.pk}))
    assert "县水利局主动公开基本目录" in other
    assert url("duty_new", cast.water.pk) not in other
    assert clerk.get(url("own_duties"), {"unit": "0"}).status_code == 404
    assert clerk.get(url("own_duties"), {"unit": "x"}).status_code == 200


def test_a_clerk_adds_and_changes_a_line(clerk, cast):
    section = SectionFactory(unit=cast.education, name="预算公开栏")
    entries = ENTRIES | {"section_id": section.pk}
    page = text(clerk.post(url("duty_new", cast.education.pk), entries, follow=True))
    assert "已添加“部门预算”" in page
    assert "预算公开栏" in page
    duty = DisclosureDuty.objects.get()
    form = clerk.get(url("duty_edit", duty.pk)).context["form"]
    assert form["channels"].value() == ("政府网站", "公开查阅点")
    clerk.post(url("duty_edit", duty.pk), entries | {"period": "30个工作日内", "version": 1})
    duty.refresh_from_db()
    assert (duty.period_days, duty.period_unit) == (30, "working_days")
    assert "长于法定期限" in text(clerk.get(url("duties", cast.education.pk)))


def test_the_item_is_filled_in_from_the_gap(clerk, cast):
    response = clerk.get(url("duty_new", cast.education.pk), {"item": "art20-3"})
    assert response.context["form"]["item_code"].value() == "art20-3"


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ({"item_code": "art99"}, "item_code"),
        ({"matter": ""}, "matter"),
        ({"matter": "长" * 100_000}, "matter"),
        ({"matter": "坏\x00字"}, "matter"),
        ({"content": "坏\x07字"}, "content"),
        ({"content": "长" * 2001}, "content"),
        ({"basis": ""}, "basis"),
        ({"period": ""}, "period"),
        ({"channels": []}, "channels"),
        ({"channels": ["飞鸽"]}, "channels"),
        ({"audience": "nobody"}, "audience"),
        ({"audience": "group"}, "audience_group"),
        ({"audience_group": "学生"}, "audience_group"),
        ({"section_id": "0"}, "section_id"),
        ({"position": "x"}, "position"),
    ],
)
def test_a_bad_entry_is_shown_at_its_field_and_nothing_typed_is_lost(clerk, cast, entries, field):
    sent = clerk.post(url("duty_new", cast.education.pk), ENTRIES | entries)
    assert sent.status_code == 422
    assert list(sent.context["form"].errors) == [field]
    assert not DisclosureDuty.objects.exists()
    if field != "basis":
        assert ENTRIES["basis"] in text(sent)


def test_two_who_edit_at_once_the_second_sees_what_the_first_saved(clerk, cast):
    duty = DutyFactory(unit=cast.education)
    entries = ENTRIES | {"version": 1}
    clerk.post(url("duty_edit", duty.pk), entries | {"matter": "先到", "channels": ["政府公报"]})
    clash = clerk.post(url("duty_edit", duty.pk), entries | {"matter": "后到"})
    assert clash.status_code == 422
    assert ("公开事项", "先到") in clash.context["form"].newer
    assert ("公开渠道和载体", "政府公报") in clash.context["form"].newer
    duty.refresh_from_db()
    assert duty.matter == "先到"


def test_a_line_is_closed_with_a_reason(clerk, cast):
    duty = DutyFactory(unit=cast.education)
    assert clerk.post(url("duty_close", duty.pk), {"reason": " "}).status_code == 422
    page = text(clerk.post(url("duty_close", duty.pk), {"reason": "职能划出"}, follow=True))
    assert "已停用" in page
    duty.refresh_from_db()
    assert not duty.is_open


def xlsx(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring_in(clerk, cast, name, data, follow=True):
    file = SimpleUploadedFile(name, data)
    return clerk.post(url("duties_import", cast.education.pk), {"file": file}, follow=follow)


def test_a_table_is_brought_in_and_what_was_exported_comes_back(clerk, cast):
    page = text(bring_in(clerk, cast, "目录.xlsx", xlsx(HEADINGS, ROW)))
    assert "已导入1个公开事项" in page
    DutyFactory(
        unit=cast.education,
        matter="=1+1",
        audience="group",
        audience_group="学生、家长",
        content="一\n二",
    )
    before = [_plain(duty) for duty in DisclosureDuty.objects.order_by("matter")]
    exported = clerk.get(url("duties_export", cast.education.pk))
    assert exported["Content-Type"].startswith("text/csv")
    assert b"'=1+1" in exported.content
    DisclosureDuty.objects.all().delete()
    assert "已导入2个" in text(bring_in(clerk, cast, "duties.csv", exported.content))
    assert [_plain(duty) for duty in DisclosureDuty.objects.order_by("matter")] == before


def _plain(duty):
    names = ("matter", "content", "basis", "period", "period_days", "channels", "audience_group")
    return [getattr(duty, name) for name in names] + [duty.item.code]


def test_a_table_in_gb18030_is_read(clerk, cast):
    data = "\n".join(",".join(row) for row in (HEADINGS[:7], ROW)).encode("gb18030")
    assert "已导入1个" in text(bring_in(clerk, cast, "目录.CSV", data))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("目录.xlsx", b"not a workbook", "打不开这个 xlsx 文件"),
        ("目录.doc", b"x", "只能读取 xlsx 或 csv"),
        ("目录.csv", b"\xff\xfe\xff\xff\xff\x81", "编码"),
        ("目录.csv", b"", "空"),
        ("目录.csv", "公开事项,公开内容".encode(), "首行缺少列名"),
        ("目录.csv", ",".join(HEADINGS).encode(), "没有可导入的行"),
        ("目录.csv", b"a" * (LARGEST_FILE + 1), "超过2MB"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(clerk, cast, name, data, words):
    sent = bring_in(clerk, cast, name, data)
    assert sent.status_code == 422
    assert words in text(sent)
    assert not DisclosureDuty.objects.exists()


def test_a_table_with_bad_rows_is_refused_whole_and_each_row_named(clerk, cast):
    bad = ("不存在的事项", "", "内容", "依据", "及时", "飞鸽", "全社会", "没有的栏目")
    sent = bring_in(clerk, cast, "目录.xlsx", xlsx(HEADINGS, ROW, bad))
    assert sent.status_code == 422
    page = text(sent)
    for words in ("请填写公开事项", "请选择对应的法定主动公开事项", "飞鸽", "所选栏目"):
        assert f"第3行：{words}" in page or words in page
    assert not DisclosureDuty.objects.exists()


def test_no_file_says_so(clerk, cast):
    assert clerk.post(url("duties_import", cast.education.pk), {}).status_code == 422
