"""When a request counts as received (条例第三十一条; §1.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from gongkai.kernel.errors import Reason


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in which requests come. ``confirmed``: R is the day both sides confirm it."""

    code: str
    label: str
    confirmed: bool
    basis: str
    article: str


CHANNELS: Mapping[str, Channel] = MappingProxyType(
    {
        channel.code: channel
        for channel in (
            Channel(
                "counter", "当面提交", False, "以提交之日为收到申请之日", "条例第三十一条第一项"
            ),
            Channel(
                "oral",
                "口头申请",
                False,
                "以填写申请之日为收到申请之日",
                "条例第二十九条第一款、第三十一条第一项",
            ),
            Channel(
                "post_signed",
                "邮寄（签收）",
                False,
                "以行政机关签收之日为收到申请之日",
                "条例第三十一条第二项",
            ),
            Channel(
                "post_plain",
                "平常信函",
                True,
                "应当于收到的当日与申请人确认，以确认之日为收到申请之日",
                "条例第三十一条第二项",
            ),
            Channel(
                "internet",
                "互联网渠道",
                True,
                "以双方确认之日为收到申请之日",
                "条例第三十一条第三项",
            ),
            Channel("fax", "传真", True, "以双方确认之日为收到申请之日", "条例第三十一条第三项"),
            Channel(
                "email", "电子邮件", True, "以双方确认之日为收到申请之日", "条例第三十一条第三项"
            ),
        )
    }
)


def needs_confirmation(channel: str) -> bool:
    """Whether R waits for a confirmation; False for a channel that is not known."""
    return channel in CHANNELS and CHANNELS[channel].confirmed


def receipt_day(
    channel: str, arrived: date, signed: date | None, confirmed: date | None
) -> date | None:
    """The day R from which the reply period runs, None while it is not fixed yet.

    Electronic mail follows Art. 31(3) like every internet channel, not the older 207号 which went by
    the system's receipt (ADR 0009). Raises ValueError for an unknown channel.
    """
    if channel not in CHANNELS:
        raise ValueError(f"不认识的申请渠道“{channel}”")
    if CHANNELS[channel].confirmed:
        return confirmed
    return signed if channel == "post_signed" else arrived


def reasons_against_receipt(
    channel: str, arrived: date, signed: date | None, confirmed: date | None
) -> list[Reason]:
    """What is missing or impossible in the dates of an arrival (条例第三十一条)."""
    if channel not in CHANNELS:
        return [Reason("channel_unknown", "请选择申请渠道", "条例第二十九条")]
    kind = CHANNELS[channel]
    found = []
    if channel == "post_signed" and signed is None:
        sentence = "邮寄签收的申请须填写签收日期，答复期限自签收之日起算"
        found.append(Reason("signed_missing", sentence, kind.article))
    if signed is not None and signed > arrived:
        sentence = f"签收日期{signed}晚于到达公开工作机构的日期{arrived}，请核对"
        found.append(Reason("signed_after_arrival", sentence, kind.article))
    if kind.confirmed and confirmed is not None and confirmed < arrived:
        sentence = f"确认日期{confirmed}早于到达日期{arrived}，请核对"
        found.append(Reason("confirmed_before_arrival", sentence, kind.article))
    return found
