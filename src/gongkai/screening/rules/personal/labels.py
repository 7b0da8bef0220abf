"""Words that announce sensitive facts of a person: illness, disability, need, family, minors.

个人信息保护法第二十八条; 规则手册 §14.2. A word alone is no finding: a value must stand behind it,
under it, or in the cell beside it.
"""

import re
from collections.abc import Iterable, Sequence

from gongkai.screening.rules.findings import Category, Severity
from gongkai.screening.rules.personal.columns import Value, cells_headed, values_of
from gongkai.screening.rules.personal.surroundings import PERSON
from gongkai.screening.rules.scene import Cue, Hit, Scene

BASIS = "《个人信息保护法》第二十八条；《政府信息公开条例》第十五条"
_HEALTH = (
    "患病原因", "患病情况", "患病种类", "患病名称", "所患疾病", "疾病名称", "疾病种类", "病种", "病情",
    "病因", "临床诊断", "诊断结果", "诊断结论", "健康状况", "身体状况", "既往病史", "病史", "大病名称",
    "疾病诊断", "医疗诊断", "患病类型", "主要疾病", "HIV", "检测结果阳性",
)  # fmt: skip
_DISABILITY = (
    "残疾类别", "残疾等级", "残疾级别", "残疾类型", "残疾情况", "残疾原因", "致残原因", "残疾程度", "残疾种类",
)  # fmt: skip
_NEED = (
    "低保原因", "致贫原因", "困难原因", "救助原因", "申请原因", "贫困原因", "享受低保原因", "特困原因",
    "纳入原因", "家庭困难情况", "致困原因",
)  # fmt: skip
_FAMILY = (
    "婚姻状况", "婚姻情况", "婚姻状态", "配偶姓名", "配偶", "离异原因", "宗教信仰", "生育情况", "犯罪记录",
    "违法犯罪", "家庭成员姓名", "子女姓名", "受害人姓名", "举报人姓名", "投诉人姓名", "信访人姓名", "政治面貌",
)  # fmt: skip
_MINORS = (
    "未成年人姓名", "未成年人", "儿童姓名", "孤儿姓名", "未成年子女", "监护人姓名", "监护人", "学生姓名",
    "幼儿姓名", "留守儿童姓名", "受助儿童", "未成年子女姓名",
)  # fmt: skip
_KINDS = {
    **dict.fromkeys(_HEALTH, "health"),
    **dict.fromkeys(_DISABILITY, "disability"),
    **dict.fromkeys(_NEED, "need"),
    **dict.fromkeys(_FAMILY, "family"),
    **dict.fromkeys(_MINORS, "minor"),
}
_WORDS = {
    "health": "健康、病情", "disability": "残疾情况", "need": "困难（低保）原因",
    "family": "婚姻、家庭等情况", "minor": "未成年人及其监护人",
}  # fmt: skip
_WEAK = {
    "配偶",
    "监护人",
    "未成年人",
    "政治面貌",
    "病种",
    "病情",
    "申请原因",
    "违法犯罪",
    "病因",
    "身体状况",
}
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_MINOR = re.compile(
    rf"(?:未成年人|未满十四周岁的|未满14周岁的|男童|女童|幼童|儿童|患儿)(?:姓名[:：])?([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[（(，,]\s*(?:男|女|\d{{1,2}}岁|20[0-2]\d年|系|现年))"
)


class SensitiveLabels:
    """A sensitive fact of a person behind, beside or under its label."""

    cues = tuple(_KINDS)

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        spans: dict[int, Value] = {}
        for cue in _widest(cues):
            for value in values_of(scene, [cue]):
                vague = cue.word in _WEAK or "、" in value.text
                if not vague or _near_a_person(scene, value):
                    spans.setdefault(value.start, value)
            for value in values_of(scene, [cue], stated=True):
                if value.start not in spans and _near_a_person(scene, value):
                    spans[value.start] = value
        for value in cells_headed(scene, _KINDS):
            spans.setdefault(value.start, value)
        for value in spans.values():
            yield _hit(_KINDS[value.label], value.start, value.end, value.label)
        for minor in self._minors(scene, cues):
            if minor.start() not in spans:
                yield _hit("minor", minor.start(1), minor.end(1), "未成年人姓名")

    def _minors(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[re.Match[str]]:
        for cue in cues:
            if cue.word == "未成年人":
                found = _MINOR.match(scene.text, cue.start)
                if found and "某" not in found[1]:
                    yield found


def _widest(cues: Sequence[Cue]) -> list[Cue]:
    """Of cues that begin or end together only the longest: 未成年人姓名, not 未成年人."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda cue: (cue.start, -cue.end)):
        if not kept or cue.end > kept[-1].end:
            kept.append(cue)
    return kept


def _near_a_person(scene: Scene, value: Value) -> bool:
    begin = scene.line_start(value.start)
    line = scene.text[begin : value.start][-60:]
    row = scene.heading_row(value.start)
    if any(PERSON.search(cell) and value.label not in cell for cell in row):
        return True
    return bool(
        re.search(r"姓名|户主|身份证|男，|女，|男,|女,|(?:患者|申请人|低保户|居民|村民)", line)
    )


def _hit(kind: str, start: int, end: int, label: str) -> Hit:
    return Hit(
        f"sensitive_{kind}",
        Category.PERSONAL_DATA,
        Severity.BLOCK if kind in {"health", "minor"} else Severity.CONFIRM,
        start,
        end,
        f"敏感个人信息（{_WORDS[kind]}）：“{label}”之后有具体内容",
        "删去此项，或只公布统计数",
        BASIS,
    )
