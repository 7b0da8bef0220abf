"""People who act at the same time, on a real database with real transactions."""

import threading
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from gongkai.catalogue import selectors, services
from gongkai.catalogue.models import AllocatedIndexNumber, DisclosureDuty, GuideVersion, Section
from gongkai.catalogue.rules import DutyDraft, SectionDraft
from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.kernel.actor import Grant, StaffActor
from gongkai.kernel.errors import Refusal
from gongkai.kernel.permissions import Role
from gongkai.orgs.tests.factories import UnitFactory

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DRAFT = SectionDraft("甲", "jia", "说明", "关键词", "disclosure", "statutory", "ad_hoc")
EVERYWHERE = StaffActor(
    1, "苏敏", (Grant(Role.ADMIN, 0, "/"), Grant(Role.OFFICE, 0, "/"), Grant(Role.SYSTEM, 0, "/"))
)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def organ():
    return UnitFactory(code="999999001")


def at_once(*deeds):
    """Run *deeds* in threads of their own, each from the same moment; raise what they raised."""
    start = threading.Barrier(len(deeds))
    errors = []

    def run(deed):
        try:
            start.wait(timeout=10)
            deed()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    if errors:
        raise errors[0]


def outcomes(*deeds):
    """How each deed ended: ``done`` or the codes of its refusal, sorted."""
    ended = []

    def noting(deed):
        def run():
            try:
                deed()
            except Refusal as refusal:
                ended.append(",".join(refusal.codes))
            else:
                ended.append("done")

        return run

    at_once(*(noting(deed) for deed in deeds))
    return sorted(ended)


def test_numbers_taken_at_once_are_all_different_and_without_gap(organ):
    given = []

    def take():
        for _ in range(5):
            given.append(services.allocate_index_number(unit=organ, year=2026, now=NOW))

    at_once(*[take] * 6)
    assert sorted(given) == [f"999999001/2026-{n:05d}" for n in range(1, 31)]


def test_batches_singles_and_imports_at_once_never_collide(organ):
    given = []

    def single():
        given.append(services.allocate_index_number(unit=organ, year=2026, now=NOW))

    def batch():
        given.extend(services.allocate_index_numbers(unit=organ, year=2026, now=NOW, count=20))

    def foreign():
        numbers = [f"999999001/2026-{n:05d}" for n in (3, 17, 29)]
        taken = services.register_foreign_index_numbers(numbers=numbers, now=NOW)
        given.extend(number for number in numbers if number not in taken)

    at_once(single, batch, foreign, single, batch)
    assert len(given) == len(set(given))
    assert set(given) == set(AllocatedIndexNumber.objects.values_list("number", flat=True))


def test_the_same_imported_number_goes_to_one_of_two(organ):
    taken = []

    def foreign():
        found = services.register_foreign_index_numbers(numbers=["甲-1", "甲-2"], now=NOW)
        taken.append(len(found))

    at_once(foreign, foreign)
    assert sorted(taken) == [0, 2]
    assert AllocatedIndexNumber.objects.count() == 2


def test_a_number_of_a_transaction_that_fails_is_free_for_the_next(organ):
    def fail():
        with pytest.raises(RuntimeError), transaction.atomic():
            services.allocate_index_number(unit=organ, year=2026, now=NOW)
            raise RuntimeError

    at_once(fail, fail)
    number = services.allocate_index_number(unit=organ, year=2026, now=NOW)
    assert number == "999999001/2026-00001"


def test_of_two_who_open_a_section_at_the_same_address_one_is_told(organ):
    def create():
        services.create_section(actor=EVERYWHERE, unit=organ, draft=DRAFT, now=NOW)

    assert outcomes(create, create).count("done") == 1
    assert Section.objects.count() == 1


def test_of_two_who_change_a_section_at_once_one_is_told(organ):
    section = SectionFactory(unit=organ)

    def change(name):
        draft = replace(selectors.draft_of(section), name=name)
        services.change_section(actor=EVERYWHERE, section=section, version=1, draft=draft, now=NOW)

    assert outcomes(lambda: change("先"), lambda: change("后")) == ["done", "stale"]
    assert Section.objects.get().version == 2


def test_two_moves_at_once_never_make_a_circle(organ):
    one, other = SectionFactory(unit=organ), SectionFactory(unit=organ)

    def move(section, parent):
        services.move_section(actor=EVERYWHERE, section=section, parent=parent, version=1, now=NOW)

    ended = outcomes(lambda: move(one, other), lambda: move(other, one))
    assert ended == ["done", "parent"]
    assert Section.objects.filter(parent__isnull=True).count() == 1


def test_a_section_closed_while_another_opens_below_it_leaves_no_open_orphan(organ):
    top = SectionFactory(unit=organ)

    def close():
        services.close_section(actor=EVERYWHERE, section=top, reason="撤并", now=NOW)

    def create():
        services.create_section(actor=EVERYWHERE, unit=organ, draft=DRAFT, now=NOW, parent=top)

    assert outcomes(close, create) in (["children", "done"], ["done", "parent"])
    assert not Section.objects.filter(is_open=True, parent__is_open=False).exists()


def test_two_take_overs_at_once_leave_one_responsible(organ):
    section, other = SectionFactory(unit=organ), UnitFactory()

    def take_over():
        services.reassign_section(
            actor=EVERYWHERE,
            section=section,
            unit=other,
            since=NOW.date(),
            reason="职能划转",
            now=NOW,
        )

    assert outcomes(take_over, take_over) == ["done", "unit"]
    assert section.responsibilities.filter(until__isnull=True).count() == 1


def test_two_who_issue_at_once_make_one_version(organ):
    def issue():
        services.generate_guide(actor=EVERYWHERE, unit=organ, reason="首次发布", now=NOW)

    assert outcomes(issue, issue) in (["done", "done"], ["done", "stale"])
    assert GuideVersion.objects.count() == 1


def test_two_who_add_the_same_duty_at_once_add_one(organ):
    draft = DutyDraft("art20-7", "部门预算", "收支总表", "《预算法》", "及时", ("政府网站",))

    def create():
        services.create_duty(actor=EVERYWHERE, unit=organ, draft=draft, now=NOW)

    assert outcomes(create, create) == ["done", "matter"]
    assert DisclosureDuty.objects.count() == 1
