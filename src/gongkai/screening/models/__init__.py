"""What the house adds to screening: words, waivers, false alarms, the register of maskings."""

from gongkai.screening.models.alarms import FalseAlarm
from gongkai.screening.models.maskings import MaskingRecord
from gongkai.screening.models.waivers import Waiver
from gongkai.screening.models.words import ListedWord

__all__ = ["FalseAlarm", "ListedWord", "MaskingRecord", "Waiver"]
