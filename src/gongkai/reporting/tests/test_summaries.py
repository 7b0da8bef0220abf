"""Work summaries (I2): figures by name, live, linked, frozen when settled, and in a Word file."""

import io
from datetime import date

import pytest
from django.urls import reverse
from docx import Document as WordFile
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.tests.factories import NOW, published
from gongkai.kernel.errors import Refusal
from gongkai.reporting import services
from gongkai.reporting.models import SettledSummary
from gongkai.reporting.summaries.filling import Filler
from gongkai.reporting.summaries.placeholders import TEMPLATE, Wanted, pieces_of

START, END = date(2026, 1, 1), date(2026, 12, 31)


def test_a_line_is_text_and_figures():
    assert pieces_of("公开{{ 主动公开数 }}件，{{主动公开数｜上年同期}}。") == [
        "公开",
        Wanted("主动公开数"),
        "件，",
        Wanted("主动公开数", ("上年同期",)),
        "。",
    ]
    assert pieces_of("{{ }}和{{ a") == ["{{ }}和{{ a"]


@given(st.text(alphabet="{}|｜ 数公a\t", max_size=40))
def test_any_line_is_read_and_plain_text_is_kept(line):
    pieces = pieces_of(line)
    plain = "".join(piece for piece in pieces if isinstance(piece, str))
    assert len(plain) <= len(line)
    if not any(isinstance(piece, Wanted) for piece in pieces):
        assert plain == line


def begun(cast, part="office", unit=None):
    return services.begin_summary(
        actor=cast.actor(part),
        unit=unit or cast.county,
        title="2026年政务公开工作总结",
        start=START,
        end=END,
        now=NOW,
    )


def saved(cast, summary, text, version=1, part="office"):
    return services.save_summary(
        actor=cast.actor(part),
        summary_id=summary.pk,
        title=summary.title,
        start=START,
        end=END,
        text=text,
        version=version,
        now=NOW,
    )


def read(told):
    return ["".join(piece.text for piece in line) for line in told.paragraphs]


pytestmark = pytest.mark.django_db


def test_the_template_names_only_figures_that_exist(cast):
    told = Filler(cast.county, START, END, END).fill(TEMPLATE)
    assert told.problems == []
    assert "2026年，澄明县人民政府主动公开政府信息0件" in read(told)[1]
    assert "{{" not in "".join(read(told))


def test_figures_are_counted_for_the_days_and_units_they_are_asked_for(cast):
    published(cast)
    published(cast, title="去年的通知", now=NOW.replace(year=2025))
    published(cast, title="另一件通知")
    told = Filler(cast.county, START, END, END).fill(
        "{{ 主动公开数 }}，{{ 主动公开数|上年同期 }}，{{ 主动公开数|2025年 }}，{{ 主动公开数|增减 }}，"
        "{{ 主动公开数|县教育局 }}，{{ 主动公开数|县水利局 }}，{{ 全文公开率 }}，{{ 解读覆盖率 }}"
    )
    assert read(told) == ["2，1，1，增长100.0%，2，0，100.0%，—"]


def test_each_figure_opens_its_records(cast, client):
    published(cast)
    (line,) = (
        Filler(cast.education, START, END, END).fill("{{ 主动公开数 }}{{ 全文公开率 }}").paragraphs
    )
    client.force_login(cast.clerk)
    number, share = line
    assert "主动公开数：1件" in client.get(number.url).content.decode()
    assert "分母" in client.get(share.url).content.decode()


def test_a_name_that_is_not_known_is_said_with_the_nearest_ones(cast):
    told = Filler(cast.county, START, END, END).fill("{{ 主动公开件数 }}和{{ 主动公开数|去年 }}")
    assert [reason.code for reason in told.problems] == ["figure", "wish"]
    assert "主动公开数" in str(told.problems[0])
    assert "去年" in str(told.problems[1])
    assert read(told) == ["{{ 主动公开件数 }}和{{ 主动公开数|去年 }}"]


def test_a_settled_summary_keeps_its_figures(cast, client):
    summary = saved(cast, begun(cast), "公开{{ 主动公开数 }}件。")
    settled = services.settle_summary(actor=cast.actor("office"), summary_id=summary.pk, now=NOW)
    published(cast)
    client.force_login(cast.office)
    then = client.get(reverse("reporting:summary_settled", args=[settled.pk])).content.decode()
    now = client.get(reverse("reporting:summary", args=[summary.pk])).content.decode()
    assert ">0</a>件" in then
    assert ">1</a>件" in now
    again = services.settle_summary(actor=cast.actor("office"), summary_id=summary.pk, now=NOW)
    assert (again.number, SettledSummary.objects.count()) == (2, 2)


def test_nothing_is_settled_with_an_unknown_figure(cast, client):
    summary = saved(cast, begun(cast), "公开{{ 公开了多少 }}件。")
    with pytest.raises(Refusal):
        services.settle_summary(actor=cast.actor("office"), summary_id=summary.pk, now=NOW)
    client.force_login(cast.office)
    page = client.get(reverse("reporting:summary", args=[summary.pk])).content.decode()
    assert "没有叫“公开了多少”的数" in page
    assert ">定稿<" not in page
    posted = client.post(reverse("reporting:summary_settle", args=[summary.pk]), follow=True)
    assert "没有叫“公开了多少”的数" in posted.content.decode()


def test_what_somebody_else_saved_is_not_overwritten(cast):
    summary = saved(cast, begun(cast), "一稿")
    with pytest.raises(Refusal):
        saved(cast, summary, "另一稿", version=1)


def test_a_unit_writes_its_own_summary_and_no_other(cast, client):
    summary = begun(cast, "clerk", cast.education)
    with pytest.raises(Refusal):
        begun(cast, "clerk", cast.water)
    client.force_login(cast.other_clerk)
    assert client.get(reverse("reporting:summary", args=[summary.pk])).status_code == 403
    listed = client.get(reverse("reporting:summaries")).content.decode()
    assert reverse("reporting:summary", args=[summary.pk]) not in listed


def test_the_office_writes_looks_and_takes_the_word_file(cast, client, settings):
    public = published(cast)
    client.force_login(cast.office)
    given = {"unit": cast.county.pk, "title": "总结", "start": "2026-01-01", "end": "2026-12-31"}
    made = client.post(reverse("reporting:summaries"), given, follow=True)
    assert "{{ 主动公开数 }}" in made.content.decode()
    assert 'value="2026-01-01"' in made.content.decode()
    address = made.redirect_chain[-1][0]
    text = "一、总体情况\n公开{{ 主动公开数 }}件。"
    wrong = client.post(address, given | {"text": text, "version": 1, "start": "2027-01-01"})
    assert wrong.status_code == 422
    assert "公开{{ 主动公开数 }}件。" in wrong.content.decode()
    page = client.post(address, given | {"text": text, "version": 1}, follow=True)
    assert ">1</a>件" in page.content.decode()
    pk = int(address.rstrip("/").split("/")[-2])
    word = client.get(reverse("reporting:summary_file", args=[pk]))
    written = WordFile(io.BytesIO(word.content))
    assert [each.text for each in written.paragraphs] == ["总结", "一、总体情况", "公开1件。"]
    (link,) = written.paragraphs[2].hyperlinks
    assert link.text == "1"
    assert link.address.startswith(f"{settings.BASE_URL}/desk/statistics/rows/?")
    settled = client.post(reverse("reporting:summary_settle", args=[pk]), follow=True)
    file = client.get(settled.redirect_chain[-1][0] + "file.docx")
    assert WordFile(io.BytesIO(file.content)).paragraphs[2].text == "公开1件。"
    assert (
        public.edition.title
        in client.get(link.address.removeprefix(settings.BASE_URL)).content.decode()
    )


def test_the_figures_of_a_unit_and_those_below_open_just_their_records(cast, client):
    published(cast)
    client.force_login(cast.office)
    for unit, number in ((cast.education, 1), (cast.township, 0), (cast.county, 1)):
        told = Filler(unit, START, END, END).fill("{{ 主动公开数 }}")
        ((figure,),) = told.paragraphs
        assert figure.text == str(number)
        assert f"主动公开数：{number}件" in client.get(figure.url).content.decode()
