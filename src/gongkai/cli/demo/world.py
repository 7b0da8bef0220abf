"""The county while it is being told: who works where, what time it is, and what happens next."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from gongkai.cli.demo.county import BY_KEY, Organ
from gongkai.cli.demo.names import Names
from gongkai.cli.demo.papers.parts import Scene
from gongkai.clock.rules import Calendar, wd_add
from gongkai.kernel.actor import StaffActor
from gongkai.kernel.permissions import Role

if TYPE_CHECKING:
    from gongkai.orgs.models import Person, Unit

ZONE = ZoneInfo("Asia/Shanghai")
OPENS, CLOSES = time(8, 30), time(17, 30)

Story = Iterator[datetime]
"""What happens to one matter: it yields the moment at which it goes on."""


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account, for the table that is printed at the end."""

    role: Role
    name: str
    username: str
    unit: str


@dataclass
class World:
    """Everything that the stories share. ``now`` is the moment that is being told."""

    chance: Random
    now: datetime
    end: datetime
    calendar: Calendar
    names: Names
    units: dict[str, "Unit"] = field(default_factory=dict)
    people: dict[tuple[str, Role], "Person"] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)
    sections: dict[str, int] = field(default_factory=dict)
    themes: dict[str, int] = field(default_factory=dict)
    genres: dict[str, int] = field(default_factory=dict)
    numbers: Counter[tuple[str, int]] = field(default_factory=Counter)
    published: int = 0
    receipts: list[tuple[str, str]] = field(default_factory=list)
    """Number and query code of what was asked for on the portal, the last one last."""
    _actors: dict[tuple[str, Role], StaffActor] = field(default_factory=dict)
    _waiting: list[tuple[datetime, int, Story]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()

    def scene(self, organ: Organ | str) -> Scene:
        """Who writes today."""
        return Scene(BY_KEY[organ] if isinstance(organ, str) else organ, self.today, self.chance)

    def actor(self, key: str, role: Role) -> StaffActor:
        """The acting person of a unit in a role, with the roles held when first asked."""
        from gongkai.orgs.selectors import actor_for

        known = self._actors.get((key, role))
        if known is None:
            known = actor_for(self.people[key, role], self.now)
            self._actors[key, role] = known
        return known

    def replace(self, key: str, role: Role, person: "Person") -> None:
        """Somebody else plays the part from now on."""
        self.people[key, role] = person
        self._actors.pop((key, role), None)

    def number(self, organ: Organ, day: date) -> str:
        """The next 文号 of a unit, like 澄教〔2026〕12号."""
        self.numbers[organ.mark, day.year] += 1
        return f"{organ.mark}〔{day.year}〕{self.numbers[organ.mark, day.year]}号"

    def working_days_ago(self, days: int) -> date:
        """The working day that lies *days* working days before the end of the story."""
        day, left = self.end.astimezone(ZONE).date(), days
        while left > 0:
            day -= timedelta(days=1)
            left -= self.calendar.works(day)
        return day

    def in_office(self, day: date) -> datetime:
        """Some minute of the office hours of *day*, or of the next working day."""
        while not self.calendar.works(day):
            day += timedelta(days=1)
        minutes = self.chance.randrange(0, 9 * 60)
        return datetime.combine(day, OPENS, ZONE) + timedelta(minutes=minutes)

    def soon(self, most: int = 240) -> datetime:
        """A moment up to *most* minutes from now, within office hours."""
        then = (self.now + timedelta(minutes=self.chance.randrange(8, most))).astimezone(ZONE)
        if self.calendar.works(then.date()) and OPENS <= then.time() <= CLOSES:
            return then
        return max(then, self.in_office(then.date() + timedelta(days=1)))

    def days_on(self, least: int, most: int) -> datetime:
        """A moment in the office some working days from now."""
        return self.in_office(wd_add(self.calendar, self.today, self.chance.randint(least, most)))

    def tell(self, start: datetime, story: Story) -> None:
        """Let *story* begin at *start*."""
        heappush(self._waiting, (start, next(self._order), story))

    def run(self) -> Iterator[datetime]:
        """Let everything happen that has its moment before the end, in the order of time."""
        while self._waiting and self._waiting[0][0] <= self.end:
            at, _, story = heappop(self._waiting)
            self.now = max(self.now, at)
            following = next(story, None)
            if following is not None:
                self.tell(max(following, self.now + timedelta(seconds=7)), story)
            yield self.now
        self.now = self.end
