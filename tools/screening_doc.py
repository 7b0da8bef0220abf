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

## 用语

词表是数据（`screening/rules/wording/data/*.csv`，自编，注明来源和起用日期）：易错词、近义词替换、重复、歧视性用语、涉领土和民族宗教、
内部标记，每条可带前后字、例外和后文条件；固定提法按编辑距离找近似；日期、文号、密级、国家并列另有规则。工作台“词表”里的本地词语优先，
类别选“放行”的不再提示；领导人名单由 `GONGKAI_LEADERS`（命令用 `--leaders`）给出，随产品不带数据。

## 豁免和误报

`screening.services.screen_record(...)` 检查一条信息（标题、正文、题头、链接、附件），`reasons_against_publication` 列出没有改正也没有豁免的
每一处。豁免由科室负责人、保密审查员、分管领导或公开办写明理由、期限（最长一年）；只存加密指纹和打码后的样子，密级标记不能豁免。
结果旁的“误报”一点即报，公开办核实后导出为 `tests/planted/reported.json`，成为测试。

## 全站检查

任务“检查已公开信息的内容”逐条检查门户上的信息，停了从没有查完的地方接着做；改过的信息、改过的词表（工作台的和随产品的）、
升级后的规则，都会使有关的信息重查一遍。结果在工作台“全站检查”：按单位、按问题种类，每一处可以起草更正、申请撤下或者说明理由
（与发布前同一套豁免）。`gongkai screen --stock [--json]` 是同一件事；`--words desk` 让命令检查文件时也用工作台的词语。

外部链接每周逐个打开（`GONGKAI_LINK_CHECK`）：只开 http、https 的公网地址，转向逐次重新判断，每个网站每次最多五个、间隔两秒，
遵守 robots.txt，只问状态不读内容。明确答复 404、410，或者连续三天找不到网站、连不上，才算打不开；拒绝、出错、超时、要密码都是未知。

## 速度

`python -m bench.screening [--files 文件…]`：同一次运行里先后量裸的多模式匹配器一遍和全部规则。2026-11-22，2 核共用机器（负载 4—8）：
自编公示（每二十段一段有埋点）20—32 MB/s，三十篇真实文件 28—44 MB/s；裸匹配器同时是 76—167 MB/s，全部规则所用时间是它的
2.7—5.5 倍。
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
