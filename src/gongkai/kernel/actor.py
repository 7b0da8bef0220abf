"""The acting person, as services see it. `orgs` makes staff actors; jobs act as `SystemActor`."""

from dataclasses import dataclass
from typing import Protocol

from gongkai.kernel.errors import Reason, Refusal
from gongkai.kernel.permissions import ROLE_LABELS, Reach, Role, deeds


class Placed(Protocol):
    """Anything with a place in the tree of units; ``path`` is like ``/1/4/``, root first."""

    @property
    def id(self) -> int: ...
    @property
    def path(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held today in a unit."""

    role: Role
    unit_id: int
    unit_path: str

    def reaches(self, reach: Reach, unit: Placed | None) -> bool:
        if unit is None or reach is Reach.EVERYWHERE:
            return True
        if reach is Reach.SUBTREE:
            return unit.path.startswith(self.unit_path)
        return unit.id == self.unit_id


class Actor(Protocol):
    """Who does a deed. ``id`` is the person's id, or None for a job of the system itself."""

    @property
    def id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def grants(self) -> tuple[Grant, ...]: ...


def may(actor: Actor, deed: str, unit: Placed | None = None) -> bool:
    """Whether one of the actor's present roles allows *deed* on *unit* (None: anywhere at all)."""
    allowed = deeds[deed].grants
    return any(
        grant.role in allowed and grant.reaches(allowed[grant.role], unit) for grant in actor.grants
    )


def reasons_against(actor: Actor, deed: str, unit: Placed | None = None) -> list[Reason]:
    """The reason why *actor* may not do *deed* on *unit*, as a list for `refuse_if`."""
    if may(actor, deed, unit):
        return []
    who = "、".join(ROLE_LABELS[role] for role in deeds[deed].grants)
    sentence = f"“{deeds[deed].label}”须由本单位的{who}办理，您（{actor.name}）没有这项权限"
    return [Reason("permission", sentence)]


def person_of(actor: Actor) -> int:
    """The id of the acting person. Raises Refusal for the system: some deeds need a name."""
    if actor.id is None:
        raise Refusal(Reason("no_person", "须由具名人员办理，系统任务不能代办"))
    return actor.id


@dataclass(frozen=True, slots=True)
class StaffActor:
    """A signed-in person with the roles held at this moment."""

    id: int
    name: str
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, slots=True)
class SystemActor:
    """A job or a command of the system: only deeds granted to Role.SYSTEM are open to it."""

    name: str = "系统任务"
    id: None = None
    grants: tuple[Grant, ...] = (Grant(Role.SYSTEM, 0, "/"),)
