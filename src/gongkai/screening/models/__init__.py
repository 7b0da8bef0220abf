"""What the house adds to screening: words, waivers, reported false alarms."""

from gongkai.screening.models.alarms import FalseAlarm
from gongkai.screening.models.waivers import Waiver
from gongkai.screening.models.words import ListedWord

__all__ = ["FalseAlarm", "ListedWord", "Waiver"]
