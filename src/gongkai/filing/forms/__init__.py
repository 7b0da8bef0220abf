"""Forms of the desk: filling in, designing, opening a round, urging."""

from gongkai.filing.forms.answers import AnswersForm
from gongkai.filing.forms.designs import (
    CheckSet,
    FieldSet,
    NewForm,
    ScheduleForm,
    checks_initial,
    content_from,
    fields_initial,
    schedule_initial,
)
from gongkai.filing.forms.rounds import OpenForm, UrgeForm

__all__ = [
    "AnswersForm",
    "CheckSet",
    "FieldSet",
    "NewForm",
    "OpenForm",
    "ScheduleForm",
    "UrgeForm",
    "checks_initial",
    "content_from",
    "fields_initial",
    "schedule_initial",
]
