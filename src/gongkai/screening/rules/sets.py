"""Which rules the engine runs, the sure before the unsure."""

from collections.abc import Sequence
from datetime import date

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
from gongkai.screening.rules.wording.countries import ListedAsCountries
from gongkai.screening.rules.wording.dates import ImpossibleDates
from gongkai.screening.rules.wording.entries import (
    Entry,
    Leader,
    Phrase,
    read_phrases,
    shipped_entries,
)
from gongkai.screening.rules.wording.leaders import Leaders
from gongkai.screening.rules.wording.numbers import DocumentNumbers
from gongkai.screening.rules.wording.phrases import FixedPhrases
from gongkai.screening.rules.wording.words import AllowedWords, ListedWords, SecretMarks


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


def wording_rules(
    entries: Sequence[Entry],
    phrases: Sequence[Phrase] = (),
    leaders: Sequence[Leader] = (),
    day: date | None = None,
    allowed: Sequence[str] = (),
) -> list[Rule]:
    """§14.4, over the given lists; *day* decides which titles are current."""
    rules: list[Rule] = [
        AllowedWords(allowed),
        SecretMarks(),
        FixedPhrases(phrases),
        ListedAsCountries(),
        ListedWords(entries),
        ImpossibleDates(),
        DocumentNumbers(),
    ]
    if leaders and day:
        rules.append(Leaders(leaders, day))
    return rules


def default_rules(leaders: Sequence[Leader] = (), day: date | None = None) -> list[Rule]:
    """Everything that needs no table of the house; *leaders* as of *day* when they are at hand."""
    wording = wording_rules(shipped_entries(), read_phrases(), leaders, day)
    return [*personal_data_rules(), *wording]
