"""How often a door may be tried: per address and hour, counted in the database, no cookies needed.

Addresses are known only as an HMAC and for two days.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from gongkai.inforequests.models import DoorCount
from gongkai.kernel.errors import Reason
from gongkai.kernel.sealed import blind_index

SEND, SAVE, CODE, CODE_OF_NUMBER = "send", "save", "code", "number"
KEPT = timedelta(days=2)
SENTENCES = {
    SEND: "本网络地址一小时内提交的申请过多，请稍后再试，或者当面、邮寄提出申请",
    SAVE: "保存过于频繁，请稍后再试；已填写的内容仍在页面上",
    CODE: "查询码错误次数过多，请一小时后再试；遗失查询码的，请带身份证明到受理窗口重设",
    CODE_OF_NUMBER: "查询码错误次数过多，请一小时后再试；遗失查询码的，请带身份证明到受理窗口重设",
}


def limit_of(door: str) -> int:
    """How many times in an hour."""
    return {
        SEND: settings.REQUESTS_PER_HOUR,
        SAVE: settings.REQUESTS_PER_HOUR * 60,
        CODE: settings.CODE_TRIES_PER_HOUR,
        CODE_OF_NUMBER: settings.CODE_TRIES_PER_HOUR * 3,
    }[door]


def _row(door: str, who: str, now: datetime) -> dict[str, Any]:
    return {
        "door": door,
        "who": blind_index(f"inforequests.door.{door}", who),
        "hour": now.replace(minute=0, second=0, microsecond=0),
    }


def reasons_against_trying(door: str, who: str, now: datetime) -> list[Reason]:
    """Whether *who* has used this door too often within this hour."""
    found = DoorCount.objects.filter(**_row(door, who, now)).values_list("count", flat=True).first()
    return [Reason("too_often", SENTENCES[door])] if (found or 0) >= limit_of(door) else []


@transaction.atomic
def count_try(*, door: str, who: str, now: datetime) -> None:
    """One more try of this door."""
    row = _row(door, who, now)
    DoorCount.objects.get_or_create(**row)
    DoorCount.objects.filter(**row).update(count=F("count") + 1)


def forget_tries(*, now: datetime) -> int:
    """Remove counts whose time is over; how many."""
    return DoorCount.objects.filter(hour__lt=now - KEPT).delete()[0]
