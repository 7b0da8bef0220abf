"""From the words of an application to what may be looked up among published records."""

import re

MOST_PHRASES = 6
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}〔\d{4}〕\d{1,5}号")
_QUOTED = re.compile(r"《([^《》]{2,60})》")
_BREAKS = re.compile(
    r"[\s,，。;；:：、!！?？()（）\[\]【】<>“”\"'‘’《》〔〕…—]+|"
    r"申请公开|依法公开|申请获取|请求公开|政府信息|相关信息|有关信息|本人|我们|我想|想要|希望|麻烦|"
    r"请问|请|您好|你好|贵局|贵单位|贵机关|公开|提供|申请|获取|查阅|了解|知道|关于|有关|相关|以及|涉及|"
    r"的|了|和|与|及|或者|或|等|在|对|为|是|至|我|你们|局里|材料|文件|信息|情况|内容"
)


def phrases(text: str) -> list[str]:
    """Up to six phrases worth looking up: document numbers and titles first, then longer words."""
    numbers = [number.lstrip("和与及的是有") for number in _NUMBER.findall(text)]
    found = [*numbers, *_QUOTED.findall(text)]
    rest = _NUMBER.sub(" ", _QUOTED.sub(" ", text[:2000]))
    words = [word for word in _BREAKS.split(rest) if 2 <= len(word) <= 20]
    words = [word for word in words if not word.isdigit()]
    found += sorted(words, key=len, reverse=True)
    return list(dict.fromkeys(found))[:MOST_PHRASES]
