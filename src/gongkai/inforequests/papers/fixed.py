"""What the law demands of papers, built from facts: no template can change a word of it."""

from collections.abc import Mapping

from gongkai.inforequests.papers import replies
from gongkai.inforequests.papers.blocks import (
    Block,
    Heading,
    PageBreak,
    Paragraph,
    Salutation,
    Table,
)
from gongkai.inforequests.papers.facts import PaperFacts
from gongkai.inforequests.papers.fields import chinese_day
from gongkai.inforequests.papers.filling import fill
from gongkai.inforequests.rules.remedies import remedy_text

REGULATION = replies.REGULATION
CONSULTATION_DAYS = 15
PAYMENT_DAYS = 20


def _said(*texts: str) -> list[Block]:
    return [Paragraph(text, fixed=True) for text in texts if text]


def received(facts: PaperFacts) -> list[Block]:
    """我机关于×年×月×日收到您提出的…申请（编号…） (rules §4.3)."""
    return _said(
        f"我机关于{chinese_day(facts.received_on)}收到{facts.you}提出的政府信息公开申请"
        f"（申请编号：{facts.request_number}），申请内容为：“{facts.subject}”。"
    )


def receipt(facts: PaperFacts) -> list[Block]:
    """The day of receipt, once it is certain, and the twenty working days (Arts. 31, 33)."""
    if facts.received_on is None:
        return _said(
            f"根据{REGULATION}第三十一条的规定，{facts.you}通过{facts.channel}提交的申请，"
            f"以双方确认之日为收到申请之日。我机关将与{facts.you}联系确认，答复期限自确认之日起计算。"
        )
    return _said(
        f"根据{REGULATION}第三十一条的规定，收到申请之日为{chinese_day(facts.received_on)}"
        f"（{facts.received_basis}）。根据{REGULATION}第三十三条的规定，我机关将自收到申请之日起"
        f"20个工作日内（至{chinese_day(facts.due_on)}）答复{facts.you}；依法补正、征求意见、"
        "延长期限的，答复期限相应调整，并另行告知。"
    )


def clarify(facts: PaperFacts) -> list[Block]:
    """What must be said with a demand for clarification (Art. 30)."""
    return _said(
        f"根据{REGULATION}第二十九条、第三十条的规定，请{facts.you}最迟于"
        f"{chinese_day(facts.until)}补正。我机关自收到补正的申请之日起计算答复期限。"
        f"无正当理由逾期不补正的，视为放弃申请，我机关不再处理该政府信息公开申请。"
    )


def reasons(facts: PaperFacts) -> list[Block]:
    """The demand for reasons and what follows from the answer (Art. 35)."""
    return _said(
        f"根据{REGULATION}第三十五条的规定，请{facts.you}最迟于{chinese_day(facts.until)}"
        "书面说明理由。我机关认为申请理由不合理的，将告知"
        f"{facts.you}不予处理；认为申请理由合理，但是无法在规定的期限内答复的，将确定延迟答复的"
        f"合理期限并告知{facts.you}。"
    )


def delay(facts: PaperFacts) -> list[Block]:
    """The reasonable period after good reasons (Art. 35)."""
    return _said(
        f"{facts.you}于{chinese_day(facts.answered_on)}说明的申请理由合理，但是我机关无法在"
        f"{REGULATION}第三十三条规定的期限内答复{facts.you}。根据{REGULATION}第三十五条的规定，"
        f"我机关确定最迟于{chinese_day(facts.new_due_on)}答复{facts.you}。"
    )


def extension(facts: PaperFacts) -> list[Block]:
    """The extension, who agreed to it, and the new day (Art. 33 ¶2)."""
    return _said(
        f"根据{REGULATION}第三十三条第二款的规定，经我机关政府信息公开工作机构负责人同意，"
        f"该申请的答复期限延长{facts.days}个工作日。延长前的答复期限为"
        f"{chinese_day(facts.due_on)}，延长后的答复期限为{chinese_day(facts.new_due_on)}。"
    )


def third_party(facts: PaperFacts) -> list[Block]:
    """Why and within what time a third party is asked (Arts. 15, 32)."""
    return _said(
        f"根据{REGULATION}第十五条、第三十二条的规定，依申请公开的政府信息公开会损害第三方合法权益的，"
        f"行政机关应当书面征求第三方的意见。现征求{facts.third}的意见，请{facts.third}自收到本征求"
        f"意见书之日起{CONSULTATION_DAYS}个工作日内，填写所附确认函并送达我机关；"
        "不同意公开的，请说明理由。"
    )


def third_party_silent(facts: PaperFacts) -> list[Block]:
    """Silence is neither consent nor refusal; an objection may be overridden (Arts. 15, 32)."""
    return _said(
        f"{facts.third}逾期未提出意见的，由我机关依照{REGULATION}的规定决定是否公开。"
        f"{facts.third}不同意公开且有合理理由的，我机关不予公开；我机关认为不公开可能对公共利益造成"
        f"重大影响的，可以决定予以公开，并将决定公开的政府信息内容和理由书面告知{facts.third}。"
    )


def answer_form(facts: PaperFacts) -> list[Block]:
    """确认函: the answer of a third party, on a page of its own."""
    rows = (
        ("征求意见书文号", facts.number),
        ("信息内容", facts.summary),
        ("意见（请选一项）", "□ 同意公开　□ 同意部分公开　□ 不同意公开"),
        ("同意公开的部分", ""),
        ("不同意公开的理由", ""),
        ("联系人及电话", ""),
        ("签名（盖章）及日期", ""),
    )
    return [
        PageBreak(),
        Heading("政府信息公开征求意见确认函"),
        Salutation(f"{facts.organ}："),
        Paragraph("对来函所述政府信息是否公开，我（单位）的意见如下："),
        Table(rows, widths=(32, 68)),
    ]


def consulting(facts: PaperFacts) -> list[Block]:
    """Time spent asking does not count (Art. 33 ¶3)."""
    return _said(
        f"根据{REGULATION}第三十三条第三款的规定，征求第三方和其他机关意见所需时间不计算在答复期限内。"
        f"征求意见结束后，我机关继续计算答复期限，并依法答复{facts.you}。"
    )


def override(facts: PaperFacts) -> list[Block]:
    """Disclosure against an objection (Art. 32): content and reasons in writing."""
    return _said(
        f"我机关经审查认为，不公开该政府信息可能对公共利益造成重大影响。根据{REGULATION}第十五条、"
        "第三十二条的规定，我机关决定予以公开。现将决定公开的政府信息内容和理由告知如下："
    )


def joint(facts: PaperFacts) -> list[Block]:
    """The question to a joint maker (Art. 34)."""
    return _said(
        f"根据{REGULATION}第三十四条的规定，申请公开的政府信息由两个以上行政机关共同制作的，牵头制作的"
        "行政机关收到申请后可以征求相关行政机关的意见。请你单位自收到本征求意见书之日起"
        f"{CONSULTATION_DAYS}个工作日内提出意见；不同意公开的，请写明理由和依据。"
    )


def joint_silent(facts: PaperFacts) -> list[Block]:
    """Silence of a joint maker is agreement (Art. 34)."""
    return _said("逾期未提出意见的，视为同意公开。")


def co_handling(facts: PaperFacts) -> list[Block]:
    """The inner deadline and the statutory one behind it (Arts. 33, 45)."""
    return _said(
        f"请最迟于{chinese_day(facts.new_due_on)}书面回复我机关。该申请的答复期限为"
        f"{chinese_day(facts.due_on)}（{REGULATION}第三十三条）；申请人信息不随本函提供，"
        "请勿自行联系申请人。"
    )


def transfer(facts: PaperFacts) -> list[Block]:
    """Handing on to the organ that answers for the information (Arts. 10, 36(5))."""
    return _said(
        f"根据{REGULATION}第十条的规定，该政府信息由{facts.other_organ}负责公开。我机关已于"
        f"{chinese_day(facts.sent_on)}将{facts.you}的申请转送该机关，由其依法答复{facts.you}，"
        f"{facts.you}不必重新提出申请。"
    )


def fee(facts: PaperFacts) -> list[Block]:
    """Basis, tariff and amount (Art. 42; 国办函〔2020〕109号)."""
    basis = (
        f"{facts.you}申请公开政府信息的数量、频次明显超过合理范围。根据{REGULATION}第四十二条和"
        f"{replies.FEES}的规定，我机关决定对本次申请以{facts.tariff}的方式收取信息处理费，"
        f"共计{facts.fee_amount}元，计算如下："
    )
    lines = [
        (line.label, str(line.count), str(line.rate), str(line.amount)) for line in facts.fee_lines
    ]
    total = ("合计", str(sum(line.count for line in facts.fee_lines)), "", str(facts.fee_amount))
    head = ("收费档次", "数量", "标准（元）", "金额（元）")
    return [*_said(basis), Table((head, *lines, total), header=True, widths=(40, 20, 20, 20))]


def payment(facts: PaperFacts) -> list[Block]:
    """Twenty working days to pay; unpaid is given up; paid starts the period anew (§2.4)."""
    return _said(
        f"请{facts.you}自收到本通知次日起{PAYMENT_DAYS}个工作日内缴纳。逾期未缴纳的，视为放弃申请，"
        "我机关不再处理该政府信息公开申请；按期缴纳的，答复期限自缴费次日起重新计算。"
        "信息处理费全额上缴国库。"
    )


def correction(facts: PaperFacts) -> list[Block]:
    """Correction of records about oneself (Art. 41)."""
    return _said(
        f"根据{REGULATION}第四十一条的规定，公民、法人或者其他组织有证据证明行政机关提供的与其自身相关的"
        "政府信息记录不准确的，可以要求行政机关更正；有权更正的行政机关审核属实的，应当予以更正并告知"
        "申请人；不属于本行政机关职能范围的，可以转送有权更正的行政机关处理并告知申请人，或者告知"
        "申请人向有权更正的行政机关提出。"
    )


def decision(facts: PaperFacts) -> list[Block]:
    """Basis and decision of the reply's kind, word for word."""
    return _said(fill(replies.BY_KIND[facts.kind].decision, facts))


GROUND_LABELS: Mapping[str, str] = {
    "E14a": "依法确定为国家秘密（条例第十四条）",
    "E14b": "法律、行政法规禁止公开（条例第十四条）",
    "E14c": "公开后可能危及国家安全、公共安全、经济安全、社会稳定（条例第十四条）",
    "E15": "涉及商业秘密、个人隐私等，公开会损害第三方合法权益（条例第十五条）",
    "E16a": "内部事务信息（条例第十六条第一款）",
    "E16b": "过程性信息（条例第十六条第二款）",
    "E16c": "行政执法案卷信息（条例第十六条第二款）",
    "u1_not_held": "没有该部分信息（条例第三十六条第四项）",
    "u1_not_ours": "不属于我机关负责公开（条例第三十六条第五项）",
    "u2": "需要加工、分析（条例第三十八条）",
    "d8": "另有法律、行政法规规定的查询办法（条例第三十六条第七项）",
    "n3": "公开出版物（条例第三十九条第二款）",
}
"""What may stand behind a severed passage: the grounds of §1.2 and the other lacks."""


def severed(facts: PaperFacts) -> list[Block]:
    """What was taken out, by place and ground, with reasons (Art. 37)."""
    rows = (
        (str(place), passage.place, GROUND_LABELS[passage.ground], passage.reason)
        for place, passage in enumerate(facts.severed, 1)
    )
    head = ("序号", "位置", "依据", "理由")
    blocks = _said("对下列内容不予公开或者不予提供，依据和理由如下：")
    blocks += [Paragraph(each) for each in facts.withheld.splitlines() if each.strip()]
    if facts.severed:
        blocks.append(Table((head, *rows), header=True, widths=(10, 22, 32, 36)))
    return blocks


def remedy(facts: PaperFacts) -> list[Block]:
    """Which reconsideration and which suit, by template A or B (§4.5).

    Papers that are no replies but decide on somebody's rights (Arts. 32, 41) carry B.
    """
    text = remedy_text(
        facts.kind or "granted",
        withheld_on(facts),
        facts.reviewing_bodies,
        facts.court,
        facts.online_channel,
        facts.query_remedy,
    )
    reply = replies.BY_KIND.get(facts.kind)
    is_answer = reply is not None and reply.title == replies.ANSWER
    return _said(text if is_answer else text.replace("本答复", "本告知书"))


def withheld_on(facts: PaperFacts) -> tuple[str, ...]:
    """The grounds on which something is withheld: those given, and those of severed passages."""
    grounds = (*facts.withheld_on, *(passage.ground for passage in facts.severed))
    return tuple(dict.fromkeys(grounds))
