"""The figures that the sentences of a report state, to be held against its tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.reporting.checking.numbers import CHINESE, Number, words_number
from gongkai.reporting.form import CATEGORIES, COLUMN_NAMES

_N = rf"(?P<n>\d[\d,]*(?:\.\d+)?|{CHINESE}+)"
_UNIT = r"(?:余)?(?:件|份|宗|条|起|例|个|次|部)"
_GAP = r"[^,。;:\d]"
_JOIN = r"(?:、|和|及|与|或|以及|及其|或者)"
_NONE = r"(?:未(?!经)|没有|无|尚未|暂无)"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("new", rf"新收{_GAP}{{0,25}}?{_N}{_UNIT}"),
    (
        "received",
        rf"(?:收到|接收|受理|接到|收悉|接受){_GAP}{{0,40}}?(?:申请|公开){_GAP}{{0,14}}?{_N}{_UNIT}",
    ),
    ("received", rf"(?:收到|接收|受理|接到){_GAP}{{0,8}}?{_N}{_UNIT}{_GAP}{{0,14}}申请"),
    ("closed", rf"(?:办结|办理完毕|办理完成){_GAP}{{0,20}}?{_N}{_UNIT}"),
    ("closed", rf"{_N}{_UNIT}(?:申请)?(?:已|均已|已经)?(?:按时|按期|依法)?(?:办结|办理完毕)"),
    (
        "answered",
        rf"(?:共|均已|已|按时|按期|依法|及时|全部|按规定|共计){_GAP}{{0,4}}答复{_GAP}{{0,8}}?{_N}{_UNIT}",
    ),
    ("carried_out", rf"结转(?:至|到)?(?:下(?:一)?年|次年|NEXT年)(?:度)?{_GAP}{{0,12}}?{_N}{_UNIT}"),
    (
        "carried_out",
        rf"{_N}{_UNIT}(?:申请)?[^,。;:、\d]{{0,8}}结转(?:至|到)?(?:下(?:一)?年|次年|NEXT年)",
    ),
    ("carried_in", rf"(?:上(?:一)?年|LAST年)(?:度)?结转{_GAP}{{0,15}}?{_N}{_UNIT}"),
    ("carried_in", rf"结转(?:上(?:一)?年|LAST年)(?:度)?{_GAP}{{0,10}}?{_N}{_UNIT}"),
    ("column:法人", rf"法人{_JOIN}?(?:者)?其他组织(?:申请|提交|提出|的)*(?:共|为)?{_N}{_UNIT}"),
    (
        "made",
        rf"(?:制发|制定|出台|制定印发|制定出台)(?:的|了)?(?:政府|行政)?规范性文件(?:共|为)?{_N}{_UNIT}",
    ),
    ("made", rf"(?:制发|制定|出台|制定印发|制定出台)(?:了)?{_N}{_UNIT}(?:政府|行政)?规范性文件"),
    ("repealed", rf"(?:废止|失效)(?:的|了)?(?:政府|行政)?规范性文件(?:共|为)?{_N}{_UNIT}"),
    ("repealed", rf"废止(?:了)?{_N}{_UNIT}(?:政府|行政)?规范性文件"),
    ("in_force", rf"(?:现行|继续|现)有效(?:的)?(?:政府|行政)?规范性文件(?:共|为)*{_N}{_UNIT}"),
    ("licence", rf"(?:作出|做出)(?:的)?行政许可(?:处理)?(?:决定)?(?:共|为)*{_N}"),
    ("licence", rf"行政许可(?:处理)?决定(?:数量)?(?:共|为)*{_N}{_UNIT}"),
    ("penalty", rf"(?:作出|做出)(?:的)?行政处罚(?:处理)?(?:决定)?(?:共|为)*{_N}"),
    ("penalty", rf"行政处罚(?:处理)?决定(?:数量)?(?:共|为)*{_N}{_UNIT}"),
    ("coercion", rf"行政强制(?:措施)?(?:处理)?决定(?:数量)?(?:共|为)*{_N}{_UNIT}"),
    ("fees_wan", rf"行政事业性收费(?:收入|金额|总额)*(?:共|共计|为|合计)*{_N}万元"),
)
_REMEDY = (
    ("review", rf"行政复议(?:案件|申请|案)?(?:数量|共|共计|为|有|被提起)*{_N}{_UNIT}"),
    ("review", rf"{_N}{_UNIT}(?:政府信息公开)?(?:引发的|引起的|类)?行政复议(?!{_JOIN})"),
    ("lawsuit", rf"(?:行政)?诉讼(?:案件|案)?(?:数量|共|共计|为|有|被提起)*{_N}{_UNIT}"),
    ("lawsuit", rf"{_N}{_UNIT}(?:政府信息公开)?(?:引发的|引起的|类)?行政诉讼"),
)
_BOTH = re.compile(
    rf"行政复议(?:案件|案)?{_JOIN}(?:行政)?诉讼(?:案件|案)?(?:数量)?(?:共|共计|合计)*{_N}{_UNIT}"
)
_NO_REMEDY = re.compile(
    rf"{_NONE}(?:发生|收到|出现|产生|引发|存在|有)?{_GAP}{{0,22}}?(?P<what>(?:行政)?(?:复议|诉讼)(?:案件|申请)?"
    rf"(?:{_JOIN}(?:行政)?(?:复议|诉讼)(?:案件)?)?)(?![^,。;]{{0,6}}(?:纠错|纠正|败诉|撤销))"
)
_NO_REQUEST = re.compile(
    rf"{_NONE}(?:新)?(?:收到|接到|受理|接收|收){_GAP}{{0,24}}?(?:信息公开|依申请){_GAP}{{0,10}}"
)
_SUB_SCOPE = re.compile(
    r"法人|企业|组织|信函|当面|传真|网络|邮|现场|费|补正|投诉|举报|第三方|复议|诉讼"
)
_ALL_ZERO = re.compile(r"(?P<list>[^,。;]*?)(?:均|都|全部)(?:为|是)(?:0|零)")
_ZERO_WORDS = (
    ("new", r"新收"),
    ("carried_in", r"上(?:一)?年(?:度)?结转"),
    ("carried_out", r"结转下(?:一)?年"),
    ("review", r"复议"),
    ("lawsuit", r"诉讼"),
)
_TOPIC = re.compile(r"信息公开|依申请|公开申请|政府信息")
_OTHER_TOPIC = re.compile(
    r"12345|热线|工单|信箱|留言|提案|建议案|来信|网民|政民互动|咨询|投诉举报平台|信访件"
)
_TITLED = re.compile(r"(?:\([一二三四五六]\)|[一二三四五六]是|\d[.、])[^。]{0,14}?依申请公开")
_NEXT_TITLE = re.compile(r"\([一二三四五六]\)")
_ABOUT_RULES = frozenset(
    {"made", "repealed", "in_force", "licence", "penalty", "coercion", "fees_wan"}
)
_CHANGE = re.compile(r"较|同比|比上年|比去年|增加|减少|增长|下降|上升|平均|以来")
_SINCE = re.compile(r"(?<!今)年以来[^。]{0,12}$|近[一二三四五两几]年[^。]{0,12}$|历年[^。]{0,12}$")
_YEARS = re.compile(r"20\d\d(?=年|[-—~至到]|、20)")
_PART_OF_YEAR = re.compile(
    r"(?:\d{1,2}[-—~至到])?\d{1,2}月(?:份|底|末)?|[上下]半年|前[一二三两]季度|第?[一二三四]季度|当日|本月|每[月季]"
)
_WHOLE_YEAR = re.compile(
    r"1月(?:1日)?(?:起)?[-—~至到]+(?:20\d\d年)?12月(?:31日|底|末)?|12月(?:31日|底|末)"
)
_SUB_UNIT = re.compile(
    r"([\u4e00-\u9fff]{2,14}?(?:局|委|委员会|办|办公室|院|所|[^城村乡]镇|乡|街道|办事处|中心|公司|部门|单位))"
    r"(?:共|新|全年|累计|总共|合计|分别|共计|年内|本年|本年度)*$"
)
_OWN = re.compile(r"[我本全各该]|所属")
_YEAR_ALONE = re.compile(r"(?:^|[,:)])(20\d\d)年(?:度)?(?=,)")
_VERB = re.compile(
    r"收到|接收|受理|接到|收悉|新收|办结|办理|答复|制发|制定|出台|废止|作出|做出|行政复议|诉讼"
)
_CATEGORY_BEFORE = re.compile(rf"(?:{'|'.join(CATEGORIES)})(?:的|类)?{_JOIN}$")
_TOTAL_WORDS = re.compile(r"共|全年|本年|年度|全区|全县|全市|全省|我[县区市局委镇乡]")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that a sentence states; ``whole`` when the sentence speaks of the whole year.

    ``of_part``: it is that of an organ below this one, or beside it.
    """

    kind: str
    value: Number
    sentence: str
    whole: bool = False
    of_part: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures are wanted: of which year and of which organ, None when not known."""

    year: int | None
    organ: str | None = None


def figures_in(text: str, scope: Scope) -> list[Figure]:
    """Every figure of the narrative that a table also has; *text* is folded."""
    bare = "".join(text.split())
    section = _section(bare)
    found: list[Figure] = []
    for start, sentence in _sentences(bare):
        within = section is not None and section[0] <= start < section[1]
        found += _of_sentence(sentence, scope, within=within)
    return list(dict.fromkeys(found))


def _section(text: str) -> tuple[int, int] | None:
    """From the heading 依申请公开 to the next heading."""
    titled = _TITLED.search(text)
    if titled is None:
        return None
    following = _NEXT_TITLE.search(text, titled.end())
    return titled.start(), following.start() if following else titled.end() + 800


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in re.finditer(r"[。;!?]|$", text):
        if match.start() > start:
            yield start, text[start : match.start()]
        start = match.end()


def _of_sentence(sentence: str, scope: Scope, *, within: bool) -> Iterator[Figure]:
    about_requests = (within or bool(_TOPIC.search(sentence))) and not _OTHER_TOPIC.search(sentence)
    for kind, pattern in _compiled(scope.year):
        if kind not in _ABOUT_RULES and not about_requests:
            continue
        yield from _matches(kind, pattern, sentence, scope)
    if about_requests:
        yield from _outcomes(sentence, scope)
        yield from _remedies(sentence, scope)
        yield from _zeros(sentence)


def _compiled(year: int | None) -> list[tuple[str, re.Pattern[str]]]:
    following, last = (str(year + 1), str(year - 1)) if year else ("下", "上")
    return [
        (kind, re.compile(pattern.replace("NEXT", following).replace("LAST", last)))
        for kind, pattern in _PATTERNS
    ]


def _matches(kind: str, pattern: re.Pattern[str], sentence: str, scope: Scope) -> Iterator[Figure]:
    for match in pattern.finditer(sentence):
        value = words_number(match.group("n"))
        before = sentence[: match.start()]
        if value is None or _is_part(kind, before, match.group()):
            continue
        words = sentence[: match.start("n")]
        if _is_of_another_time(words, scope.year):
            continue
        clause = re.split(r"[,:]", before)[-1] + match.group()
        whole, of_part = bool(_TOTAL_WORDS.search(clause)), _is_of_another_organ(words, scope)
        yield Figure(kind, value, _quoted(sentence, match), whole, of_part)


def _is_part(kind: str, before: str, matched: str) -> bool:
    """Whether the number counts only a part or a change: 其中…, 较上年减少…, 2019年以来…."""
    if _CHANGE.search(matched) or _SINCE.search(before):
        return True
    if kind.startswith("category:"):
        return bool(_CATEGORY_BEFORE.search(before))
    if kind == "received":
        return "其中" in before or "新收" in matched or "上年" in matched
    if kind == "closed":
        return "其中" in before and "其中" not in re.split(r"[,:]", before)[-1]
    return False


def _is_of_another_time(words: str, year: int | None) -> bool:
    """Whether the number after *words* is that of another year, of several, or of months."""
    clause = re.split(r"[,:(]", words)[-1]
    years = _YEARS.findall(clause) or _YEAR_ALONE.findall(words)[-1:]
    if year and years and {int(one) for one in years} != {year}:
        return True
    return bool(_PART_OF_YEAR.search(_WHOLE_YEAR.sub("", clause)))


def _is_of_another_organ(words: str, scope: Scope) -> bool:
    unit = _SUB_UNIT.search(_VERB.split(re.split(r"[,:(]", words)[-1], maxsplit=1)[0])
    if unit is None or _OWN.search(unit.group(1)):
        return False
    name = re.sub(r"^.*[年度在]", "", unit.group(1))
    return scope.organ is None or not (name in scope.organ or name.endswith(scope.organ))


def _quoted(sentence: str, match: re.Match[str]) -> str:
    """The words around a number, short enough for a table cell."""
    return sentence[max(0, match.start() - 8) : match.end() + 4]


def _outcomes(sentence: str, scope: Scope) -> Iterator[Figure]:
    both = rf"予以公开{_JOIN}部分公开(?:的|共|合计|共计|总计|为)*{_N}{_UNIT}"
    yield from _matches("category:予以公开+部分公开", re.compile(both), sentence, scope)
    for name in CATEGORIES:
        words = rf"{name}(?:的|类|政府信息|信息|申请|事项|共|为|有|数量)*{_N}{_UNIT}"
        yield from _matches(f"category:{name}", re.compile(words), sentence, scope)
    for who in COLUMN_NAMES[:5]:
        words = rf"{who}(?:申请|提交|提出|的|共|为)*{_N}{_UNIT}"
        yield from _matches(f"column:{who}", re.compile(words), sentence, scope)


def _remedies(sentence: str, scope: Scope) -> Iterator[Figure]:
    yield from _matches("remedies", _BOTH, sentence, scope)
    bare = _BOTH.sub("", sentence)
    for kind, pattern in _REMEDY:
        yield from _matches(kind, re.compile(pattern), bare, scope)


def _zeros(sentence: str) -> Iterator[Figure]:
    for match in _NO_REMEDY.finditer(sentence):
        for kind, word in (("review", "复议"), ("lawsuit", "诉讼")):
            if word in match.group("what"):
                yield Figure(kind, 0, _quoted(sentence, match))
    for match in _NO_REQUEST.finditer(sentence):
        if not _SUB_SCOPE.search(match.group()):
            yield Figure("received", 0, _quoted(sentence, match), whole=True)
    for match in _ALL_ZERO.finditer(sentence):
        for kind, word in _ZERO_WORDS:
            if re.search(word, match.group("list")):
                yield Figure(kind, 0, _quoted(sentence, match))
