"""Every deed on units, people, roles, groups and accounts; the only door to change them."""

from gongkai.orgs.services.accounts import (
    change_own_password,
    confirm_two_step,
    disable_two_step,
    note_failure,
    note_lock_out,
    note_sign_in,
    note_sign_out,
    prepare_two_step,
    reset_two_step,
    take_second_step,
)
from gongkai.orgs.services.groups import (
    add_member,
    change_group,
    create_group,
    end_membership,
)
from gongkai.orgs.services.groups import draft_of as draft_of_group
from gongkai.orgs.services.people import (
    change_person,
    create_person,
    deactivate_person,
    reactivate_person,
    reasons_against_deactivation,
    record_training,
    set_password,
    technical_account,
    temporary_password,
    transfer_person,
)
from gongkai.orgs.services.people import draft_of as draft_of_person
from gongkai.orgs.services.posts import (
    appoint,
    end_appointment,
    hand_over,
    reasons_against_ending,
    register_handover,
)
from gongkai.orgs.services.units import (
    change_unit,
    close_unit,
    create_unit,
    move_unit,
    reasons_against_closing,
)
from gongkai.orgs.services.units import draft_of as draft_of_unit

__all__ = [
    "add_member",
    "appoint",
    "change_group",
    "change_own_password",
    "change_person",
    "change_unit",
    "close_unit",
    "confirm_two_step",
    "create_group",
    "create_person",
    "create_unit",
    "deactivate_person",
    "disable_two_step",
    "draft_of_group",
    "draft_of_person",
    "draft_of_unit",
    "end_appointment",
    "end_membership",
    "hand_over",
    "move_unit",
    "note_failure",
    "note_lock_out",
    "note_sign_in",
    "note_sign_out",
    "prepare_two_step",
    "reactivate_person",
    "reasons_against_closing",
    "reasons_against_deactivation",
    "reasons_against_ending",
    "record_training",
    "register_handover",
    "reset_two_step",
    "set_password",
    "take_second_step",
    "technical_account",
    "temporary_password",
    "transfer_person",
]
