"""What the tables themselves refuse, whatever the services did."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from gongkai.casework.rules import ZONE
from gongkai.inforequests.models import (
    InformationRequest,
    IssuedReply,
    Reply,
    ReplyReview,
    Requester,
    RequestEvent,
)
from gongkai.orgs.tests.cast import Cast

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=ZONE)


def plain_request(cast: Cast, number: str = "990000002-2026-00001") -> InformationRequest:
    """A request as rows, without any service."""
    case = apps.get_model("casework", "Case").objects.create(
        kind="inforequest",
        number=number,
        title="申请",
        unit=cast.education,
        waiting_unit=cast.education,
        state="handling",
        opened_at=NOW,
    )
    return InformationRequest.objects.create(
        case=case,
        unit=cast.education,
        number=number,
        requester=Requester.objects.create(created_at=NOW),
        applicant_class="natural",
        channel="counter",
        arrived_at=NOW,
        receipt_day=NOW.date(),
        description="2025年全县义务教育经费决算",
        form_wanted="electronic",
        way_wanted="email",
        registered_at=NOW,
    )


def version(
    cast: Cast, request: InformationRequest, number: int = 1, row: str = "granted"
) -> Reply:
    return Reply.objects.create(
        request=request,
        number=number,
        kind="granted",
        report_row=row,
        author=cast.clerk,
        content_hash="0" * 64,
        created_at=NOW,
    )


def judged(
    reply: Reply, step: str, reviewer: object, verdict: str = "pass", **changes: object
) -> ReplyReview:
    return ReplyReview.objects.create(
        reply=reply,
        author=reply.author,
        content_hash=reply.content_hash,
        step=step,
        verdict=verdict,
        reviewer=reviewer,
        at=NOW,
        **changes,
    )


def judgements(cast: Cast, reply: Reply) -> dict[str, ReplyReview]:
    people = {"audit": cast.section_head, "legal": cast.legal_adviser, "sign": cast.leader}
    return {step: judged(reply, step, who) for step, who in people.items()}


def issued(cast: Cast, reply: Reply, /, **changes: object) -> IssuedReply:
    passes = judgements(cast, reply)
    values = (
        passes
        | {f"{step}_by": each.reviewer for step, each in passes.items()}
        | {
            "request": reply.request,
            "reply": reply,
            "report_row": reply.report_row,
            "document_number": f"澄教公复〔2026〕{reply.pk}号",
            "issued_on": NOW.date(),
            "issued_by": cast.clerk,
            "made_at": NOW,
        }
    )
    return IssuedReply.objects.create(**(values | changes))


@contextmanager
def refused() -> Iterator[None]:
    """A block that the database must refuse at once."""
    with pytest.raises(IntegrityError), transaction.atomic():
        yield


def test_a_request_cannot_be_closed_without_a_row_of_the_report(cast: Cast) -> None:
    request = plain_request(cast)
    for changes in (
        {"closed_at": NOW},
        {"report_row": "o3"},
        {"closed_at": NOW, "report_row": "granted", "outcome": "replied"},
        {"closed_at": NOW, "report_row": "granted", "outcome": "withdrawn"},
        {"closed_at": NOW, "report_row": "zz", "outcome": "withdrawn"},
        {"closed_at": NOW, "report_row": "o3", "outcome": "merged"},
    ):
        with refused():
            InformationRequest.objects.filter(pk=request.pk).update(**changes)
    request.closed_at, request.report_row, request.outcome = NOW, "o3", "withdrawn"
    request.save()


def test_the_row_of_a_closed_request_is_that_of_its_issued_reply(cast: Cast) -> None:
    request = plain_request(cast)
    issue = issued(cast, version(cast, request))
    closed = {"closed_at": NOW, "outcome": "replied", "issue": issue}
    with refused():
        InformationRequest.objects.filter(pk=request.pk).update(report_row="d1", **closed)
    InformationRequest.objects.filter(pk=request.pk).update(report_row="granted", **closed)
    with refused():
        InformationRequest.objects.filter(pk=request.pk).update(closed_at=None)


def test_the_reply_of_another_request_does_not_close_this_one(cast: Cast) -> None:
    request, other = plain_request(cast), plain_request(cast, "990000002-2026-00002")
    issue = issued(cast, version(cast, other))
    with refused():
        InformationRequest.objects.filter(pk=request.pk).update(
            closed_at=NOW, report_row="granted", outcome="replied", issue=issue
        )


def test_a_request_has_at_most_one_issued_reply(cast: Cast) -> None:
    request = plain_request(cast)
    issued(cast, version(cast, request))
    with refused():
        issued(cast, version(cast, request, 2))


def test_nobody_judges_a_text_of_their_own(cast: Cast) -> None:
    reply = version(cast, plain_request(cast))
    with refused():
        judged(reply, "sign", cast.clerk)


def test_a_judgement_names_the_text_and_its_author_as_they_are(cast: Cast) -> None:
    reply = version(cast, plain_request(cast))
    for changes in ({"author": cast.other_clerk}, {"content_hash": "1" * 64}):
        values = {"author": reply.author, "content_hash": reply.content_hash} | changes
        with refused():
            ReplyReview.objects.create(
                reply=reply, step="sign", verdict="pass", reviewer=cast.leader, at=NOW, **values
            )


def test_a_reply_is_issued_only_with_three_judgements_of_this_version(cast: Cast) -> None:
    request = plain_request(cast)
    earlier, reply = version(cast, request), version(cast, request, 2)
    old = judgements(cast, earlier)
    returned = judged(reply, "sign", cast.leader, "return")
    for changes in (
        {"sign": returned},
        {"sign": old["sign"]},
        {"legal": old["legal"]},
        {"audit": old["audit"]},
        {"sign": old["sign"], "reply": earlier, "report_row": "d1"},
        {"sign_step": "audit"},
    ):
        with refused():
            issued(cast, reply, **changes)
    issued(cast, reply)


def test_the_three_judgements_are_by_three_persons(cast: Cast) -> None:
    reply = version(cast, plain_request(cast))
    again = judged(reply, "sign", cast.section_head)
    with refused():
        issued(cast, reply, sign=again, sign_by=cast.section_head)
    with refused():
        issued(cast, reply, sign=again)
    issued(cast, reply)


def test_what_is_written_once_stays(cast: Cast) -> None:
    request = plain_request(cast)
    RequestEvent.objects.create(request=request, kind="received", on=date(2026, 6, 15), made_at=NOW)
    version(cast, request)
    tables = ("requestevent", "reply", "informationrequest")
    for table in tables:
        with refused(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM inforequests_{table}")
    with refused():
        RequestEvent.objects.update(on=date(2026, 6, 1))
    with refused():
        InformationRequest.objects.update(description="另一件事")
