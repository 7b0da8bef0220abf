"""One reply for every outcome of rules §1.6: its basis and decision, in words nobody may edit.

``decision`` is the sentence of basis and decision; it may use words in braces. The reason, the
facts and what to do next are left to the template.
"""

from dataclasses import dataclass

from gongkai.inforequests.papers.paper import Paper

ANSWER = "政府信息公开申请答复书"
NOTICE = "政府信息公开申请告知书"
REGULATION = "《中华人民共和国政府信息公开条例》"
FEES = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
WITHHOLD = "我机关决定对该政府信息不予公开。"


@dataclass(frozen=True, slots=True)
class ReplyPaper:
    """The words of one reply kind; ``needs`` as in `Paper`."""

    kind: str
    label: str
    article: str
    decision: str
    needs: tuple[str, ...]
    title: str = ANSWER
    remedy: bool = True

    def paper(self) -> Paper:
        slots: tuple[str, ...] = ("收到申请", "依据和决定")
        if self.kind == "partial":
            slots += ("不予公开的部分",)
        return Paper(
            code=f"reply_{self.kind}",
            label=self.label,
            title=self.title,
            article=self.article,
            series="公复",
            slots=(*slots, "救济告知") if self.remedy else slots,
            needs=self.needs,
            kind=self.kind,
        )


def _withheld(kind: str, label: str, article: str, finding: str, *needs: str) -> ReplyPaper:
    ground = article.removeprefix("条例")
    decision = f"{finding}根据{REGULATION}{ground}的规定，{WITHHOLD}"
    return ReplyPaper(kind, label, article, decision, (*needs, "理由"))


GRANTED = (
    ReplyPaper(
        "granted_public",
        "已主动公开",
        "条例第三十六条第一项",
        f"{{您}}申请公开的政府信息已经主动公开。根据{REGULATION}第三十六条第一项的规定，"
        "现将获取该政府信息的方式、途径告知如下：",
        ("获取途径",),
    ),
    ReplyPaper(
        "granted",
        "予以公开",
        "条例第三十六条第二项",
        f"{{您}}申请公开的政府信息可以公开。根据{REGULATION}第三十六条第二项的规定，"
        "我机关决定予以公开。",
        ("获取途径",),
    ),
    ReplyPaper(
        "partial",
        "部分公开",
        "条例第三十七条",
        "{您}申请公开的政府信息中含有不应当公开或者不属于政府信息的内容，能够作区分处理。"
        f"根据{REGULATION}第三十七条的规定，我机关决定部分公开：向{{您}}提供可以公开的内容，"
        "对其余内容不予公开。",
        ("获取途径",),
    ),
)
WITHHELD = (
    _withheld(
        "d1",
        "不予公开：国家秘密",
        "条例第十四条、第三十六条第三项",
        "经审查，{您}申请公开的政府信息依法确定为国家秘密。",
    ),
    _withheld(
        "d2",
        "不予公开：法律、行政法规禁止公开",
        "条例第十四条、第三十六条第三项",
        "经审查，{您}申请公开的政府信息属于{依据的规定}禁止公开的政府信息。",
        "依据的规定",
    ),
    _withheld(
        "d3",
        "不予公开：危及“三安全一稳定”",
        "条例第十四条、第三十六条第三项",
        "经审查，{您}申请公开的政府信息公开后可能危及{信息类别}。",
    ),
    _withheld(
        "d4",
        "不予公开：保护第三方合法权益",
        "条例第十五条、第三十二条、第三十六条第三项",
        "经审查，{您}申请公开的政府信息涉及{信息类别}，公开会对第三方合法权益造成损害。",
    ),
    _withheld(
        "d5",
        "不予公开：内部事务信息",
        "条例第十六条第一款、第三十六条第三项",
        "经审查，{您}申请公开的政府信息属于我机关的内部事务信息（{信息类别}）。",
    ),
    _withheld(
        "d6",
        "不予公开：过程性信息",
        "条例第十六条第二款、第三十六条第三项",
        "经审查，{您}申请公开的政府信息属于我机关在履行行政管理职能过程中形成的{信息类别}，"
        "且没有法律、法规、规章规定应当公开。",
    ),
    _withheld(
        "d7",
        "不予公开：行政执法案卷信息",
        "条例第十六条第二款、第三十六条第三项",
        "经审查，{您}申请公开的政府信息属于我机关在履行行政管理职能过程中形成的行政执法案卷信息，"
        "且没有法律、法规、规章规定应当公开。",
    ),
    ReplyPaper(
        "d8",
        "行政查询事项",
        "条例第三十六条第七项",
        "经审查，{您}申请公开的信息属于{信息类别}，{依据的规定}对该信息的获取有特别规定。"
        f"根据{REGULATION}第三十六条第七项的规定，现告知{{您}}依照有关法律、行政法规的规定办理，"
        "我机关不以政府信息公开的方式提供。",
        ("依据的规定",),
    ),
)
UNABLE = (
    ReplyPaper(
        "u1_not_held",
        "无法提供：政府信息不存在",
        "条例第三十六条第四项",
        f"经检索没有{{您}}所申请公开的政府信息。根据{REGULATION}第三十六条第四项的规定，"
        "现告知{您}该政府信息不存在。",
        ("检索情况",),
    ),
    ReplyPaper(
        "u1_not_ours",
        "无法提供：不属于本机关负责公开",
        "条例第三十六条第五项",
        "经审查，{您}申请公开的政府信息不属于我机关负责公开。"
        f"根据{REGULATION}第三十六条第五项的规定，现告知{{您}}并说明理由：",
        ("理由", "负责机关"),
    ),
    ReplyPaper(
        "u2",
        "无法提供：需要加工、分析",
        "条例第三十八条",
        "行政机关向申请人提供的信息，应当是已制作或者获取的政府信息。{您}申请公开的信息没有现成的"
        f"记录，需要我机关对现有政府信息进行加工、分析。根据{REGULATION}第三十八条的规定，"
        "我机关不予提供。",
        ("理由",),
    ),
    ReplyPaper(
        "u3",
        "无法提供：补正后仍不明确",
        "条例第三十条",
        f"根据{REGULATION}第二十九条、第三十条的规定，申请应当包括申请公开的政府信息的名称、文号或者"
        "便于行政机关查询的其他特征性描述。{您}的申请经补正后内容仍不明确，我机关无法据以查找，"
        "无法提供{您}所需的政府信息。",
        ("告知日期", "回复日期", "理由"),
    ),
)
NOT_PROCESSED = (
    ReplyPaper(
        "n1",
        "不予处理：信访、投诉、举报",
        "条例第三十九条第一款",
        "经审查，{您}以政府信息公开申请的形式进行信访、投诉、举报等活动。"
        f"根据{REGULATION}第三十九条第一款的规定，现告知{{您}}：我机关不作为政府信息公开申请处理。",
        ("理由",),
        NOTICE,
    ),
    ReplyPaper(
        "n2",
        "不予处理：重复申请",
        "条例第三十六条第六项",
        "我机关已就{您}提出的政府信息公开申请作出答复，{您}重复申请公开相同政府信息。"
        f"根据{REGULATION}第三十六条第六项的规定，现告知{{您}}：我机关不予重复处理。",
        ("先前答复",),
        NOTICE,
    ),
    ReplyPaper(
        "n3",
        "不予处理：公开出版物",
        "条例第三十九条第二款",
        "{您}的申请内容为要求我机关提供政府公报、报刊、书籍等公开出版物。"
        f"根据{REGULATION}第三十九条第二款的规定，我机关不予提供，现将获取的途径告知如下：",
        ("获取途径",),
        NOTICE,
    ),
    ReplyPaper(
        "n4",
        "不予处理：无正当理由大量反复申请",
        "条例第三十五条",
        "经审查，{您}申请公开政府信息的数量、频次明显超过合理范围，且没有合理的理由。"
        f"根据{REGULATION}第三十五条的规定，现告知{{您}}：我机关不予处理。",
        ("数量频次", "告知日期", "理由"),
        NOTICE,
    ),
    ReplyPaper(
        "n5",
        "不予处理：要求确认或者重新出具",
        "条例第二条",
        f"根据{REGULATION}第二条的规定，政府信息是行政机关在履行行政管理职能过程中制作或者获取的，以一定"
        "形式记录、保存的信息。{您}要求我机关对{您}已经获取的政府信息进行确认或者重新出具，不是申请"
        "获取政府信息。现告知{您}：我机关对该申请不予处理。",
        ("信息内容", "理由"),
        NOTICE,
    ),
)
OTHER = (
    ReplyPaper(
        "o1",
        "其他处理：逾期不补正",
        "条例第三十条",
        f"{{您}}无正当理由逾期未补正。根据{REGULATION}第三十条的规定，视为{{您}}放弃申请，"
        "我机关不再处理该政府信息公开申请。",
        ("告知日期", "限期"),
        NOTICE,
    ),
    ReplyPaper(
        "o2",
        "其他处理：逾期不缴费",
        "条例第四十二条，国办函〔2020〕109号",
        f"{{您}}逾期未按收费通知的要求缴纳信息处理费。根据{REGULATION}第四十二条和{FEES}的规定，"
        "视为{您}放弃申请，我机关不再处理该政府信息公开申请。",
        ("告知日期",),
        NOTICE,
    ),
    ReplyPaper(
        "o3",
        "其他处理：撤回申请等",
        "条例第四十五条",
        "我机关终止办理该政府信息公开申请，不再就本件另行答复。",
        ("理由",),
        NOTICE,
        remedy=False,
    ),
)
REPLIES = (*GRANTED, *WITHHELD, *UNABLE, *NOT_PROCESSED, *OTHER)
BY_KIND = {reply.kind: reply for reply in REPLIES}
