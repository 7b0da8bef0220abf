"""Which rules the engine runs, the sure before the unsure."""

from gongkai.screening.rules.personal.addresses import HomeAddresses
from gongkai.screening.rules.personal.cards import BankCards
from gongkai.screening.rules.personal.identity import IdentityNumbers
from gongkai.screening.rules.personal.labels import SensitiveLabels
from gongkai.screening.rules.personal.papers import (
    Passports,
    PersonalMail,
    Plates,
    SocialSecurity,
)
from gongkai.screening.rules.personal.telephones import Mobiles, PersonalLandlines
from gongkai.screening.rules.scene import Rule


def personal_data_rules() -> list[Rule]:
    """§14.2."""
    return [
        IdentityNumbers(),
        BankCards(),
        Mobiles(),
        SocialSecurity(),
        Passports(),
        Plates(),
        PersonalLandlines(),
        HomeAddresses(),
        PersonalMail(),
        SensitiveLabels(),
    ]


def default_rules() -> list[Rule]:
    """Everything that needs no table of the house."""
    return personal_data_rules()
