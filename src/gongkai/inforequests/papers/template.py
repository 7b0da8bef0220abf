"""Templates: readable text that an office may edit, with fixed parts that it may not take out.

A line is one of::

    # 注释                     not printed
    【补正期限和后果】          a fixed part (`slots.SLOTS`), alone on its line
    | 申请编号 | {申请编号} |   a row of a table; rows below each other are one table
    == 小标题                  a centred heading
    ---                       a new page
    {需要补正的事项}            a list alone on its line: one numbered paragraph each
    …{?获取途径}…              the line from here on only if there is such a fact
    …{!获取途径}…              the line from here on only if there is none
    anything else             a paragraph; {words} in braces are replaced by facts
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from gongkai.inforequests.papers.blocks import Block, Heading, PageBreak, Paragraph, Table
from gongkai.inforequests.papers.catalogue import PAPERS
from gongkai.inforequests.papers.facts import PaperFacts
from gongkai.inforequests.papers.fields import FIELDS
from gongkai.inforequests.papers.filling import WORD, fill, value_of, words_in
from gongkai.inforequests.papers.paper import Paper, Reader
from gongkai.inforequests.papers.replies import BY_KIND
from gongkai.inforequests.papers.slots import SLOTS
from gongkai.kernel.errors import Reason

LONGEST = 20_000
DEFAULTS = Path(__file__).parent / "defaults"
SLOT = re.compile(r"【([^】]*)】")
CONDITION = re.compile(r"\{([?!])([^{}]*)\}")
REMEDY_WORDS = ("行政复议", "行政诉讼", "提起诉讼", "复议机关", "起诉")
DOUBLED = re.compile(r"([。；！？])[。；]+")
ENDINGS = ("。", "：", "！", "？", "；", "……")
LIST = re.compile(r"\{([^{}?!]+)\}")


@cache
def default_text(code: str) -> str:
    """The text shipped for a paper."""
    return (DEFAULTS / f"{code}.txt").read_text(encoding="utf-8")


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        kept = line.strip()
        if kept and not kept.startswith("#"):
            yield kept


def reasons_against_template(code: str, text: str) -> list[Reason]:
    """Why *text* cannot be the template of a paper: every fault, each saying what to do."""
    paper = PAPERS[code]
    lines = list(_lines(text))
    if not lines:
        return [Reason("template_empty", "模板是空的；如要恢复原样，请用“恢复自带模板”")]
    found = list(_against_length(text))
    found += _against_slots(paper, lines)
    found += _against_words(paper, lines)
    found += _against_remedies(lines)
    return found


def _against_length(text: str) -> Iterator[Reason]:
    if len(text) > LONGEST:
        sentence = f"模板有 {len(text)} 字，超过 {LONGEST} 字，请删减"
        yield Reason("template_too_long", sentence)


def _against_slots(paper: Paper, lines: list[str]) -> Iterator[Reason]:
    """Every fixed part once, alone on its line, unconditional, in the order of rules §4.3."""
    standing = [line[1:-1] for line in lines if SLOT.fullmatch(line)]
    for name in paper.slots:
        if name not in standing:
            yield Reason(
                "template_slot_missing",
                f"缺少固定内容“【{name}】”（{SLOTS[name].says}）；它是法定内容，须单独成行，不能删除",
                SLOTS[name].article,
            )
        elif standing.count(name) > 1:
            yield Reason("template_slot_twice", f"固定内容“【{name}】”出现了多次，只能出现一次")
    for line in lines:
        for name in SLOT.findall(line):
            if name not in paper.slots:
                allowed = "、".join(f"【{each}】" for each in paper.slots) or "没有固定内容"
                yield Reason(
                    "template_slot_unknown", f"本文书没有固定内容“【{name}】”；可用的是：{allowed}"
                )
    known = [name for name in standing if name in paper.slots]
    if sorted(known, key=paper.slots.index) != known:
        order = "、".join(f"【{name}】" for name in paper.slots)
        yield Reason("template_slot_order", f"固定内容的次序须为：{order}")


def _against_words(paper: Paper, lines: list[str]) -> Iterator[Reason]:
    """Words in braces exist; what the paper must say is said; a third party learns no name."""
    used = {name for line in lines for name in words_in(line)}
    for name in sorted(used - set(FIELDS)):
        yield Reason("template_word_unknown", f"没有“{{{name}}}”这一项，请从右侧所列各项中选用")
    said = {name for line in lines if "{!" not in line for name in LIST.findall(line)}
    fixed = set(words_in(BY_KIND[paper.kind].decision)) if paper.kind else set()
    for name in paper.needs:
        if name not in said | fixed:
            sentence = f"缺少“{{{name}}}”（{FIELDS[name].meaning}）；本文书必须写明，请补上"
            yield Reason("template_word_missing", sentence, paper.article)
    for line in lines:
        if "{" in WORD.sub("", line) or "}" in WORD.sub("", line):
            yield Reason("template_braces", f"大括号不成对：“{line[:30]}”")
    if paper.reader in {Reader.THIRD_PARTY, Reader.ORGAN}:
        for name in sorted(used & {name for name, field in FIELDS.items() if field.personal}):
            yield Reason(
                "template_personal",
                f"“{{{name}}}”是申请人的信息，不得写进给第三方和其他机关的文书",
                "条例第十五条，个人信息保护法第六条",
            )


def _against_remedies(lines: Iterable[str]) -> Iterator[Reason]:
    """Remedies are told by the fixed part only, or two of them might contradict each other."""
    for line in lines:
        if not SLOT.fullmatch(line) and any(word in line for word in REMEDY_WORDS):
            yield Reason(
                "template_remedy",
                f"“{line[:30]}”写了救济途径；救济途径由固定内容“【救济告知】”生成，"
                "程序性文书不写救济途径，请删去这一行",
                "行政复议法第二十三条",
            )


def body_blocks(paper: Paper, text: str, facts: PaperFacts) -> list[Block]:
    """The body of a paper: the template's lines with facts and fixed parts in place."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line in _printed(text, facts):
        if line.startswith("|"):
            rows.append(tuple(fill(cell.strip(), facts) for cell in line.strip("|").split("|")))
            continue
        if rows:
            blocks.append(Table(tuple(rows), widths=_form_widths(rows)))
            rows = []
        blocks.extend(_of_line(line, facts))
    if rows:
        blocks.append(Table(tuple(rows), widths=_form_widths(rows)))
    return blocks


def _form_widths(rows: list[tuple[str, ...]]) -> tuple[int, ...]:
    return (32, 68) if all(len(row) == 2 for row in rows) else ()


def _printed(text: str, facts: PaperFacts) -> Iterator[str]:
    """The lines as far as their conditions hold, without the conditions."""
    for line in _lines(text):
        kept = _as_far_as_true(line, facts).strip()
        if kept:
            yield kept


def _as_far_as_true(line: str, facts: PaperFacts) -> str:
    printed, here = "", 0
    for match in CONDITION.finditer(line):
        printed += line[here : match.start()]
        if bool(value_of(match[2], facts)) is not (match[1] == "?"):
            return printed
        here = match.end()
    return printed + line[here:]


def _of_line(line: str, facts: PaperFacts) -> list[Block]:
    slot = SLOT.fullmatch(line)
    if slot:
        return SLOTS[slot[1]].build(facts)
    if line == "---":
        return [PageBreak()]
    if line.startswith("=="):
        return [Heading(fill(line.strip("= "), facts))]
    alone = LIST.fullmatch(line)
    value = value_of(alone[1], facts) if alone else ""
    if isinstance(value, tuple):
        return [Paragraph(sentence(f"{place}．{item}")) for place, item in enumerate(value, 1)]
    return [Paragraph(sentence(each)) for each in fill(line, facts).splitlines() if each.strip()]


def sentence(text: str) -> str:
    """A paragraph that ends as a sentence ends, once, whatever the facts brought with them."""
    kept = DOUBLED.sub(r"\1", text.strip())
    return kept if kept.endswith(ENDINGS) else f"{kept}。"
