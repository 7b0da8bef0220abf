"""The law against each deed on a request, asked before anything has been filled in.

With the words of a form the services ask `rules.acts` themselves; here every word is taken as given,
so that only what the request's own course forbids is left, to grey out a button.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from gongkai.casework.rules import local_day
from gongkai.inforequests import selectors
from gongkai.inforequests.models import InformationRequest, Reply, ReplyDraft
from gongkai.inforequests.rules import acts
from gongkai.inforequests.rules.acts import RequestFacts
from gongkai.inforequests.rules.afterwards import (
    reasons_against_disputing,
    reasons_against_proposing,
)
from gongkai.inforequests.rules.chain import reasons_against_conclusion
from gongkai.kernel.errors import Reason

GIVEN = "（已填写的理由和内容）"
Rule = Callable[[RequestFacts, datetime], list[Reason]]


def _over(facts: RequestFacts, now: datetime) -> list[Reason]:
    return acts.reasons_against_withdrawal(facts)


def _consultation(kind: str) -> Rule:
    return lambda facts, now: acts.reasons_against_consultation(facts, now, kind, GIVEN, GIVEN)


def _extension(facts: RequestFacts, now: datetime) -> list[Reason]:
    return acts.reasons_against_extension(facts, now, 1, GIVEN)


LAW: Mapping[str, Rule] = {
    "ask_clarification": lambda facts, now: acts.reasons_against_clarification(
        facts, now, GIVEN, GIVEN, 1
    ),
    "receive_clarification": lambda facts, now: acts.reasons_against_clarified(
        facts, local_day(now)
    ),
    "lapse_clarification": acts.reasons_against_clarification_lapse,
    "transfer": lambda facts, now: acts.reasons_against_transfer(facts, 0, 1, GIVEN, True),
    "merge": _over,
    "split": lambda facts, now: acts.reasons_against_split(facts, ("甲", "乙")),
    "request_extension": _extension,
    "approve_extension": _extension,
    "ask_reasons": lambda facts, now: acts.reasons_against_asking_reasons(facts, now, GIVEN, 1),
    "delay": lambda facts, now: acts.reasons_against_delay(facts, now, 1, GIVEN),
    "explain": acts.reasons_against_explaining,
    "notice_fee": lambda facts, now: acts.reasons_against_fee_notice(
        facts, now, "items", 11, GIVEN
    ),
    "record_payment": lambda facts, now: acts.reasons_against_payment(facts),
    "lapse_fee": acts.reasons_against_fee_lapse,
    "consult_third_party": _consultation("third_party"),
    "consult_joint_maker": _consultation("joint_maker"),
    "search": _over,
    "draft": _over,
    "withdraw": _over,
    "dispute": reasons_against_disputing,
    "propose": reasons_against_proposing,
}


def law_against(
    code: str, request: InformationRequest, now: datetime, facts: RequestFacts | None = None
) -> list[Reason]:
    """All that the course of *request* has against the deed *code* at this moment.

    *facts* are those of the request, when the caller has them in hand for several deeds.
    """
    rule = LAW.get(code)
    return rule(facts or selectors.facts_of(request), now) if rule else []


def reasons_against_reply(
    request: InformationRequest, said: ReplyDraft | Reply, now: datetime
) -> list[Reason]:
    """What the kind of a reply still lacks, what contradicts it, and where the chain leads (§1.6)."""
    withheld = tuple(said.withheld_on)
    facts = selectors.facts_of(request)
    return [
        *reasons_against_conclusion(said.answers, said.kind),
        *acts.reasons_against_reply(facts, now, said.kind, said.facts, withheld),
    ]
