from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.audit import selectors
from gongkai.audit.models import AuditEntry
from gongkai.audit.services import record
from gongkai.kernel.actor import SystemActor

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
pytestmark = pytest.mark.django_db


def write(count: int) -> None:
    for number in range(count):
        record(actor=SystemActor(), deed="a.b", subject=f"thing:{number % 2}", now=NOW)


def test_entries_follow_one_another_and_the_chain_verifies() -> None:
    write(4)
    assert [line.seq for line in selectors.log_page().lines] == [4, 3, 2, 1]
    assert selectors.length() == 4
    assert selectors.verify() is None


def test_the_story_of_a_subject_is_told_from_the_beginning() -> None:
    write(4)
    assert [line.seq for line in selectors.story_of("thing:1")] == [2, 4]


@pytest.mark.parametrize("attempt", ["update", "delete", "bulk_update", "raw"])
def test_the_database_refuses_to_change_or_remove_an_entry(attempt: str) -> None:
    write(2)
    entry = AuditEntry.objects.get(seq=1)
    with pytest.raises(DatabaseError, match="审计日志"), transaction.atomic():
        if attempt == "update":
            AuditEntry.objects.filter(seq=1).update(deed="x")
        elif attempt == "delete":
            entry.delete()
        elif attempt == "bulk_update":
            entry.actor_name = "别人"
            AuditEntry.objects.bulk_update([entry], ["actor_name"])
        else:
            with connection.cursor() as cursor:
                cursor.execute("UPDATE audit_auditentry SET detail = '{}' WHERE seq = 1")
    assert selectors.verify() is None


def test_a_deed_that_fails_leaves_no_entry() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        write(1)
        raise RuntimeError
    assert selectors.length() == 0


def test_pages_hold_fifty_and_hand_on_a_cursor() -> None:
    write(120)
    first = selectors.log_page()
    assert len(first.lines) == 50
    assert first.older == 71
    last = selectors.log_page(before=21)
    assert [line.seq for line in last.lines] == list(range(20, 0, -1))
    assert last.older is None
