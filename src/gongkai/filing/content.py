"""What a version of a form says, between the page, the services and the table."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gongkai.filing.rules import Cadence, Check, Due, Field, RestDay, Schedule, Span, field_from

if TYPE_CHECKING:
    from gongkai.filing.models import FilingRound, FormVersion


@dataclass(frozen=True, slots=True)
class Content:
    """Everything in a version of a form that its author decides."""

    fields: tuple[Field, ...] = ()
    checks: tuple[Check, ...] = ()
    cadence: Cadence = Cadence.YEARLY
    due_months: int = 1
    due_day: int = 10
    rest_day: RestDay = RestDay.LATER
    remind_days: int = 5
    opens_itself: bool = True
    kinds: tuple[str, ...] = ()
    unit_ids: tuple[int, ...] = ()
    note: str = field(default="")

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.cadence, self.due_months, self.due_day, self.remind_days)

    @property
    def due(self) -> Due:
        return Due(self.due_months, self.due_day, self.rest_day)

    def columns(self) -> dict[str, Any]:
        """The columns of `FormVersion` that hold it."""
        return {
            "fields": [each.as_json() for each in self.fields],
            "checks": [each.as_json() for each in self.checks],
            "cadence": self.cadence.value,
            "due_months": self.due_months,
            "due_day": self.due_day,
            "rest_day": self.rest_day.value,
            "remind_days": self.remind_days,
            "opens_itself": self.opens_itself,
            "kinds": list(self.kinds),
            "unit_ids": list(self.unit_ids),
            "note": self.note,
        }


def content_of(version: "FormVersion") -> Content:
    """What a version says."""
    return Content(
        fields=fields_of(version),
        checks=tuple(Check(**each) for each in version.checks),
        cadence=Cadence(version.cadence),
        due_months=version.due_months,
        due_day=version.due_day,
        rest_day=RestDay(version.rest_day),
        remind_days=version.remind_days,
        opens_itself=version.opens_itself,
        kinds=tuple(version.kinds),
        unit_ids=tuple(version.unit_ids),
        note=version.note,
    )


def fields_of(version: "FormVersion") -> tuple[Field, ...]:
    """The fields of a version, in their order."""
    return tuple(field_from(each) for each in version.fields)


def span_of(begun: "FilingRound") -> Span:
    """The period that a round is about."""
    return Span(begun.key, begun.start, begun.end)
