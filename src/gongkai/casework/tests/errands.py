"""A flow of the tests' own, so that no business stands behind them: 起草 → 核对 → 办结."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from gongkai.casework import services
from gongkai.casework.flows import Action, Clock, Flow, State, Style
from gongkai.casework.kinds import CaseKind, kinds
from gongkai.casework.models import Case
from gongkai.casework.rules import ZONE, Event
from gongkai.kernel.permissions import Deed, Reach, Role, deeds
from gongkai.orgs.tests.cast import Cast

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=ZONE)

FLOW = Flow(
    code="errand",
    label="差事",
    prefix="CS",
    states=(
        State("begun", "起草", Role.CLERK, own=True),
        State("checked", "核对", Role.SECTION_HEAD),
        State("done", "已办结"),
    ),
    actions=(
        Action("check", "送核", ("begun",), "checked", "errand.do", "送核", Style.PRIMARY),
        Action("back", "退回", ("checked",), "begun", "errand.check", "退回", Style.DANGER, True),
        Action("finish", "办结", ("checked",), "done", "errand.check", "办结", events=("closed",)),
    ),
    clock=Clock("办理期限", 20, "条例第三十三条", starts=("received",), stops=("closed",)),
    transferable=True,
)
DEEDS = (
    Deed("errand.do", "办差", {Role.CLERK: Reach.UNIT}),
    Deed("errand.check", "核差", {Role.SECTION_HEAD: Reach.UNIT}),
)


@transaction.atomic
def do(*, actor, case_id, action, note, now, expected_version=None, data=None) -> None:
    """How the errand's own business performs an action."""
    case = services.lock_case(case_id, expected_version)
    services.perform(actor=actor, case=case, action=FLOW.action(action), note=note, now=now)


def sheet(case_id: int) -> str:
    return reverse("casework:sheet", args=[case_id])


@contextmanager
def registered() -> Iterator[None]:
    """The kind and its deeds, known to the engine for a while."""
    kinds.register(CaseKind(FLOW, lambda *_: [], do, sheet))
    deeds.register(*DEEDS)
    yield
    del kinds._things["errand"], deeds._things["errand.do"], deeds._things["errand.check"]


def at(day: str, hour: int = 9) -> datetime:
    """A moment on an ISO day in China."""
    return datetime.fromisoformat(day).replace(tzinfo=ZONE, hour=hour)


def errand(cast: Cast, part: str = "clerk", day: str = "2026-06-15", title: str = "一件事") -> Case:
    """An errand that *part* opens and receives on *day*."""
    return services.open_case(
        actor=cast.actor(part),
        kind="errand",
        unit=getattr(cast, part).unit,
        title=title,
        now=at(day),
        events=[Event("received", at(day))],
    )


def act(cast: Cast, case: Case, part: str, action: str, note: str = "", **more: int) -> None:
    """Let *part* take *case* one step on."""
    do(actor=cast.actor(part), case_id=case.pk, action=action, note=note, now=NOW, **more)
