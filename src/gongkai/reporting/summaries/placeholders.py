"""Names of figures in a text: ``{{ 主动公开数 }}``, ``{{ 主动公开数|上年同期 }}``, ``{{ 主动公开数|县教育局 }}``.

Plain Python: what is written, not what it counts.
"""

import re
from dataclasses import dataclass

PLACE = re.compile(r"\{\{([^{}\n]*)\}\}")
PARTS = re.compile(r"[|｜\s]+")
YEAR = re.compile(r"((?:19|20)\d\d)年")
BEFORE, CHANGE = "上年同期", "增减"
HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure that a text asks for. ``wishes`` are the words after its name: period, change, unit."""

    name: str
    wishes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{{{{ {'|'.join((self.name, *self.wishes))} }}}}"


Piece = str | Wanted


def pieces_of(line: str) -> list[Piece]:
    """A line as plain text and figures, in their order; a pair of empty braces stays as it is."""
    found: list[Piece] = []
    end = 0
    for match in PLACE.finditer(line):
        words = [word for word in PARTS.split(match[1]) if word]
        if not words:
            continue
        found += [line[end : match.start()], Wanted(words[0], tuple(words[1:]))]
        end = match.end()
    found.append(line[end:])
    return [piece for piece in found if piece != ""]


def paragraphs_of(text: str) -> list[list[Piece]]:
    """The lines of a text that say something."""
    return [pieces_of(line.strip()) for line in text.splitlines() if line.strip()]


TEMPLATE = """\
一、总体情况
{{ 期间 }}，{{ 单位 }}主动公开政府信息{{ 主动公开数 }}件（上年同期{{ 主动公开数|上年同期 }}件，{{ 主动公开数|增减 }}），\
其中有正文的{{ 全文公开数 }}件，全文公开率{{ 全文公开率 }}；转载上级信息{{ 转载数 }}件。\
期末网上公开信息{{ 网上公开信息数 }}件，现行有效的规范性文件{{ 现行有效规范性文件数 }}件。
二、政策解读和政府公报
应当解读的文件{{ 应解读文件数 }}件，已经解读{{ 已解读文件数 }}件，解读覆盖率{{ 解读覆盖率 }}。\
刊出政府公报{{ 公报期数 }}期，刊登文件{{ 公报刊登文件数 }}件。
三、依申请公开
新收政府信息公开申请{{ 新收申请 }}件（上年同期{{ 新收申请|上年同期 }}件，{{ 新收申请|增减 }}），办结{{ 办结申请 }}件，\
结转下期{{ 结转下期 }}件；按期答复率{{ 按期答复率 }}，期末逾期未答复{{ 逾期未答复 }}件。
四、审查和监督
内容检查{{ 内容检查次数 }}次，查出问题后改正的{{ 内容检查拦下次数 }}次；重新评估不公开的文件{{ 回头看已评估数 }}件，\
转为公开{{ 回头看转公开数 }}件。发出督办{{ 督办数 }}件，各类办件按期办结率{{ 按期办结率 }}。
五、平台建设
公开网页访问{{ 访问次数 }}次，启用栏目{{ 栏目数 }}个。
六、存在的问题和下一步打算
"""
"""The yearly summary as it is first put before its writer; the last part can only be written by people."""
