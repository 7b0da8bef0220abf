"""What staff type about units, people, roles and groups. Rules say what is wrong with it."""

from gongkai.orgs.forms.base import ConfirmForm, EntriesForm
from gongkai.orgs.forms.groups import GroupForm, MemberForm, NewGroupForm
from gongkai.orgs.forms.people import (
    AppointForm,
    EndForm,
    HandoverForm,
    NewPersonForm,
    PeopleFilter,
    PersonForm,
    TrainingForm,
    TransferForm,
)
from gongkai.orgs.forms.units import (
    CloseForm,
    ContactForm,
    MoveForm,
    NewUnitForm,
    UnitFilter,
    UnitForm,
)

__all__ = [
    "AppointForm",
    "CloseForm",
    "ConfirmForm",
    "ContactForm",
    "EndForm",
    "EntriesForm",
    "GroupForm",
    "HandoverForm",
    "MemberForm",
    "MoveForm",
    "NewGroupForm",
    "NewPersonForm",
    "NewUnitForm",
    "PeopleFilter",
    "PersonForm",
    "TrainingForm",
    "TransferForm",
    "UnitFilter",
    "UnitForm",
]
