"""Who may open which desk page and send which form: one table."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from gongkai.catalogue import services
from gongkai.catalogue.models import Genre, Section, Theme
from gongkai.catalogue.tests.factories import DutyFactory, SectionFactory

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
READERS = {
    "clerk",
    "section_head",
    "secrecy_reviewer",
    "legal_adviser",
    "leader",
    "office",
    "inspector",
    "admin",
    "other_clerk",
    "township_clerk",
}
OFFICE = {"office", "admin"}
WRITERS = {"clerk", "section_head", "office"}
PARTS = sorted(READERS | {"stranger"})

PAGES = [
    ("sections", (), READERS),
    ("section", ("section",), READERS),
    ("section_new", (), OFFICE),
    ("standard", (), OFFICE),
    ("section_edit", ("section",), OFFICE),
    ("section_move", ("section",), OFFICE),
    ("section_reassign", ("section",), OFFICE),
    ("section_close", ("section",), OFFICE),
    ("section_reopen", ("section",), OFFICE),
    ("own_duties", (), READERS),
    ("duties", ("unit",), READERS),
    ("duties_export", ("unit",), READERS),
    ("duty_new", ("unit",), WRITERS),
    ("duties_import", ("unit",), WRITERS),
    ("duty_edit", ("duty",), WRITERS),
    ("duty_close", ("duty",), WRITERS),
    ("issues", (), READERS),
    ("issue", ("guide", "unit"), READERS),
    ("issue", ("catalogue", "unit"), READERS),
    ("version", ("guide", "unit", 1), READERS),
    ("version", ("catalogue", "unit", 1), READERS),
    ("tables", (), READERS),
    ("theme_new", (), OFFICE),
    ("themes_import", (), OFFICE),
    ("theme_edit", ("theme",), OFFICE),
    ("genre_new", (), OFFICE),
    ("genre_edit", ("genre",), OFFICE),
]
pytestmark = pytest.mark.django_db


@pytest.fixture
def address(cast):
    """The address of a page about things of 县教育局."""
    things = {
        "unit": cast.education.pk,
        "section": SectionFactory(unit=cast.education).pk,
        "duty": DutyFactory(unit=cast.education).pk,
        "theme": Theme.objects.first().pk,
        "genre": Genre.objects.first().pk,
    }
    for do in (services.generate_guide, services.generate_catalogue):
        do(actor=cast.actor("office"), unit=cast.education, reason="首次发布", now=NOW)

    def address(name, args):
        filled = [things.get(arg, arg) for arg in args]
        return reverse(f"catalogue:{name}", args=filled)

    return address


@pytest.mark.parametrize(("name", "args", "allowed"), PAGES)
def test_who_may_open_a_page(client, cast, address, name, args, allowed):
    here = address(name, args)
    answers = {}
    for part in PARTS:
        client.force_login(getattr(cast, part))
        answers[part] = client.get(here).status_code
    assert answers == {part: 200 if part in allowed else 403 for part in PARTS}


@pytest.mark.parametrize(
    ("name", "args", "allowed"), [row for row in PAGES if row[2] is not READERS]
)
def test_a_form_sent_without_the_right_changes_nothing(client, cast, address, name, args, allowed):
    before = list(Section.objects.values()), list(Theme.objects.values())
    for part in sorted(set(PARTS) - allowed):
        client.force_login(getattr(cast, part))
        sent = client.post(address(name, args), {"name": "新名", "reason": "试试", "version": 1})
        assert sent.status_code == 403, part
    assert (list(Section.objects.values()), list(Theme.objects.values())) == before


@pytest.mark.parametrize(("name", "args", "allowed"), PAGES)
def test_who_is_not_signed_in_is_sent_to_the_sign_in(client, address, name, args, allowed):
    response = client.get(address(name, args))
    assert response.status_code == 302
    assert response.url.startswith("/desk/sign-in/")


@pytest.mark.parametrize("name", ["sections", "issues", "tables", "own_duties"])
def test_pages_that_only_show_take_no_form(client, cast, name):
    client.force_login(cast.admin)
    assert client.post(reverse(f"catalogue:{name}")).status_code == 405


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("section", (0,)),
        ("section_edit", (10**30,)),
        ("duties", (0,)),
        ("duty_edit", (0,)),
        ("issue", ("poem", 1)),
        ("issue", ("guide", 10**30)),
        ("version", ("guide", 1, 99)),
        ("theme_edit", (0,)),
        ("genre_edit", (0,)),
    ],
)
def test_what_is_not_there_is_not_found(client, cast, name, args):
    client.force_login(cast.admin)
    assert client.get(reverse(f"catalogue:{name}", args=args)).status_code == 404


def test_every_deed_in_the_ledger_has_a_name_people_read(client, cast, address):
    from gongkai.audit.selectors import log_page
    from gongkai.catalogue.selectors import duty_by_id
    from gongkai.kernel.permissions import deeds

    office = cast.actor("office")
    services.create_standard_sections(actor=office, unit=cast.county, now=NOW)
    duty = duty_by_id(DutyFactory(unit=cast.education).pk)
    services.close_duty(actor=office, duty=duty, reason="划出", now=NOW)
    services.import_themes(actor=office, lines=["新主题"], now=NOW)
    done = {line.deed for line in log_page().lines}
    assert {"catalogue.create_section", "catalogue.close_duty", "catalogue.create_theme"} <= done
    assert [deed for deed in done if deed not in deeds] == []
