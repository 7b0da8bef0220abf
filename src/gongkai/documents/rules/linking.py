"""What an attempt to open an address says about it: alive, dead, or unknown, never more (§9.1, §14.4 h)."""

from collections.abc import Mapping

from gongkai.screening.rules.form.links import LinkState

LINK_LABELS = {
    LinkState.ALIVE: "打得开",
    LinkState.DEAD: "打不开",
    LinkState.UNKNOWN: "未知",
}
GONE = frozenset({404, 410})
TIMES = 3
"""How many times running a host must be unreachable, on different days, to be called dead."""

TROUBLES: Mapping[str, str] = {
    "no_host": "找不到这个网站",
    "no_answer": "连不上",
    "timeout": "没有在限定时间内答复",
    "tls": "安全证书有问题",
    "private": "指向内部网络地址，没有打开",
    "redirects": "转来转去，没有到达",
    "robots": "对方不允许自动访问，没有打开",
    "address": "网址写法有误，没有打开",
    "offline": "本机连不上外网，没有检查成",
}
LOST = frozenset({"no_host", "no_answer"})


def judged(*, status: int | None, trouble: str, failures: int) -> tuple[LinkState, str]:
    """(state, words for people) of one attempt; *failures*: how often it was lost running, now included.

    An answer below 400 is alive, 404 and 410 are dead; a site that refuses, is out of order or asks
    for a password says nothing about the page. A site that is lost once may be back tomorrow.
    """
    if status is not None:
        if status < 400:
            return LinkState.ALIVE, ""
        if status in GONE:
            return LinkState.DEAD, f"对方答复：没有这个网页（{status}）"
        return LinkState.UNKNOWN, f"对方答复 {status}，不能断定"
    words = TROUBLES[trouble]
    if trouble in LOST and failures >= TIMES:
        return LinkState.DEAD, f"{words}，连续 {failures} 次"
    return LinkState.UNKNOWN, words
