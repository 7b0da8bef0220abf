"""Which rules the engine runs, the sure before the unsure."""

from gongkai.screening.rules.personal.cards import BankCards
from gongkai.screening.rules.personal.identity import IdentityNumbers
from gongkai.screening.rules.personal.telephones import Mobiles, PersonalLandlines
from gongkai.screening.rules.scene import Rule


def personal_data_rules() -> list[Rule]:
    """§14.2."""
    return [IdentityNumbers(), BankCards(), Mobiles(), PersonalLandlines()]


def default_rules() -> list[Rule]:
    """Everything that needs no table of the house."""
    return personal_data_rules()
