"""The body without the site around it: location line, tools, neighbours, footer."""

import re
from collections.abc import Sequence

from gongkai.documents.reading.lines import is_rule
from gongkai.documents.reading.script import fold, is_blank

_EDGE = re.compile(
    r"(?:当前位置|您的位置|您现在的位置|您当前的位置|所在位置|现在位置|首页\s?>).{0,300}"
    r"|.{0,60}>>.{0,60}"
    r"|\[?(?:打印|打印本页|关闭|关闭窗口|关闭本页|分享|分享到|收藏|返回|返回顶部|返回首页|顶部|下载|附件下载|"
    r"文件下载|全真版|文字版|微信|微博|qq空间|qq|新浪微博|人人网|大|中|小|字体|默认|超大|语音播报|"
    r"无障碍|繁体|简体|更多|展开|收起|扫一扫)\]?[:>》]?"
    r"|(?:字体|字号|分享到?|视力保护色|保护视力色|浏览次数|浏览量|阅读次数|阅读量|点击数|点击量|访问量|"
    r"责任编辑|编辑|审核|校对|打印|来源|文章来源|信息来源|作者|更新时间|相关链接|相关附件)\s?:.{0,120}"
    r"|(?:上一篇|下一篇|上一条|下一条|上篇|下篇)\s?:?.{0,200}"
    r"|扫一?扫.{0,40}|.{0,20}扫一扫.{0,40}|\[?(?:我要)?(?:纠错|打印|关闭|收藏|分享)\]?"
    r"|版权所有.{0,200}|主办(?:单位)?\s?:.{0,200}|承办(?:单位)?\s?:.{0,200}|网站标识码.{0,100}"
    r"|.{0,40}icp备.{0,80}|.{0,40}公网安备.{0,80}|网站地图.{0,100}|联系我们.{0,100}"
    r"|-->|[-—–－·\s]{0,4}(?:第\s?)?\d{1,4}(?:\s?页)?[-—–－·\s]{0,4}|\[?字体\s?:?\s?\[?大\s?中\s?小.{0,40}",
    re.IGNORECASE,
)
_TOOL = (
    r"(?:微信|微博|QQ空间|全真版|文字版|文件下载|相关链接|打印|关闭|\[打印\]|\[关闭\]|分享到?)"
    r"\s{0,3}:?\s{0,3}(?:-->)?\s{0,3}"
)
_PREFIX = re.compile(rf"^.{{0,1500}}?(?:{_TOOL}){{3,12}}")
_SUFFIX = re.compile(r"\s(?:附件下载|\[?打印\]?\s{0,3}\[?关闭\]?)\s{0,3}$")
_BARS = re.compile(r"[|\s]+")


def body_of(lines: Sequence[str]) -> str:
    """The text from its first to its last own line; empty lines at most one at a time."""
    kept = [_unbarred(line) for line in lines]
    first, last = 0, len(kept)
    while first < last and is_edge(kept[first]):
        first += 1
    while last > first and is_edge(kept[last - 1]):
        last -= 1
    body: list[str] = []
    for line in kept[first:last]:
        if line or (body and body[-1]):
            body.append(line)
    return "\n".join(body).strip("\n")


def is_edge(line: str) -> bool:
    """Whether a line at the edge is none of the text's own."""
    return is_blank(line) or is_rule(line) or _EDGE.fullmatch(fold(line).strip()) is not None


def without_tools(line: str) -> str:
    """A page flattened to one line without location, header and tools at its ends."""
    found = _PREFIX.match(fold(line[:2000]))
    rest = line[found.end() :] if found else line
    return _SUFFIX.sub("", rest)


def _unbarred(line: str) -> str:
    stripped = line.strip().strip("\u3000\xa0")
    return "" if _BARS.fullmatch(stripped) else stripped
