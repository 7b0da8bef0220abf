"""The words in braces that a template may use, and how each is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.inforequests.papers.facts import PaperFacts

Value = str | tuple[str, ...]


def chinese_day(day: date | None) -> str:
    """2026年3月5日, as official papers write it (GB/T 9704—2012, 7.3.5.4); nothing for None."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


@dataclass(frozen=True, slots=True)
class Field:
    """A word in braces: what it stands for in plain words, and its value."""

    meaning: str
    value: Callable[[PaperFacts], Value]
    personal: bool = False


def _text(attribute: str, meaning: str, *, personal: bool = False) -> Field:
    return Field(meaning, lambda facts: str(getattr(facts, attribute)), personal)


def _day(attribute: str, meaning: str) -> Field:
    return Field(meaning, lambda facts: chinese_day(getattr(facts, attribute)))


def _count(attribute: str, meaning: str) -> Field:
    return Field(meaning, lambda facts: str(getattr(facts, attribute) or ""))


FIELDS: Mapping[str, Field] = {
    "机关": _text("organ", "答复机关的全称"),
    "工作机构": _text("office", "政府信息公开工作机构的名称"),
    "机关地址": _text("address", "工作机构的办公地址"),
    "机关电话": _text("phone", "工作机构的联系电话"),
    "办公时间": _text("hours", "工作机构的办公时间"),
    "机关邮箱": _text("email", "工作机构的电子邮箱"),
    "制作日期": _day("issued_on", "本文书的日期"),
    "申请编号": _text("request_number", "信息公开申请的编号"),
    "申请内容": _text("subject", "申请人描述的所需政府信息", personal=True),
    "提交渠道": _text("channel", "申请经什么渠道提交"),
    "到达日期": _day("arrived_on", "申请到达本机关的日期"),
    "收到日期": _day("received_on", "收到申请之日（条例第三十一条）"),
    "收到依据": _text("received_basis", "收到之日怎样确定"),
    "答复期限": _day("due_on", "答复期限届满之日"),
    "申请人": _text("applicant", "申请人姓名或者名称", personal=True),
    "申请人类型": _text("applicant_class", "自然人、商业企业等", personal=True),
    "身份证明": _text("identity_document", "证件或者统一社会信用代码", personal=True),
    "联系方式": _text("contact", "申请人的联系方式", personal=True),
    "您": Field("对申请人的称呼：您、你单位", lambda facts: facts.you),
    "载体形式": _text("form_wanted", "申请人要求的载体形式"),
    "获取方式": _text("way_wanted", "申请人要求的获取方式"),
    "经办人": _text("handler", "承办人员"),
    "需要补正的事项": Field("申请中不明确的内容，一项一段", lambda facts: facts.unclear),
    "补正指引": _text("guidance", "怎样补正、可以提供哪些线索"),
    "限期": _day("until", "补正、说明理由的最后一日"),
    "天数": _count("days", "期限的工作日数"),
    "告知日期": _day("asked_on", "先前告知补正、说明理由或者缴费的日期"),
    "回复日期": _day("answered_on", "申请人补正、说明理由或者撤回的日期"),
    "数量频次": _text("volume", "申请的数量、频次及时间范围"),
    "延期原因": _text("cause", "不能按期答复的原因"),
    "延长后期限": _day("new_due_on", "延长后的答复期限"),
    "受文者": _text("recipient", "征求意见、协办的对方"),
    "你方": Field("对第三方的称呼：您、你单位", lambda facts: facts.third),
    "信息摘要": _text("summary", "征求意见的信息内容摘要（不得写明申请人）"),
    "征求对象": _text("consulted", "被征求意见的一方，写给申请人看的概称"),
    "发出日期": _day("sent_on", "征求意见书发出的日期"),
    "对方意见": _text("opinion", "第三方、共同制作机关的意见"),
    "公共利益理由": _text("public_interest", "不公开会对公共利益造成重大影响的理由"),
    "提供日期": _day("provided_on", "向申请人提供信息的日期"),
    "协办事项": _text("task", "请对方办理的事"),
    "计收方式": _text("tariff", "按件计收或者按量计收"),
    "收费明细": Field(
        "收费的各档",
        lambda facts: tuple(f"{each.label}：{each.amount}元" for each in facts.fee_lines),
    ),
    "收费金额": _count("fee_amount", "信息处理费合计（元）"),
    "缴纳方式": _text("payment", "缴费的账户、窗口或者网址"),
    "信息内容": _text("content", "所公开的信息名称、内容"),
    "获取途径": _text("way", "获取信息的方式、途径和时间"),
    "理由": _text("reason", "答复的事实和理由"),
    "依据的规定": _text("law", "条例以外的法律、行政法规的名称和条款"),
    "信息类别": _text("category_or_all", "所属的类别"),
    "检索情况": _text("search", "检索的范围、方法、关键词和结果"),
    "负责机关": _text("other_organ", "负责公开该信息的机关"),
    "负责机关联系方式": _text("other_contact", "该机关的联系方式"),
    "先前答复": _text("earlier", "先前答复的文号和日期"),
    "不予公开部分": _text("withheld", "不予公开的部分及其依据"),
    "提供形式说明": _text("form_note", "未按要求形式提供时的说明（条例第四十条）"),
    "记录名称": _text("record", "申请更正的记录"),
    "处理结果": _text("outcome", "办理的结果"),
    "区分处理": Field(
        "不予公开的各处及其依据",
        lambda facts: tuple(each.place for each in facts.severed) or facts.withheld,
    ),
    "复议机关": Field("行政复议机关", lambda facts: facts.reviewing_bodies),
    "人民法院": _text("court", "受理行政诉讼的人民法院"),
    "网上复议渠道": _text("online_channel", "网上申请行政复议的渠道（行政复议法第二十二条）"),
    "送达文书": Field("送达的文书名称和文号，一份一段", lambda facts: facts.papers),
    "送达方式": _text("delivery_way", "送达的方式"),
    "送达地点": _text("delivery_place", "送达的地点", personal=True),
    "送达日期": _day("delivered_on", "送达之日"),
    "送达人": _text("delivered_by", "送达人"),
    "签收人": _text("signed_by", "签收人、代收人", personal=True),
    "送达备注": _text("delivery_note", "拒收、代收等情况"),
}
