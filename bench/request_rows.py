"""Requests for information by the hundred thousand: ``python -m bench.request_rows FOLDER COUNT``.

Nine in ten were answered and archived over ten years, each with reply, three judgements, clock and
story, one in ten was withdrawn; besides, one in a hundred (at least 400) is in hand.
"""

import json
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.county import SPREAD, Layout, hasten, set_up, start
from bench.fill import insert

VERSION = 1
"""Change it when what is made changes: stored counties of another version are made anew."""
CHUNK = 50_000
DAY = 1440
REPLIED, WITHDRAWN = "n.i % 10 <> 0", "n.i % 10 = 0"
CHANNELS = ("counter", "internet", "post_signed", "email")
CLASSES = ("natural", "natural", "natural", "business", "legal_service")
KINDS = ("granted", "partial", "d5", "u2")
STATES = ("screening", "handling", "audit", "signing")
HELD_BY = ("office", "clerk", "section_head", "leader")


def one_of(values: tuple[str, ...], step: int = 1) -> str:
    """One of *values* by the number of the row."""
    chosen = " ".join(f"WHEN {nth} THEN '{value}'" for nth, value in enumerate(values))
    return f"CASE n.i / {step} % {len(values)} {chosen} END"


class Requests(Layout):
    """The rows of requests, table by table."""

    @property
    def age(self) -> str:
        """Minutes since a concluded request arrived: one day to ten years and two months ago."""
        return f"((n.i * 48271) % {SPREAD} + {61 * DAY})"

    def concluded(self, first: int, last: int) -> None:
        """Requests with these numbers, answered or withdrawn, in one transaction."""
        from django.db import transaction

        with transaction.atomic():
            self._cases(first, last, "'archived'", "''", "u.id", self._ago(30), {})
            self._requests(first, last, self.age)
            self._replies(first, last)
            self._end(first, last)
            self._story(first, last, self.age, ("open", "accept", "assign", "sign", "archive"))
            self._events(first, last, self.age, {"replied": 20, "served": 20})

    def in_hand(self) -> None:
        """Requests in four steps, some of them late."""
        from django.db import transaction

        first, last = self.count + 1, self.count + self.open
        age = f"((n.i * 97) % {40 * DAY} + 60)"
        due = {"next_due_at": self.sql.moment(f"{age} - {28 * DAY}")}
        office = "(SELECT id FROM orgs_unit WHERE parent_id IS NULL)"
        waiting = f"CASE WHEN n.i / 2 % 4 = 0 THEN {office} ELSE u.id END"
        held = one_of(HELD_BY, 2)
        with transaction.atomic():
            self._cases(first, last, one_of(STATES, 2), held, waiting, "NULL", due, age)
            self._requests(first, last, age)
            self._story(first, last, age, ("open", "accept", "assign"))
            self._events(first, last, age, {})

    def _ago(self, days: int) -> str:
        return self.sql.moment(f"{self.age} - {days * DAY}")

    def _cases(
        self,
        first: int,
        last: int,
        state: str,
        role: str,
        waiting: str,
        closed: str,
        due: dict[str, str],
        age: str = "",
    ) -> None:
        from gongkai.casework.models import Case
        from gongkai.inforequests.models import Requester

        opened = self.sql.moment(age or self.age)
        insert(Requester, self.source(first, last), id="n.i", created_at=opened)
        insert(
            Case,
            self.source(first, last, texts=True),
            id="n.i",
            kind="'inforequest'",
            number="u.code || '-' || (2016 + n.i % 11) || '-' || n.i",
            title="a.title",
            unit_id="u.id",
            state=state,
            waiting_unit_id=waiting,
            waiting_role=role,
            opened_by_id="u.clerk",
            opened_at=opened,
            closed_at=closed,
            **due,
        )

    def _requests(self, first: int, last: int, age: str) -> None:
        from gongkai.inforequests.models import InformationRequest

        insert(
            InformationRequest,
            self.source(first, last, texts=True),
            id="n.i",
            case_id="n.i",
            unit_id="u.id",
            number="u.code || '-' || (2016 + n.i % 11) || '-' || n.i",
            requester_id="n.i",
            applicant_class=one_of(CLASSES),
            channel=one_of(CHANNELS),
            arrived_at=self.sql.moment(age),
            receipt_day=self.sql.day(age),
            description="substr(b.body, 1, 200)",
            subject="substr(a.title, 1, 100)",
            form_wanted="'electronic'",
            way_wanted="'email'",
            registered_at=self.sql.moment(age),
            theme_id="th.id",
            due_on=self.sql.day(f"{age} - {28 * DAY}"),
        )

    def _replies(self, first: int, last: int) -> None:
        from gongkai.inforequests.models import IssuedReply, Reply, ReplyReview

        rows, kind, digest = (
            self.source(first, last, REPLIED),
            one_of(KINDS),
            self.sql.digest("n.i"),
        )
        insert(
            Reply,
            rows,
            id="n.i",
            request_id="n.i",
            number="1",
            kind=kind,
            report_row=kind,
            remedy="'B'",
            author_id="u.clerk",
            content_hash=digest,
            created_at=self._ago(18),
        )
        judges = {"audit": "u.head", "legal": "u.reviewer", "sign": "u.leader"}
        for place, (step, judge) in enumerate(judges.items()):
            insert(
                ReplyReview,
                rows,
                id=f"n.i * 3 + {place}",
                reply_id="n.i",
                author_id="u.clerk",
                content_hash=digest,
                step=f"'{step}'",
                verdict="'pass'",
                reviewer_id=judge,
                at=self._ago(19),
            )
        insert(
            IssuedReply,
            rows,
            id="n.i",
            request_id="n.i",
            reply_id="n.i",
            report_row=kind,
            **{f"{step}_id": f"n.i * 3 + {place}" for place, step in enumerate(judges)},
            **{f"{step}_by_id": judge for step, judge in judges.items()},
            document_number="'公开〔' || n.i || '〕号'",
            issued_on=self.sql.day(f"{self.age} - {20 * DAY}"),
            issued_by_id="u.clerk",
            made_at=self._ago(20),
        )

    def _end(self, first: int, last: int) -> None:
        """Close what was answered, one in twenty late, and what was withdrawn."""
        from django.db import connection

        day, moment = self.sql.day, self.sql.moment
        ends = {
            REPLIED: ("replied", one_of(KINDS), "n.i"),
            WITHDRAWN: ("withdrawn", "'o3'", "NULL"),
        }
        late = f"CASE WHEN n.i % 20 = 1 THEN {35 * DAY} ELSE {20 * DAY} END"
        for having, (outcome, row, issue) in ends.items():
            replied = outcome == "replied"
            changes = {
                "outcome": f"'{outcome}'",
                "report_row": row,
                "issue_id": issue,
                "closed_at": moment(f"{self.age} - {20 * DAY}"),
                "answered_on": day(f"{self.age} - {late}") if replied else "NULL",
                "days_used": "14" if replied else "NULL",
                **({} if replied else {"due_on": "NULL"}),
            }
            said = ", ".join(f"{name} = {to}" for name, to in changes.items())
            where = f"id BETWEEN {first} AND {last} AND {having}".replace("n.i", "id")
            with connection.cursor() as cursor:
                sql = f"UPDATE inforequests_informationrequest SET {said} WHERE {where}"
                cursor.execute(sql.replace("n.i", "id"))

    def _story(self, first: int, last: int, age: str, deeds: tuple[str, ...]) -> None:
        from gongkai.casework.models import TimelineEntry

        for place, deed in enumerate(deeds):
            insert(
                TimelineEntry,
                self.source(first, last),
                case_id="n.i",
                at=self.sql.moment(f"{age} - {place}"),
                actor_id="u.clerk",
                actor_name="'测量'",
                action=f"'{deed}'",
                sentence=f"'测量第{place + 1}步'",
                state="'handling'",
            )

    def _events(self, first: int, last: int, age: str, more: dict[str, int]) -> None:
        from gongkai.inforequests.models import RequestEvent

        for kind, days in {"received": 0, **more}.items():
            insert(
                RequestEvent,
                self.source(first, last, REPLIED if more else "TRUE"),
                request_id="n.i",
                kind=f"'{kind}'",
                on=self.sql.day(f"{age} - {days * DAY}"),
                made_at=self.sql.moment(age),
                by_id="u.clerk",
            )


def generate(count: int, progress: Any = None, now: datetime | None = None) -> None:
    """Fill the present, empty database."""
    from django.utils import timezone

    now = (now or timezone.now()).replace(microsecond=0)
    set_up(now)
    hasten()
    requests = Requests(count, now)
    requests.lay_out()
    for first in range(1, count + 1, CHUNK):
        last = min(first + CHUNK - 1, count)
        requests.concluded(first, last)
        if progress:
            progress(last - first + 1)
    requests.in_hand()
    requests.close()


def main() -> None:
    from django.core.management import call_command
    from tqdm import tqdm

    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    start(folder)
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    with tqdm(total=count, desc=f"造 {count:,} 件申请", unit="件", disable=None) as bar:
        generate(count, bar.update)
    made = {"version": VERSION, "count": count, "seconds": round(time.perf_counter() - began)}
    (folder / "made.json").write_text(json.dumps(made), "utf-8")


if __name__ == "__main__":
    main()
