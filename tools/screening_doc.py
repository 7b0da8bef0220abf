"""docs/screening.md: what screening finds, and how well, computed from the planted-leak suite."""

from gongkai.screening.engine import Engine
from gongkai.screening.tests.planted.cases import KINDS, Score, measure
from gongkai.screening.tests.planted.suite import all_cases
from tools import screening_files_doc

_HEAD = """# 内容检查

`gongkai screen FILE… --json` 与工作台、发布闸口用同一个引擎（`gongkai.screening.engine.Engine`）。一篇文字只扫一遍：
全部规则的词由一个多模式自动机一次找出，数字串由几条编译好的表达式找出，其余判断只在找到的地方做。
每处结果写明规则、类别、严重程度（严重 `block`、一般 `confirm`、提示 `hint`）、在原文中的起止位置（按字符）、理由、建议和依据。

## 个人信息：自测结果

自编的埋点测试 {count} 例（{made} 例按固定种子生成，其余手写；反例 {negative} 例），本页由 `python -m tools.docs` 计算，
测试保证它与代码一致。

| 类别 | 埋入 | 找到 | 误报 | 查全率 | 查准率 |
|---|---|---|---|---|---|
{rows}

### 漏报

{missed}

### 误报

{wrong}

## 看得穿的写法

全角、粗体、带圈、上标、键帽、其他文字的数字；中文数字（一三八……、壹叁捌……）；数字之间的空格、不换行空格、短横、点、零宽字符、
软连字符、方向标记；数字中间断行；HTML 字符实体、拆在几个标签里的号码；末位写成 x、Ｘ、Х（西里尔）、×、Ⅹ。

## 不算的

已经打码的；统一社会信用代码（含全数字的，以校验码、标签和其后的“/年份”判断）；索引号、文号、金额、面积、小数、条码、流水号、项目代码、
网址和文件名里的数字；办公电话、政务邮箱、企业住所；只写到村（社区）的住址；没有内容的标签和政策条文里的“残疾等级为一、二级”。
"""


def page() -> str:
    """The whole page."""
    cases = all_cases()
    scores = measure(Engine(), cases)
    return (
        _HEAD.format(
            count=len(cases),
            made=sum(not case.name.startswith("手写") for case in cases),
            negative=sum(not case.planted for case in cases),
            rows="\n".join(_row(kind, score) for kind, score in scores.items()),
            missed=_list([line for score in scores.values() for line in score.missed]),
            wrong=_list([line for score in scores.values() for line in score.wrong]),
        )
        + screening_files_doc.section()
    )


def _row(kind: str, score: Score) -> str:
    return (
        f"| {KINDS[kind]} | {score.planted} | {score.found} | {score.false}"
        f" | {score.recall:.2%} | {score.precision:.2%} |"
    )


def _list(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) if lines else "（没有）"
