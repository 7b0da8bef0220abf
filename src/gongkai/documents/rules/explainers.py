"""政策解读: what is explained, with which parts, together with its document (rules §5.3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gongkai.kernel.errors import Reason

FOLLOW_DAYS_MOST = 3
"""Working days after the document at which an explainer is due at the latest (§5.3, §12.9)."""
COPIED_SHARE = 0.8
SHORTEST_SENTENCE = 8
TOGETHER = "政策文件与解读方案、解读材料同步组织、同步审签、同步部署"


class ExplainerKind(StrEnum):
    """The forms of an explainer (rules §5.3)."""

    TEXT = "text"
    CHART = "chart"
    VIDEO = "video"
    AUDIO = "audio"
    INTERACTIVE = "interactive"
    QUESTIONS = "questions"
    PRESS = "press"
    LEADER = "leader"
    EXPERT = "expert"
    MEDIA = "media"
    EXAMPLE = "example"


KIND_LABELS = {
    ExplainerKind.TEXT: "文字解读",
    ExplainerKind.CHART: "图解图表",
    ExplainerKind.VIDEO: "动漫视频",
    ExplainerKind.AUDIO: "音频解读",
    ExplainerKind.INTERACTIVE: "H5",
    ExplainerKind.QUESTIONS: "问答",
    ExplainerKind.PRESS: "新闻发布会",
    ExplainerKind.LEADER: "负责人解读",
    ExplainerKind.EXPERT: "专家解读",
    ExplainerKind.MEDIA: "媒体解读",
    ExplainerKind.EXAMPLE: "案例解读",
}
IN_WORDS = frozenset(
    {ExplainerKind.TEXT, ExplainerKind.QUESTIONS, ExplainerKind.LEADER, ExplainerKind.EXPERT}
)


@dataclass(frozen=True, slots=True)
class Element:
    """A part that an explainer should have; any of ``words`` in it says that it is there."""

    code: str
    label: str
    words: tuple[str, ...]


ELEMENTS = (
    Element("background", "背景依据", ("背景", "依据", "必要性", "为什么")),
    Element("aims", "目标任务", ("目标", "任务", "目的")),
    Element("contents", "主要内容", ("主要内容", "核心内容", "重点内容", "哪些内容")),
    Element("scope", "适用范围", ("适用范围", "涉及范围", "适用对象", "哪些人", "适用于")),
    Element("standard", "执行标准", ("标准",)),
    Element("notice", "注意事项", ("注意事项", "需要注意", "提醒")),
    Element("terms", "关键词诠释", ("关键词", "名词解释", "术语", "所称", "是指")),
    Element("benefit", "惠民利民举措", ("惠民", "利民", "便民", "惠企")),
    Element("difference", "新旧政策差异", ("新旧", "差异", "变化", "原规定", "修订", "对比")),
    Element("contact", "解读机关、解读人和联系方式", ("解读机关", "解读人", "联系方式", "电话")),
)
ELEMENT_LABELS = {element.code: element.label for element in ELEMENTS}


def elements_in(text: str) -> frozenset[str]:
    """The parts that *text* has, as far as its words tell."""
    return frozenset(
        element.code for element in ELEMENTS if any(word in text for word in element.words)
    )


def missing_elements(text: str, not_applicable: Collection[str]) -> list[Element]:
    """The parts that are neither in *text* nor marked as not applicable to this policy."""
    there = elements_in(text)
    return [each for each in ELEMENTS if each.code not in there and each.code not in not_applicable]


def _sentences(text: str) -> list[str]:
    for mark in "。；！？\n":
        text = text.replace(mark, "\n")
    lines = ("".join(line.split()) for line in text.splitlines())
    return [line for line in lines if len(line) >= SHORTEST_SENTENCE]


def copied_share(explainer: str, document: str) -> float:
    """The share (0–1) of the explainer's sentences that stand in the document word for word."""
    sentences = _sentences(explainer)
    if not sentences:
        return 0.0
    whole = "".join(document.split())
    return sum(sentence in whole for sentence in sentences) / len(sentences)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a document's explanation, as far as the rules ask.

    ``drafted``: an explainer is at least in hand; ``ready``: one has passed all reviews before the
    signature, or is public; ``follow_reason``: why it will come after the document.
    """

    needed: bool
    planned: bool = False
    drafted: bool = False
    ready: bool = False
    exempted: bool = False
    follow_reason: str = ""


def reasons_against_acceptance(standing: Standing) -> list[Reason]:
    """Why an important document is not accepted: no 解读方案, no material (三同步, §5.3)."""
    if not standing.needed or standing.exempted:
        return []
    found = []
    if not standing.planned:
        sentence = (
            "规范性文件和重要文件须同时报送解读方案：请在“政策解读”页填写，或由负责人批准免予解读"
        )
        found.append(Reason("plan_missing", sentence, TOGETHER))
    if not (standing.drafted or standing.follow_reason):
        sentence = "解读材料须与文件同步起草：请在“政策解读”页起草解读"
        found.append(Reason("explainer_missing", sentence, TOGETHER))
    return found


def reasons_against_going_alone(standing: Standing, follow_days: int) -> list[Reason]:
    """Why a document cannot be published now: its explainer is not ready to go with it (§5.3).

    *follow_days*: within how many working days the local rule lets it follow; 0: not at all.
    """
    if not standing.needed or standing.exempted or standing.ready:
        return []
    if follow_days and standing.follow_reason.strip():
        return []
    sentence = "解读材料尚未送达签发环节，不能随文件一并签发发布"
    if follow_days:
        sentence += f"；确需随后发布的，请在解读方案中写明理由（最迟 {follow_days} 个工作日）"
    return [Reason("explainer_not_ready", sentence, TOGETHER)]


def reasons_against_plan(
    *, outline: str, forms: Sequence[str], follow_reason: str, days: int
) -> list[Reason]:
    """What a 解读方案 lacks: 提纲, 形式 (§5.3)."""
    found = []
    if not outline.strip():
        found.append(Reason("outline", "请写明解读提纲", "解读方案"))
    if not forms:
        found.append(Reason("forms", "请至少选择一种解读形式", "解读方案"))
    elif not set(forms) <= set(ExplainerKind):
        found.append(Reason("forms", "没有这种解读形式"))
    if follow_reason.strip() and not days:
        found.append(Reason("follow_reason", "本地规定解读须与文件同时发布，不能随后发布"))
    return found


def reasons_against_explainer(
    *, kind: str, text: str, explained_text: str, attachments: int
) -> list[Reason]:
    """Why an explainer cannot go to review: a mere copy of its document, or nothing to see."""
    found = []
    if kind in IN_WORDS and copied_share(text, explained_text) >= COPIED_SHARE:
        sentence = "解读内容绝大部分照抄原文，未作解释说明，请用通俗的话写明背景、变化和办法"
        found.append(Reason("copied", sentence, "解读不得简单摘抄、压缩文件内容"))
    if kind not in IN_WORDS and not attachments and "<img" not in text and not text.strip():
        found.append(Reason("material_missing", "请上传图片、音视频，或在正文写明观看地址"))
    return found


def reasons_against_early_explainer(*, document_public: bool) -> list[Reason]:
    """An explainer does not go out before the document that it explains."""
    if document_public:
        return []
    sentence = "所解读的文件尚未发布；签发该文件时，本解读随之一并签发发布"
    return [Reason("explained_not_public", sentence, TOGETHER)]


def reasons_against_exemption(*, reason: str, needed: bool, exempted: bool) -> list[Reason]:
    """Why nobody can exempt this document from being explained."""
    found = []
    if not reason.strip():
        found.append(Reason("reason", "请写明免予解读的理由"))
    if not needed:
        found.append(Reason("not_needed", "此件不是规范性文件或重要文件，无须办理免予解读"))
    if exempted:
        found.append(Reason("exempted_before", "此件已批准免予解读"))
    return found


def reasons_against_link(*, same: bool, taken: bool, chain: bool, other_unit: bool) -> list[Reason]:
    """Why one record cannot be entered as the explainer of another."""
    found = []
    if same:
        found.append(Reason("linked_self", "文件不能解读它自己"))
    if taken:
        found.append(Reason("linked_before", "这条信息已登记为另一文件的解读"))
    if chain:
        found.append(Reason("linked_chain", "解读本身不能再被解读，请关联到原文件"))
    if other_unit:
        found.append(
            Reason("linked_unit", "解读由起草单位负责，只能关联本单位的信息", "谁起草、谁解读")
        )
    return found
