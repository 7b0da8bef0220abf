"""Who may hold which post, and when a unit may change: plain rules over plain values (A1, A2).

政府信息公开条例第十七条 asks for examination before publication; that the examiner is another
person than the maker is checked case by case, not here. Here stands what follows from a post itself:
inspection is independent (监察法第四条), so whoever inspects holds no other role.
"""

from gongkai.orgs.rules.drafts import (
    CONTACT_FIELDS,
    GROUP_TEXTS,
    MEMBER_TEXTS,
    PERSON_TEXTS,
    UNIT_TEXTS,
    GroupDraft,
    MemberDraft,
    PersonDraft,
    Post,
    UnitDraft,
    unit_differences,
)
from gongkai.orgs.rules.people import (
    TECHNICAL_ACCOUNTS,
    USERNAME,
    reasons_against_account,
    reasons_against_deactivation,
    reasons_against_group,
    reasons_against_member,
    reasons_against_person,
    reasons_against_reactivation,
    reasons_against_training,
    stale,
)
from gongkai.orgs.rules.posts import (
    handover_needed,
    last_admin,
    reasons_against_appointment,
    reasons_against_ending,
    reasons_against_handover,
)
from gongkai.orgs.rules.texts import (
    Text,
    has_control_characters,
    reasons_against_text,
    reasons_against_texts,
)
from gongkai.orgs.rules.units import (
    CODE,
    MAX_PATH,
    REGION,
    SLUG,
    reasons_against_closing,
    reasons_against_move,
    reasons_against_place,
    reasons_against_root,
    reasons_against_unit,
)

__all__ = [
    "CODE",
    "CONTACT_FIELDS",
    "GROUP_TEXTS",
    "MAX_PATH",
    "MEMBER_TEXTS",
    "PERSON_TEXTS",
    "REGION",
    "SLUG",
    "TECHNICAL_ACCOUNTS",
    "UNIT_TEXTS",
    "USERNAME",
    "GroupDraft",
    "MemberDraft",
    "PersonDraft",
    "Post",
    "Text",
    "UnitDraft",
    "handover_needed",
    "has_control_characters",
    "last_admin",
    "reasons_against_account",
    "reasons_against_appointment",
    "reasons_against_closing",
    "reasons_against_deactivation",
    "reasons_against_ending",
    "reasons_against_group",
    "reasons_against_handover",
    "reasons_against_member",
    "reasons_against_move",
    "reasons_against_person",
    "reasons_against_place",
    "reasons_against_reactivation",
    "reasons_against_root",
    "reasons_against_text",
    "reasons_against_texts",
    "reasons_against_training",
    "reasons_against_unit",
    "stale",
    "unit_differences",
]
