"""Every way a request can end: one kind per line of §1.6, with its row of the annual report (§3.3).

The facts a kind requires are names that the act rules ask for (`acts.reasons_against_reply`) and the
papers print. Which remedy a kind carries is in `remedies`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

FACT_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "way": "获取该信息的方式、途径",
        "provided": "向申请人提供的信息，或者获取的方式、途径和时间",
        "reasons": "理由",
        "withheld": "不予公开的部分及其依据",
        "search": "检索的范围、方法、关键词和结果",
        "responsible": "负责公开该信息的行政机关及其联系方式，或者写明无法确定",
        "processing": "需要怎样加工、分析才能形成",
        "unclear": "补正之后仍不明确之处",
        "clarification": "已经发出的补正告知书",
        "clarification_term": "补正期限已过",
        "channel": "可以反映诉求的渠道",
        "earlier": "此前的答复（编号和日期）",
        "publication": "载有该信息的公报、报刊、书籍及获取途径",
        "volume": "数量、频次明显超过合理范围的事实",
        "reasons_asked": "已经要求申请人说明理由",
        "obtained": "申请人已经获取该信息的事实",
        "fee_notice": "已经送达的收费通知书",
        "fee_term": "缴费期限已过",
        "special_law": "作此规定的法律、行政法规的名称和条款",
        "note": "终止办理的原因",
    }
)
"""The facts that replies rest on, as a handler is asked for them."""


@dataclass(frozen=True, slots=True)
class Family:
    """A heading of the report's table (§3.3)."""

    code: str
    label: str


GRANTED = Family("granted", "予以公开")
GRANTED_IN_PART = Family("granted_in_part", "部分公开")
REFUSED = Family("refused", "不予公开")
UNABLE = Family("unable_to_provide", "无法提供")
NOT_PROCESSED = Family("not_processed", "不予处理")
OTHER = Family("other_handling", "其他处理")


@dataclass(frozen=True, slots=True)
class ReplyKind:
    """One outcome. ``basis``: short, as in §1.6; ``article``: as papers cite it.

    ``remedy``: "A" review first, "B" review or suit, "" none (§4.5); of a reply in part it depends
    on what was withheld, see `remedies.remedy_of`. ``facts``: keys of `FACT_LABELS` it must have.
    ``grounds``: what it may withhold on, codes of §1.2; empty where nothing is withheld.
    ``may``: facts it may state but need not.
    """

    code: str
    family: Family
    label: str
    basis: str
    article: str
    report_row: str
    remedy: str
    facts: tuple[str, ...]
    says: str
    grounds: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


ALL_GROUNDS = ("E14a", "E14b", "E14c", "E15", "E16a", "E16b", "E16c")
OTHER_LACKS = ("u1_not_held", "u1_not_ours", "u2", "d8", "n3")
"""Kinds a part of a request may end in beside the part that is given (区分处理)."""

_36 = "《中华人民共和国政府信息公开条例》第三十六条"
_WITHHELD = "《中华人民共和国政府信息公开条例》第三十六条第三项、"


def _refused(row: str, label: str, article: str, ground: str, *more: str) -> ReplyKind:
    number = article[1:3]
    basis = f"36(3)+{ {'十四': 14, '十五': 15, '十六': 16}[number] }"
    says = "不予公开并说明理由"
    facts = ("reasons", *more)
    cited = f"{_WITHHELD}{article}"
    return ReplyKind(row, REFUSED, label, basis, cited, row, "A", facts, says, (ground,))


_KINDS = (
    ReplyKind(
        "granted_public",
        GRANTED,
        "已经主动公开",
        "36(1)",
        f"{_36}第一项",
        "granted",
        "B",
        ("way",),
        "告知获取该政府信息的方式、途径",
    ),
    ReplyKind(
        "granted",
        GRANTED,
        "予以公开",
        "36(2)",
        f"{_36}第二项",
        "granted",
        "B",
        ("provided",),
        "提供该政府信息，或者告知获取的方式、途径和时间",
    ),
    ReplyKind(
        "partial",
        GRANTED_IN_PART,
        "部分公开（区分处理）",
        "37",
        "《中华人民共和国政府信息公开条例》第三十七条",
        "partial",
        "A",
        ("provided", "withheld", "reasons"),
        "提供可以公开的部分，并对不予公开的部分说明理由",
        (*ALL_GROUNDS, *OTHER_LACKS),
    ),
    _refused("d1", "属于国家秘密", "第十四条", "E14a"),
    _refused("d2", "其他法律、行政法规禁止公开", "第十四条", "E14b", "special_law"),
    _refused("d3", "危及“三安全一稳定”", "第十四条", "E14c"),
    _refused("d4", "保护第三方合法权益", "第十五条", "E15"),
    _refused("d5", "属于三类内部事务信息", "第十六条第一款", "E16a"),
    _refused("d6", "属于四类过程性信息", "第十六条第二款", "E16b"),
    _refused("d7", "属于行政执法案卷", "第十六条第二款", "E16c"),
    ReplyKind(
        "d8",
        REFUSED,
        "属于行政查询事项",
        "36(7)",
        f"{_36}第七项",
        "d8",
        "B",
        ("special_law",),
        "告知申请人依照有关法律、行政法规的规定办理",
        may=("way",),
    ),
    ReplyKind(
        "u1_not_held",
        UNABLE,
        "政府信息不存在",
        "36(4)",
        f"{_36}第四项",
        "u1",
        "B",
        ("search",),
        "告知经检索没有所申请公开信息，该政府信息不存在",
    ),
    ReplyKind(
        "u1_not_ours",
        UNABLE,
        "不属于本机关负责公开",
        "36(5)",
        f"{_36}第五项",
        "u1",
        "B",
        ("reasons", "responsible"),
        "告知申请人并说明理由；能够确定负责公开的行政机关的，告知其名称、联系方式",
    ),
    ReplyKind(
        "u2",
        UNABLE,
        "没有现成信息，需要另行制作",
        "38",
        "《中华人民共和国政府信息公开条例》第三十八条",
        "u2",
        "B",
        ("processing",),
        "告知需要对现有政府信息进行加工、分析，不予提供",
    ),
    ReplyKind(
        "u3",
        UNABLE,
        "补正后申请内容仍不明确",
        "30",
        "《中华人民共和国政府信息公开条例》第三十条",
        "u3",
        "B",
        ("clarification", "unclear"),
        "说明补正之后仍不明确之处，告知无法提供",
    ),
    ReplyKind(
        "n1",
        NOT_PROCESSED,
        "信访、投诉、举报类申请",
        "39¶1",
        "《中华人民共和国政府信息公开条例》第三十九条第一款",
        "n1",
        "B",
        ("reasons",),
        "告知不作为政府信息公开申请处理，并可以告知通过相应渠道提出",
        may=("channel",),
    ),
    ReplyKind(
        "n2",
        NOT_PROCESSED,
        "重复申请",
        "36(6)",
        f"{_36}第六项",
        "n2",
        "B",
        ("earlier",),
        "行政机关已就该申请作出答复，告知不予重复处理",
    ),
    ReplyKind(
        "n3",
        NOT_PROCESSED,
        "要求提供公开出版物",
        "39¶2",
        "《中华人民共和国政府信息公开条例》第三十九条第二款",
        "n3",
        "B",
        ("publication",),
        "告知获取政府公报、报刊、书籍等公开出版物的途径",
    ),
    ReplyKind(
        "n4",
        NOT_PROCESSED,
        "无正当理由大量反复申请",
        "35",
        "《中华人民共和国政府信息公开条例》第三十五条",
        "n4",
        "B",
        ("volume", "reasons_asked", "reasons"),
        "认定申请理由不合理，告知不予处理",
    ),
    ReplyKind(
        "n5",
        NOT_PROCESSED,
        "要求确认或者重新出具已获取信息",
        "–",
        "《中华人民共和国政府信息公开条例》第二条",
        "n5",
        "B",
        ("obtained", "reasons"),
        "告知不予确认或者重新出具，并说明理由",
    ),
    ReplyKind(
        "o1",
        OTHER,
        "逾期不补正，视为放弃申请",
        "30",
        "《中华人民共和国政府信息公开条例》第三十条",
        "o1",
        "B",
        ("clarification", "clarification_term"),
        "告知逾期不补正视为放弃申请，不再处理",
    ),
    ReplyKind(
        "o2",
        OTHER,
        "逾期不缴费，视为放弃申请",
        "§2.4",
        "《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号）",
        "o2",
        "B",
        ("fee_notice", "fee_term"),
        "告知逾期不缴纳信息处理费视为放弃申请，不再处理",
    ),
    ReplyKind(
        "o3", OTHER, "撤回申请等其他处理", "–", "", "o3", "", ("note",), "记载终止办理的原因"
    ),
)

REPLY_KINDS: Mapping[str, ReplyKind] = MappingProxyType({kind.code: kind for kind in _KINDS})
"""Every reply kind by its code, in the order of §1.6."""

REPORT_ROWS = (
    "granted", "partial",
    "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8",
    "u1", "u2", "u3",
    "n1", "n2", "n3", "n4", "n5",
    "o1", "o2", "o3",
)  # fmt: skip
"""The rows of the report's third table that a closed request can be counted in (§3.3)."""


def report_row(kind: str) -> str:
    """The one row of the annual report that a request closed with *kind* counts in.

    区分处理 counts in its own row only, whatever was withheld on (§3.3). Raises KeyError for an
    unknown kind.
    """
    return REPLY_KINDS[kind].report_row


def refused_kind(ground: str) -> str | None:
    """The kind that withholds everything on *ground* (a code of §1.2), None for an unknown one."""
    kinds = (kind.code for kind in _KINDS if kind.family is REFUSED and ground in kind.grounds)
    return next(kinds, None)


def is_review_first(withheld_on: Iterable[str]) -> bool:
    """Whether something was withheld on Arts. 14–16 (行政复议法第二十三条第一款第四项)."""
    return any(ground in ALL_GROUNDS for ground in withheld_on)
