"""The question chain of the provinces (§4.1): 补不补 → 是不是 → 该不该 → 有没有 → 给不给, as data.

Every path ends in exactly one reply kind of `replies.REPLY_KINDS`. An unclear request that has not
been sent back for correction yet has no answer here: it gets a 补正告知书 first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.inforequests.rules.replies import REPLY_KINDS
from gongkai.kernel.errors import Reason


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer, and the question or the reply kind (exactly one) it leads to."""

    code: str
    label: str
    question: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A step of the chain. ``hint``: what to look at before answering; ``article``: its ground."""

    code: str
    step: str
    text: str
    hint: str
    article: str
    choices: tuple[Choice, ...]

    def choice(self, code: str) -> Choice | None:
        return next((each for each in self.choices if each.code == code), None)


_CHAIN = (
    Question(
        "standing",
        "补不补",
        "这件申请现在可以往下审查吗？",
        "内容不明确、尚未告知补正的，先发补正告知书（收到之日起7个工作日内，一次性告知），不在这里作答。",
        "条例第三十条",
        (
            Choice("clear", "可以：内容明确，能够据以查找", "nature"),
            Choice("still_unclear", "已经补正，内容仍不明确", kind="u3"),
            Choice("not_clarified", "无正当理由逾期不补正", kind="o1"),
            Choice("unpaid", "逾期未按收费通知缴纳信息处理费", kind="o2"),
            Choice("withdrawn", "申请人撤回，或者有其他应当终止办理的情形", kind="o3"),
        ),
    ),
    Question(
        "nature",
        "是不是",
        "申请人要的是政府信息吗？",
        "政府信息是行政机关在履行行政管理职能过程中制作或者获取的、以一定形式记录和保存的信息。",
        "条例第二条、第三十六条第七项、第三十九条",
        (
            Choice("information", "是政府信息", "repeat"),
            Choice("petition", "以申请的形式信访、投诉、举报", kind="n1"),
            Choice("publication", "要求提供政府公报、报刊、书籍等公开出版物", kind="n3"),
            Choice("confirm", "要求确认或者重新出具已经获取的信息", kind="n5"),
            Choice(
                "special", "法律、行政法规对查询有特别规定（工商、不动产登记资料等）", kind="d8"
            ),
        ),
    ),
    Question(
        "repeat",
        "是不是",
        "是不是同一申请人就相同信息重复申请？",
        "看申请人、所要的信息、此前的答复三项；此前没有答复过的，不是重复申请。",
        "条例第三十六条第六项",
        (
            Choice("no", "不是", "volume"),
            Choice("yes", "是：已经就该申请作出答复", kind="n2"),
        ),
    ),
    Question(
        "volume",
        "是不是",
        "申请的数量、频次明显超过合理范围吗？",
        "先要求说明理由；理由合理但来不及的，确定延迟答复的合理期限，继续审查。",
        "条例第三十五条",
        (
            Choice("no", "没有", "ours"),
            Choice("reasonable", "超过，但申请人说明的理由合理", "ours"),
            Choice("unreasonable", "超过，已要求说明理由，理由不合理或者没有说明", kind="n4"),
        ),
    ),
    Question(
        "ours",
        "该不该",
        "是不是由本机关负责公开？",
        "谁制作谁公开；从公民、法人取得的由保存的机关公开；从其他机关取得的由制作或者最初取得的机关公开；"
        "共同制作的由牵头机关公开。",
        "条例第十条、第三十四条、第三十六条第五项",
        (
            Choice("yes", "是", "held"),
            Choice("no", "不是", kind="u1_not_ours"),
        ),
    ),
    Question(
        "held",
        "有没有",
        "经检索，有没有所申请的信息？",
        "检索的范围、方法、关键词和结果要记下来：它是“不存在”的证据。",
        "条例第三十六条第四项、第三十八条",
        (
            Choice("yes", "有", "public"),
            Choice("no", "经检索没有", kind="u1_not_held"),
            Choice("to_be_made", "没有现成的，需要加工、分析才能形成", kind="u2"),
        ),
    ),
    Question(
        "public",
        "给不给",
        "这些信息已经主动公开了吗？",
        "全部已经主动公开的，告知获取的方式、途径。",
        "条例第三十六条第一项",
        (
            Choice("no", "没有，或者没有全部公开", "harm"),
            Choice("yes", "已经主动公开", kind="granted_public"),
        ),
    ),
    Question(
        "harm",
        "给不给",
        "有没有不予公开的内容？",
        "以公开为常态。能够区分处理的，只留下不能公开的部分。",
        "条例第五条、第十三条至第十六条、第三十七条",
        (
            Choice("none", "没有", kind="granted"),
            Choice("part", "一部分有，能够区分处理", kind="partial"),
            Choice("all", "全部不予公开，或者不能区分处理", "ground"),
        ),
    ),
    Question(
        "ground",
        "给不给",
        "依据哪一项不予公开？",
        "内部事务、过程性信息和执法案卷是“可以不予公开”，其余是“不予公开”。",
        "条例第十四条至第十六条",
        (
            Choice("E14a", "依法确定为国家秘密", kind="d1"),
            Choice("E14b", "法律、行政法规禁止公开", kind="d2"),
            Choice("E14c", "公开后可能危及国家安全、公共安全、经济安全、社会稳定", kind="d3"),
            Choice(
                "E15", "涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害", "third_party"
            ),
            Choice("E16a", "人事管理、后勤管理、内部工作流程等内部事务信息", kind="d5"),
            Choice("E16b", "讨论记录、过程稿、磋商信函、请示报告等过程性信息", "duty_process"),
            Choice("E16c", "行政执法案卷信息", "duty_file"),
        ),
    ),
    Question(
        "third_party",
        "给不给",
        "第三方的意见是什么？",
        "第三方逾期没有提出意见，既不是同意也不是反对，由本机关决定；"
        "不公开会对公共利益造成重大影响的，可以公开，并书面告知第三方。",
        "条例第十五条、第三十二条",
        (
            Choice("objects", "不同意且有合理理由", kind="d4"),
            Choice("withhold", "逾期未提出意见，本机关认为公开会损害其合法权益", kind="d4"),
            Choice("agrees", "同意公开", kind="granted"),
            Choice("disclose", "逾期未提出意见或者理由不合理，本机关决定公开", kind="granted"),
            Choice("override", "不同意，但不公开会对公共利益造成重大影响", kind="granted"),
        ),
    ),
    Question(
        "duty_process",
        "给不给",
        "法律、法规、规章规定这一过程性信息应当公开吗？",
        "有规定的从其规定，不能以过程性信息为由不予公开。",
        "条例第十六条第二款",
        (
            Choice("no", "没有规定", kind="d6"),
            Choice("yes", "规定应当公开", kind="granted"),
        ),
    ),
    Question(
        "duty_file",
        "给不给",
        "法律、法规、规章规定这一执法案卷信息应当公开吗？",
        "有规定的从其规定。当事人查阅本人案卷，依照有关法律的规定办理。",
        "条例第十六条第二款",
        (
            Choice("no", "没有规定", kind="d7"),
            Choice("yes", "规定应当公开", kind="granted"),
        ),
    ),
)

QUESTIONS: Mapping[str, Question] = MappingProxyType({each.code: each for each in _CHAIN})
"""The chain by code, in its order; it begins with the first."""
FIRST = _CHAIN[0].code


def path(answers: Mapping[str, str]) -> Iterator[tuple[Question, Choice]]:
    """The questions answered so far, in order, up to the first without a valid answer."""
    code = FIRST
    while code:
        question = QUESTIONS[code]
        choice = question.choice(answers.get(code, ""))
        if choice is None:
            return
        yield question, choice
        code = choice.question


def next_question(answers: Mapping[str, str]) -> Question | None:
    """The question to ask now; None when the chain has come to a reply kind."""
    code = FIRST
    for _, choice in path(answers):
        code = choice.question
    return QUESTIONS[code] if code else None


def conclusion(answers: Mapping[str, str]) -> str | None:
    """The code of the reply kind the answers lead to; None while a question is open."""
    kind = ""
    for _, choice in path(answers):
        kind = choice.kind
    return kind or None


def on_path(answers: Mapping[str, str]) -> dict[str, str]:
    """*answers* without those that the present path does not ask for any more."""
    return {question.code: choice.code for question, choice in path(answers)}


def reasons_against_conclusion(answers: Mapping[str, str], kind: str) -> list[Reason]:
    """Why a reply of *kind* does not follow from the answers (§4.1)."""
    found = conclusion(answers)
    if found is None:
        question = next_question(answers)
        text = question.text if question else ""
        ground = question.article if question else ""
        return [Reason("chain_open", f"审查要点还没有答完：{text}", ground)]
    if found != kind:
        right = REPLY_KINDS[found]
        wrong = REPLY_KINDS[kind].label if kind in REPLY_KINDS else kind
        sentence = f"按审查要点应当答复“{right.label}”，与所选的“{wrong}”不一致，请改选或者重新审查"
        return [Reason("chain_disagrees", sentence, right.article)]
    return []
