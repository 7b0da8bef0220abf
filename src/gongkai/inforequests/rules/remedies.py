"""What a reply must say about its remedies (行政复议法, 行政诉讼法, 法释〔2025〕8号; §4.5).

Who was refused on Arts. 14–16 must go to review first and may not be offered a suit; everybody else
may choose. A reply that names the wrong road costs the applicant his term, and the agency the case.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.inforequests.rules.replies import ALL_GROUNDS, REPLY_KINDS, is_review_first
from gongkai.kernel.errors import Reason

REVIEW_FIRST = "A"
REVIEW_OR_SUIT = "B"
REVIEW_DAYS = 60
SUIT_AFTER_REVIEW_DAYS = 15
DIRECT_SUIT_MONTHS = 6

UNIT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "government": "人民政府",
        "department": "政府工作部门",
        "branch": "派出机关（街道办事处）",
        "local_office": "政府工作部门的派出机构",
        "authorised": "法律、法规、规章授权的组织",
        "justice": "司法行政部门",
        "vertical": "垂直领导的机关（海关、金融、外汇管理、税务、国家安全等）",
    }
)


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Where a unit stands, as far as its reviewing body asks; names are full official ones.

    ``own_government``: the government the unit belongs to. ``higher_government``: the next above a
    government. ``higher_department``: the next above in the same line.
    """

    kind: str
    own_government: str = ""
    higher_government: str = ""
    higher_department: str = ""


def reviewing_body(facts: ReviewFacts) -> tuple[str, ...]:
    """The bodies to which review of the unit's replies is applied for; one, or two to choose from.

    行政复议法第二十四条 (department, branch, local office, authorised organisation: 本级人民政府; a
    government: the next higher one), 第二十七条 (vertical: the next higher department), 第二十八条
    (司法行政部门: 本级人民政府 or the next higher one of its line). Raises ValueError when a name is
    missing: see `reasons_against_reviewing_body`.
    """
    found = {
        "government": (facts.higher_government,),
        "vertical": (facts.higher_department,),
        "justice": (facts.own_government, facts.higher_department),
    }.get(facts.kind, (facts.own_government,))
    if facts.kind not in UNIT_KINDS or not all(found):
        raise ValueError("复议机关不明")
    return found


def reasons_against_reviewing_body(facts: ReviewFacts) -> list[Reason]:
    """What has to be entered about a unit before its replies can name where to apply for review."""
    if facts.kind not in UNIT_KINDS:
        return [Reason("unit_kind_missing", "请先在单位资料中选择机关性质", "行政复议法第二十四条")]
    wanted = {
        "government": [("上一级人民政府", facts.higher_government, "行政复议法第二十四条")],
        "vertical": [("上一级主管部门", facts.higher_department, "行政复议法第二十七条")],
        "justice": [
            ("本级人民政府", facts.own_government, "行政复议法第二十八条"),
            ("上一级司法行政部门", facts.higher_department, "行政复议法第二十八条"),
        ],
    }.get(facts.kind, [("本级人民政府", facts.own_government, "行政复议法第二十四条")])
    return [
        Reason("reviewing_body_missing", f"请先填写{label}的全称，答复书须写明复议机关", ground)
        for label, name, ground in wanted
        if not name
    ]


def reasons_against_court(court: str, of_government: bool) -> list[Reason]:
    """Against naming *court* for suits against a unit's replies (行政诉讼法第十四条、第十五条).

    Replies of a government of a county or above (*of_government*) go to an intermediate court, all
    others to a basic one: a reply that names the wrong one sends the applicant to a closed door.
    """
    if not court:
        ground = "行政诉讼法第四十六条"
        return [Reason("court_missing", "请先填写受理行政诉讼的人民法院，答复书须写明", ground)]
    intermediate = "中级" in court
    if of_government and not intermediate:
        sentence = (
            f"以县级以上人民政府名义作出的答复，由中级人民法院管辖，“{court}”不是中级人民法院"
        )
        return [Reason("court_level", sentence, "行政诉讼法第十五条第一项")]
    if intermediate and not of_government:
        sentence = f"部门、乡镇作出的答复，由基层人民法院管辖，“{court}”是中级人民法院"
        return [Reason("court_level", sentence, "行政诉讼法第十四条")]
    return []


def remedy_of(kind: str, withheld_on: Iterable[str] = (), query_remedy: str = "B") -> str:
    """ "A", "B" or "" for a reply of *kind* that withholds on the grounds *withheld_on*.

    In part: A where anything is withheld on Arts. 14–16, else B. *query_remedy* is the setting for
    36(7), which no source settles (ADR 0010). Raises KeyError for an unknown kind.
    """
    if kind == "partial":
        return REVIEW_FIRST if is_review_first(withheld_on) else REVIEW_OR_SUIT
    return query_remedy if kind == "d8" else REPLY_KINDS[kind].remedy


def remedy_text(
    kind: str,
    withheld_on: Iterable[str],
    reviewing_body: str | Iterable[str],
    court: str,
    online_channel: str = "",
    query_remedy: str = "B",
) -> str:
    """The remedy paragraph of a reply; "" for kinds that carry none.

    *online_channel* is named where the reply is served on line (行政复议法第二十二条). In part, what is
    withheld on Arts. 14–16 goes to review first, what is missing for other reasons has its own
    sentence. Raises ValueError when body or court is empty.
    """
    grounds = tuple(withheld_on)
    remedy = remedy_of(kind, grounds, query_remedy)
    if not remedy:
        return ""
    bodies = [reviewing_body] if isinstance(reviewing_body, str) else list(reviewing_body)
    if not all(bodies) or not bodies or not court:
        raise ValueError("救济告知须写明复议机关和法院")
    body = "或者".join(bodies)
    if kind == "partial":
        text = _in_part(grounds, remedy, body, court)
    elif remedy == REVIEW_FIRST:
        text = _review_first("如不服本答复", body, court)
    else:
        text = _review_or_suit("如不服本答复", body, court)
    if online_channel:
        text += f"行政复议申请也可以通过{online_channel}提出。"
    return text


def _in_part(grounds: tuple[str, ...], remedy: str, body: str, court: str) -> str:
    if remedy == REVIEW_OR_SUIT:
        return _review_or_suit("如不服本答复", body, court)
    text = _review_first("如不服本答复中不予公开的部分", body, court)
    if any(ground not in ALL_GROUNDS for ground in grounds):
        text += _review_or_suit("如不服本答复中因其他原因未予提供的部分", body, court)
    return text


def _review_first(whom: str, body: str, court: str) -> str:
    return (
        f"{whom}，可以自收到本答复之日起{REVIEW_DAYS}日内，先向{body}申请行政复议；"
        f"对行政复议决定不服的，可以自收到行政复议决定书之日起{SUIT_AFTER_REVIEW_DAYS}日内"
        f"向{court}提起行政诉讼。"
    )


def _review_or_suit(whom: str, body: str, court: str) -> str:
    return (
        f"{whom}，可以自收到本答复之日起{REVIEW_DAYS}日内向{body}申请行政复议，"
        f"或者自收到本答复之日起{DIRECT_SUIT_MONTHS}个月内向{court}提起行政诉讼。"
    )
