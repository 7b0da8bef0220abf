"""Pages of units, people, roles and groups: the deed done, bad input answered, nothing lost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.kernel.permissions import Role
from gongkai.orgs import handover, selectors
from gongkai.orgs.models import GroupMember, Handover, LeadingGroup, Person, Unit
from gongkai.orgs.tests.factories import (
    AppointmentFactory,
    GroupMemberFactory,
    LeadingGroupFactory,
    PersonFactory,
    UnitFactory,
)

LONG = "长" * 100_000
CONTROL = "教育\x07局"
SCRIPT = "<script>alert(1)</script>"


def url(name, *args):
    return reverse(f"orgs:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.admin)
    return client


@pytest.fixture
def office(client, cast):
    client.force_login(cast.office)
    return client


def unit_data(cast, **changes):
    return {
        "parent": cast.county.pk,
        "kind": "department",
        "name": "澄明县民政局",
        "short_name": "县民政局",
        "slug": "minzhengju",
        "code": "990000009",
        "region": "999999",
        "position": "3",
        "opened_on": "2026-01-01",
        **changes,
    }


def unit_now(unit, **changes):
    """The change form of a unit as the browser would send it back."""
    names = [
        "kind",
        "name",
        "short_name",
        "slug",
        "code",
        "region",
        "office_name",
        "address",
        "office_hours",
    ]
    names += ["phone", "fax", "email", "position", "version"]
    return {name: getattr(unit, name) for name in names} | changes


# Units


def test_a_unit_is_set_up_and_its_sheet_tells_the_history(admin, cast):
    response = admin.post(url("unit_new"), unit_data(cast, note="机构改革"), follow=True)
    page = text(response)
    assert "已设立“澄明县民政局”" in page
    assert "设立：机构改革" in page
    assert "尚未配备信息员" in page
    assert Unit.objects.get(slug="minzhengju").parent == cast.county


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "请填写名称"),
        ("name", LONG, "最多120个字，现有100000个"),
        ("name", CONTROL, "控制字符"),
        ("name", "\x00", "空字符"),
        ("short_name", LONG, "最多60个字"),
        ("slug", "教育局", "小写字母"),
        ("slug", "jiaoyuju", "已被其他单位使用"),
        ("code", "990000003", "已被其他单位使用"),
        ("code", SCRIPT, "机构代码"),
        ("region", "1", "6、9或12位"),
        ("kind", "ministry", "field-errors"),
        ("parent", "999999", "没有这个单位"),
        ("parent", "abc", "没有这个单位"),
        ("opened_on", "昨天", "2026-01-31"),
        ("position", "-1", "field-errors"),
        ("position", "9" * 100, "field-errors"),
        ("email", "not-an-address", "完整的电子邮箱"),
        ("note", LONG, "最多200个字"),
    ],
)
def test_each_bad_entry_of_a_unit_is_answered_at_its_field(admin, cast, field, value, words):
    response = admin.post(url("unit_new"), unit_data(cast, **{field: value}))
    assert response.status_code == 422
    assert words in text(response)
    assert SCRIPT not in text(response)
    if field != "region":
        assert 'value="999999"' in text(response)
    assert Unit.objects.count() == 5


def test_a_closed_unit_takes_no_new_one(admin, cast):
    closed = UnitFactory(parent=cast.county, closed=True)
    response = admin.post(url("unit_new"), unit_data(cast, parent=closed.pk))
    assert "上级单位已撤销" in text(response)


def test_two_editors_of_one_unit_both_keep_what_they_typed(admin, cast):
    mine = unit_now(cast.education, name="澄明县教育和体育局")
    Unit.objects.filter(pk=cast.education.pk).update(name="澄明县教育委员会", version=2)
    response = admin.post(url("unit_change", cast.education), mine)
    page = text(response)
    assert response.status_code == 409
    assert "他人已作修改" in page
    assert page.index("澄明县教育委员会") < page.index("澄明县教育和体育局")
    assert 'name="version" value="2"' in page
    again = admin.post(url("unit_change", cast.education), mine | {"version": 2}, follow=True)
    assert "名称：澄明县教育委员会 → 澄明县教育和体育局" in text(again)


def test_a_code_taken_meanwhile_is_told(admin, cast):
    response = admin.post(
        url("unit_change", cast.education), unit_now(cast.education, code=cast.water.code)
    )
    assert response.status_code == 422
    assert "已被其他单位使用" in text(response)


def test_the_clerk_sees_and_changes_only_the_contact_data(client, cast):
    client.force_login(cast.clerk)
    page = text(client.get(url("unit_change", cast.education)))
    assert 'name="phone"' in page
    assert 'name="code"' not in page
    sent = {"phone": "0999-6222222", "code": "HACKED", "version": 1}
    client.post(url("unit_change", cast.education), sent)
    cast.education.refresh_from_db()
    assert (cast.education.phone, cast.education.code) == ("0999-6222222", "990000002")
    assert client.get(url("unit_change", cast.water)).status_code == 403


def test_a_unit_moves_and_its_trail_with_it(admin, cast):
    response = admin.post(
        url("unit_move", cast.village), {"parent": cast.water.pk, "note": "区划调整"}, follow=True
    )
    assert "县水利局</a>" in text(response)
    assert "调整隶属关系：区划调整" in text(response)
    assert "上级：清泉镇人民政府 → 澄明县水利局" in text(response)
    wrong = admin.post(url("unit_move", cast.township), {"parent": cast.township.pk})
    assert "不能把单位移到它自己" in text(wrong)


def test_what_stands_against_closing_is_shown_before_the_button(admin, cast):
    page = text(admin.get(url("unit_close", cast.township)))
    assert "还有1个下级单位" in page
    assert "还有1名在岗人员" in page
    assert "disabled" in page
    refused = admin.post(url("unit_close", cast.township), {"on": timezone.localdate()})
    assert refused.status_code == 422
    assert "还有1个下级单位" in text(refused)


def test_an_empty_unit_is_closed_and_still_shown(admin, cast):
    sent = {"on": timezone.localdate(), "note": "撤村并居"}
    response = admin.post(url("unit_close", cast.village), sent, follow=True)
    assert "已撤销，它的记录仍可查阅" in text(response)
    assert "撤销：撤村并居" in text(response)
    tomorrow = timezone.localdate() + timedelta(1)
    again = admin.post(url("unit_close", cast.village), {"on": tomorrow})
    assert "已经撤销" in text(again)
    assert "不能晚于今天" in text(again)


def test_units_are_found_by_a_part_of_their_name(admin, cast):
    found = text(admin.get(url("units"), {"name": "柳树"}))
    assert "柳树村村民委员会" in found
    assert "教育局" not in found
    assert "没有名称含有这几个字" in text(admin.get(url("units"), {"name": "海关"}))
    assert admin.get(url("units"), {"name": LONG}).status_code == 200
    assert SCRIPT not in text(admin.get(url("units"), {"name": SCRIPT}))


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30, "１", "1' OR 1=1"])
def test_a_forged_cursor_is_no_cursor(admin, cast, value):
    for name in ("units", "people", "without_clerk", "handovers", "groups"):
        asked = {"after": value, "before": value, "position": value}
        assert admin.get(url(name), asked).status_code == 200, name


def test_children_are_paged_in_their_order(admin, cast):
    for number in range(60):
        UnitFactory(parent=cast.township, name=f"第{number:02d}村", position=number)
    page = text(admin.get(url("unit", cast.township)))
    assert "第48村" in page
    assert "第49村" not in page
    following = text(
        admin.get(
            url("unit", cast.township),
            {"position": 48, "after": Unit.objects.get(name="第48村").pk},
        )
    )
    assert "第49村" in following
    assert "第48村</a>" not in following


def test_the_cost_of_a_sheet_does_not_grow(admin, cast, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(address):
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(address).status_code == 200
        return len(queries)

    addresses = [
        url("units"),
        url("unit", cast.township),
        url("people"),
        url("person", cast.clerk),
        url("groups"),
        url("handovers"),
        url("without_clerk"),
        url("group", LeadingGroupFactory(unit=cast.county)),
    ]
    before = [cost(address) for address in addresses]
    for _ in range(30):
        person = PersonFactory(unit=UnitFactory(parent=cast.township))
        AppointmentFactory(person=person)
        AppointmentFactory(person=PersonFactory(unit=cast.township), role=Role.LEADER)
        AppointmentFactory(person=cast.clerk, unit=person.unit)
        GroupMemberFactory(group=LeadingGroupFactory(unit=person.unit))
        Handover.objects.create(
            from_person=person,
            to_person=cast.clerk,
            unit=person.unit,
            role="clerk",
            at=timezone.now(),
            moved=1,
            by_name="x",
        )
    assert [cost(address) for address in addresses] == before
    assert max(before) <= 16


def test_units_without_a_clerk_are_listed(office, cast):
    page = text(office.get(url("without_clerk")))
    assert "柳树村村民委员会" in page
    assert "澄明县教育局" not in page


# People


def person_data(cast, **changes):
    return {
        "unit": cast.village.pk,
        "username": "liuxin",
        "name": "柳新",
        "job_title": "会计",
        "phone": "0999-6333333",
        "mobile": "13800000000",
        "full_time": "on",
        **changes,
    }


def test_a_person_is_registered_and_the_password_shown_once(office, cast):
    response = office.post(url("person_new"), person_data(cast))
    person = Person.objects.get(username="liuxin")
    shown = text(response).split("<code>")[1].split("</code>")[0]
    assert person.check_password(shown)
    assert person.must_change_password
    assert "no-store" in response["Cache-Control"]
    assert shown not in text(office.get(url("person", person)))
    again = office.post(url("person_new"), person_data(cast))
    assert again.status_code == 422
    assert "已存在" in text(again)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("username", "", "field-errors"),
        ("username", "柳新", "只能用字母"),
        ("username", LONG, "field-errors"),
        ("username", "office", "已存在"),
        ("username", "OFFICE", "已存在"),
        ("name", "", "请填写姓名"),
        ("name", LONG, "最多60个字"),
        ("name", CONTROL, "控制字符"),
        ("mobile", "1" * 100_000, "最多40个字"),
        ("email", "x", "完整的电子邮箱"),
        ("unit", "", "field-errors"),
        ("unit", "０", "没有这个单位"),
    ],
)
def test_each_bad_entry_of_a_person_is_answered_at_its_field(office, cast, field, value, words):
    response = office.post(url("person_new"), person_data(cast, **{field: value}))
    assert response.status_code == 422
    assert words in text(response)
    assert Person.objects.count() == len(cast.people)


def test_a_person_of_a_closed_unit_is_refused(office, cast):
    closed = UnitFactory(parent=cast.county, closed=True)
    assert "已撤销" in text(office.post(url("person_new"), person_data(cast, unit=closed.pk)))


def test_two_editors_of_one_person_are_told(office, cast):
    sent = {"name": "林小雨", "job_title": "主任科员", "version": 1}
    assert office.post(url("person_change", cast.clerk), sent).status_code == 302
    late = office.post(url("person_change", cast.clerk), sent | {"job_title": "副主任"})
    assert late.status_code == 409
    assert "主任科员" in text(late)
    assert "副主任" in text(late)
    bad = office.post(url("person_change", cast.clerk), sent | {"version": "x"})
    assert bad.status_code == 422


def test_the_register_shows_what_the_reader_may_read(client, cast):
    client.force_login(cast.clerk)
    page = text(client.get(url("people")))
    assert "高建国" in page
    assert "唐海" not in page
    client.force_login(cast.inspector)
    assert "唐海" in text(client.get(url("people")))


def test_the_register_is_filtered(office, cast):
    AppointmentFactory(person=cast.stranger, unit=cast.village, role=Role.CLERK)
    by_role = text(office.get(url("people"), {"role": "clerk"}))
    assert "路人甲" in by_role
    assert "（柳树村）" in by_role
    assert "高建国" not in by_role
    by_unit = text(office.get(url("people"), {"unit": cast.township.pk}))
    assert "马跃" in by_unit
    assert "林小雨" not in by_unit
    left = PersonFactory(unit=cast.water, inactive=True)
    assert left.name in text(office.get(url("people"), {"state": "left"}))
    assert left.name not in text(office.get(url("people")))
    for bad in ({"role": "king"}, {"unit": "x"}, {"name": LONG}, {"name": "\x00"}):
        assert office.get(url("people"), bad).status_code == 200


def test_the_register_is_paged_with_its_filters(office, cast):
    PersonFactory.create_batch(60, unit=cast.village)
    page = text(office.get(url("people"), {"unit": cast.village.pk}))
    following = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert f"unit={cast.village.pk}" in following
    assert text(office.get(url("people") + following)).count("/desk/people/") > 10


def test_a_person_is_transferred(admin, cast):
    response = admin.post(
        url("person_transfer", cast.stranger), {"unit": cast.township.pk}, follow=True
    )
    assert "清泉镇人民政府" in text(response)
    assert admin.post(url("person_transfer", cast.stranger), {"unit": "x"}).status_code == 422


def test_a_course_is_entered(office, cast):
    sent = {"held_on": "2026-03-01", "title": "条例培训", "hours": "4.5", "organiser": "县公开办"}
    assert "条例培训" in text(office.post(url("person_training", cast.clerk), sent, follow=True))
    for bad in (
        {"hours": "0"},
        {"hours": "1e9"},
        {"hours": "x"},
        {"held_on": "2999-01-01"},
        {"title": LONG},
        {"title": CONTROL},
    ):
        answer = office.post(url("person_training", cast.clerk), sent | bad)
        assert answer.status_code == 422, bad
        assert "field-errors" in text(answer)
    assert cast.clerk.trainings.count() == 1


def test_a_password_is_reset_and_shown_once(admin, client, cast):
    assert "原密码立即失效" in text(admin.get(url("person_password", cast.clerk)))
    shown = text(admin.post(url("person_password", cast.clerk))).split("<code>")[1]
    cast.clerk.refresh_from_db()
    assert cast.clerk.check_password(shown.split("</code>")[0])


def test_an_account_is_closed_and_opened_again(admin, cast):
    assert "现在不能办理" not in text(admin.get(url("person_deactivate", cast.clerk)))
    page = text(admin.post(url("person_deactivate", cast.clerk), follow=True))
    assert "账号已停用，不能登录" in page
    twice = admin.post(url("person_deactivate", cast.clerk))
    assert "该人员已停用" in text(twice)
    page = text(admin.post(url("person_reactivate", cast.clerk), follow=True))
    assert "账号已停用" not in page
    assert "无须恢复" in text(admin.post(url("person_reactivate", cast.clerk)))


def test_the_last_administrator_is_told_why_the_account_stays(admin, cast):
    page = text(admin.get(url("person_deactivate", cast.admin)))
    assert "不能停用本人账号" in page
    assert "最后一名系统管理员" in page


def test_a_lost_telephone_is_taken_off(admin, cast):
    Person.objects.filter(pk=cast.clerk.pk).update(two_step=True)
    page = text(admin.post(url("person_reset_two_step", cast.clerk), follow=True))
    assert "未启用" in page
    assert "没有启用两步验证" in text(admin.post(url("person_reset_two_step", cast.clerk)))


# Roles


def appointment(cast, **changes):
    return {
        "role": "clerk",
        "unit": cast.village.pk,
        "since": "2026-01-01",
        "until": "",
        "basis": "澄公开办〔2026〕3号",
        **changes,
    }


def test_the_office_appoints_a_clerk(office, cast):
    page = text(office.post(url("appoint", cast.stranger), appointment(cast), follow=True))
    assert "澄公开办〔2026〕3号" in page
    assert selectors.holders(Role.CLERK, cast.village, date(2026, 6, 1)) == [cast.stranger]


def test_the_office_appoints_no_leader(office, cast):
    response = office.post(url("appoint", cast.stranger), appointment(cast, role="leader"))
    assert response.status_code == 403
    assert "系统管理员" in text(response)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"role": "system"}, "field-errors"),
        ({"role": "king"}, "field-errors"),
        ({"since": "2026-02-30"}, "2026-01-31"),
        ({"until": "2025-01-01"}, "离任日期应晚于任职日期"),
        ({"unit": ""}, "field-errors"),
        ({"basis": LONG}, "最多120个字"),
        ({"basis": CONTROL}, "控制字符"),
    ],
)
def test_bad_appointments_are_answered(admin, cast, changes, words):
    response = admin.post(url("appoint", cast.stranger), appointment(cast, **changes))
    assert response.status_code == 422
    assert words in text(response)
    assert not cast.stranger.appointments.exists()


def test_nobody_appoints_themselves_on_the_page_either(admin, cast):
    response = admin.post(url("appoint", cast.admin), appointment(cast, role="leader"))
    assert response.status_code == 422
    assert "不能任命本人" in text(response)


def test_a_term_is_ended_or_leads_to_the_handover(office, cast, monkeypatch):
    term = cast.clerk.appointments.get()
    counter = handover.OpenWorkCounter("t", lambda person, unit: 3)
    with monkeypatch.context() as patch:
        patch.setattr(handover.open_work_counters, "_things", {"t": counter})
        page = text(office.get(url("term_end", term)))
        assert "还有3件未办结事项，请先办理工作交接" in page
        assert url("hand_over", term) in page
        blocked = office.post(url("term_end", term), {"on": timezone.localdate()})
        assert blocked.status_code == 422
    early = office.post(url("term_end", term), {"on": "2024-01-01"})
    assert "不能早于任职日期" in text(early)
    assert office.post(url("term_end", term), {"on": "x"}).status_code == 422
    office.post(url("term_end", term), {"on": timezone.localdate()})
    term.refresh_from_db()
    assert term.until == timezone.localdate()


def test_a_handover_is_done_listed_and_registered(office, cast):
    term = cast.clerk.appointments.get()
    assert "陈志远" in text(office.get(url("hand_over", term)))
    sent = {"successor": "section_head", "note": "岗位调整"}
    page = text(office.post(url("hand_over", term), sent, follow=True))
    assert "已由陈志远接任" in page
    report = Handover.objects.get()
    listed = text(office.get(url("handovers"), {"state": "unseen"}))
    assert '<span class="desk-count">1</span>' in listed
    assert "岗位调整" in listed
    page = text(office.post(url("handover_register", report), follow=True))
    assert "交接已备案" in page
    assert "desk-count" not in page
    assert "没有交接记录" in text(office.get(url("handovers"), {"state": "unseen"}))
    assert office.post(url("handover_register", report)).status_code == 409


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"successor": ""}, "field-errors"),
        ({"successor": "nobody"}, "没有这个账号"),
        ({"successor": LONG}, "field-errors"),
        ({"successor": "clerk"}, "不能是同一人"),
        ({"successor": "office"}, "不能把工作移交给本人"),
        ({"successor": "inspector"}, "不得兼任"),
        ({"successor": "leader", "note": LONG}, "最多500个字"),
        ({"successor": "leader", "note": CONTROL}, "控制字符"),
    ],
)
def test_bad_handovers_are_answered(office, cast, sent, words):
    response = office.post(url("hand_over", cast.clerk.appointments.get()), sent)
    assert response.status_code == 422
    assert words in text(response)
    assert not Handover.objects.exists()


def test_a_handover_of_an_ended_term_is_answered(office, cast):
    cast.clerk.appointments.update(until=timezone.localdate())
    response = office.post(url("hand_over", cast.clerk.appointments.get()), {"successor": "leader"})
    assert "目前不担任这一角色" in text(response)


# Leading groups


def test_a_group_is_set_up_changed_and_its_members_come_and_go(office, cast):
    sent = {
        "unit": cast.county.pk,
        "office_unit": cast.education.pk,
        "name": "县政务公开领导小组",
        "since": "2026-01-01",
    }
    assert "县政务公开领导小组" in text(office.post(url("group_new"), sent, follow=True))
    group = LeadingGroup.objects.get()
    head = {"post": "head", "name": "周远", "since": "2026-01-01", "position": "1"}
    page = text(office.post(url("member_new", group), head, follow=True))
    assert "周远" in page
    assert "组长" in page
    assert "已有组长" in text(office.post(url("member_new", group), head | {"name": "吴清"}))
    member = GroupMember.objects.get()
    office.post(url("member_end", member), {"on": "2026-05-01"})
    member.refresh_from_db()
    assert member.until == date(2026, 5, 1)
    assert "已经退出" in text(office.post(url("member_end", member), {"on": "2026-05-01"}))
    changed = sent | {"until": "2030-12-31", "version": 1}
    assert office.post(url("group_change", group), changed).status_code == 302
    late = office.post(url("group_change", group), changed | {"until": "2031-12-31"})
    assert late.status_code == 409
    assert "2030-12-31" in text(late)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", LONG),
        ("name", CONTROL),
        ("since", "x"),
        ("until", "2020-01-01"),
        ("unit", "0"),
        ("office_unit", "x"),
        ("basis", LONG),
    ],
)
def test_bad_entries_of_a_group_are_answered(office, cast, field, value):
    sent = {
        "unit": cast.county.pk,
        "office_unit": cast.county.pk,
        "name": "县政务公开领导小组",
        "since": "2026-01-01",
        field: value,
    }
    response = office.post(url("group_new"), sent)
    assert response.status_code == 422
    assert "field-errors" in text(response)
    assert not LeadingGroup.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", LONG),
        ("name", CONTROL),
        ("post", "king"),
        ("since", "2020-01-01"),
        ("position", "x"),
    ],
)
def test_bad_members_are_answered(office, cast, field, value):
    group = LeadingGroupFactory(unit=cast.county)
    sent = {"post": "member", "name": "周远", "since": "2026-01-01", "position": "1", field: value}
    response = office.post(url("member_new", group), sent)
    assert response.status_code == 422
    assert not GroupMember.objects.exists()
