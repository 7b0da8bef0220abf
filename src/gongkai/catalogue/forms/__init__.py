"""Forms of the catalogue's desk pages."""

from gongkai.catalogue.forms.base import VersionedForm, place_reasons, unit_choices_for
from gongkai.catalogue.forms.duties import DutyFileForm, DutyForm, UnitPicker
from gongkai.catalogue.forms.sections import (
    ConfirmForm,
    MoveForm,
    NewSectionForm,
    ReasonForm,
    ReassignForm,
    SectionFilter,
    SectionForm,
    UnitForm,
)
from gongkai.catalogue.forms.tables import NewGenreForm, NewThemeForm, TermForm, ThemeListForm

__all__ = [
    "ConfirmForm",
    "DutyFileForm",
    "DutyForm",
    "MoveForm",
    "NewGenreForm",
    "NewSectionForm",
    "NewThemeForm",
    "ReasonForm",
    "ReassignForm",
    "SectionFilter",
    "SectionForm",
    "TermForm",
    "ThemeListForm",
    "UnitForm",
    "UnitPicker",
    "VersionedForm",
    "place_reasons",
    "unit_choices_for",
]
