"""Fetching a superior's feed. (`reaching` asks other sites whether a page is there; nothing else goes out.)"""

from urllib.request import Request, urlopen

from gongkai.documents.feeds import MOST_BYTES
from gongkai.kernel.errors import Reason, Refusal

SECONDS = 20


def fetch(url: str) -> bytes:
    """The bytes behind *url*, one more than allowed at most. Raises Refusal when there are none."""
    if not url.startswith(("http://", "https://")):
        raise Refusal(Reason("feed", "订阅地址以 http:// 或 https:// 开头"))
    request = Request(url, headers={"User-Agent": "gongkai"})  # noqa: S310 - checked above
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - checked above
            data: bytes = answer.read(MOST_BYTES + 1)
            return data
    except (OSError, ValueError) as problem:
        words = type(problem).__name__
        raise Refusal(Reason("feed", f"没有读到订阅内容（{words}），稍后会再读")) from problem
