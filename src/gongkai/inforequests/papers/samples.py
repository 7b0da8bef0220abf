"""Facts for one paper of every kind, all invented: previews of templates, and the golden files."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.inforequests.papers.catalogue import PAPERS
from gongkai.inforequests.papers.facts import Annex, FeeLine, PaperFacts, SeveredPassage

BASE = PaperFacts(
    organ="澄明县教育局",
    issued_on=date(2026, 3, 3),
    office="澄明县教育局办公室",
    address="澄明县清泉路12号",
    phone="0999-6000012",
    hours="工作日8:30—12:00，14:30—17:30",
    email="jiaoyu@chengming.example",
    request_number="990000002-2026-0007",
    subject="2025年度全县义务教育学校食堂大宗食材采购合同",
    channel="互联网",
    arrived_on=date(2026, 1, 27),
    received_on=date(2026, 1, 28),
    received_basis="通过互联网渠道提交，以双方确认之日为收到之日",
    due_on=date(2026, 3, 3),
    applicant="张晓禾",
    applicant_class="自然人",
    identity_document="居民身份证（号码已加密保存）",
    contact="澄明县柳树村8号，139****0000",
    form_wanted="电子文档",
    way_wanted="电子邮件",
    handler="林小雨",
    reviewing_bodies=("澄明县人民政府",),
    court="澄明县人民法院",
)
REFUSED: Mapping[str, Mapping[str, Any]] = {
    "d1": {"reason": "该文件标有国家秘密标志，仍在保密期限内，且不能作区分处理。"},
    "d2": {
        "law": "《中华人民共和国未成年人保护法》第一百零三条",
        "reason": "所涉材料载有可能识别未成年人身份的信息。",
    },
    "d3": {
        "category": "公共安全",
        "reason": "该材料载明校园安全防范设施的具体点位和值守安排，公开后可能被用于规避防范措施。",
    },
    "d4": {
        "category": "商业秘密",
        "opinion": "第三方不同意公开，认为报价明细属于其商业秘密",
        "reason": "报价明细不为公众所知悉、具有商业价值并经权利人采取了保密措施，第三方的理由合理；"
        "不公开不会对公共利益造成重大影响。",
    },
    "d5": {
        "category": "后勤管理",
        "reason": "该信息为本机关办公用房维修的内部安排，不对外产生影响。",
    },
    "d6": {
        "category": "讨论记录",
        "reason": "该会议记录反映的是决策形成前的讨论意见，不是最终决定。",
    },
    "d7": {"reason": "该信息是对某校外培训机构立案调查形成的案卷材料。"},
}
REPLIES: Mapping[str, Mapping[str, Any]] = {
    "granted_public": {
        "content": "《澄明县义务教育学校食堂食材采购管理办法》（澄教发〔2025〕8号）",
        "way": "县人民政府门户网站“教育局—政策文件”栏目，索引号990000002/2025-00031",
    },
    "granted": {
        "content": "2025年度全县义务教育学校食堂大宗食材采购合同共6份",
        "way": "按您的要求以电子文档通过电子邮件提供，随本答复书一并发送",
        "annexes": (Annex("食材采购合同（第1至3号）", 24), Annex("食材采购合同（第4至6号）", 21)),
    },
    "partial": {
        "content": "2025年度全县义务教育学校食堂大宗食材采购合同共6份",
        "way": "以电子文档通过电子邮件提供区分处理后的合同副本",
        "opinion": "第三方不同意公开报价明细，同意公开其他内容",
        "severed": (
            SeveredPassage("第2号合同第3页附表", "E15", "报价明细属于供货企业的商业秘密"),
            SeveredPassage("第5号合同末页", "E15", "签约人的身份证号码、手机号码属于个人隐私"),
        ),
        "annexes": (Annex("食材采购合同（区分处理本）", 45),),
    },
    **REFUSED,
    "d8": {
        "category": "不动产登记资料",
        "law": "《不动产登记暂行条例》第二十七条",
        "way": "权利人、利害关系人可以持有效身份证明到县不动产登记中心查询窗口申请查询",
    },
    "u1_not_held": {
        "search": "检索范围为本机关档案室2025年度财务、后勤类档案和办公自动化系统；检索方法为目录检索和"
        "全文检索；关键词为“食材”“采购”“合同”；结果为没有符合申请内容的记录。",
        "reason": "2025年度学校食堂大宗食材由各学校自行签订合同，我机关没有制作或者保存。",
        "other_organ": "有关学校",
    },
    "u1_not_ours": {
        "reason": "学校食堂食品安全监督检查结果由市场监督管理部门制作，依照《中华人民共和国政府信息公开条例》"
        "第十条的规定，由制作该政府信息的行政机关负责公开。",
        "other_organ": "澄明县市场监督管理局",
        "other_contact": "澄明县清泉路20号，电话0999-6000020",
    },
    "u2": {
        "reason": "您要求按学校、按月份汇总的食材单价对比表，我机关没有制作过；形成该表需要对全部合同和"
        "入库单逐笔摘录、计算。",
        "way": "各学校食材采购合同，可以另行申请公开",
    },
    "u3": {
        "asked_on": date(2026, 2, 3),
        "answered_on": date(2026, 2, 9),
        "reason": "补正内容为“所有与食堂有关的材料”，没有写明文件名称、文号、时间范围或者其他能够据以"
        "查找的特征。",
    },
    "n1": {
        "reason": "您在申请中反映某学校食堂经营者存在违规行为，要求查处，没有指向既有的政府信息。",
        "way": "县12345政务服务便民热线，或者县市场监督管理局投诉举报电话",
    },
    "n2": {"earlier": "澄教公复〔2025〕19号答复书（2025年11月20日）"},
    "n3": {
        "content": "《澄明年鉴（2025）》",
        "way": "县图书馆、县档案馆可以查阅，新华书店有售",
    },
    "n4": {
        "volume": "2025年10月1日至2026年1月28日，您先后提出政府信息公开申请63件，其中58件为同一主题",
        "asked_on": date(2026, 2, 3),
        "answered_on": date(2026, 2, 10),
        "reason": "您说明的理由是“行使监督权”，没有说明反复申请同一主题信息的必要性。",
    },
    "n5": {
        "content": "您已于2025年11月随澄教公复〔2025〕19号答复书获取该合同的复印件。",
        "reason": "您要求在该合同复印件上加盖印章并证明其真实有效，属于出具证明，不属于提供政府信息。",
    },
    "o1": {"asked_on": date(2026, 2, 3), "until": date(2026, 3, 2)},
    "o2": {"asked_on": date(2026, 2, 6)},
    "o3": {
        "answered_on": date(2026, 2, 6),
        "reason": "因已通过其他途径取得所需信息，撤回本次申请。",
    },
}
SECTIONS = (FeeLine("第1至10件", 10, 0), FeeLine("第11至30件", 20, 100), FeeLine("第31件", 1, 200))
PROCEDURAL: Mapping[str, Mapping[str, Any]] = {
    "application_form": {},
    "registration": {},
    "receipt": {},
    "clarification": {
        "unclear": (
            "申请中“近几年的食堂材料”所指的年份不明确。",
            "“材料”指采购合同、验收记录还是其他文件，不明确。",
        ),
        "guidance": "请写明所需信息的名称或者文号；不知道名称的，请写明大致年份、涉及的学校和事项。",
        "until": date(2026, 3, 2),
    },
    "reasons": {
        "volume": "2025年10月1日至2026年1月28日，您先后提出政府信息公开申请63件，其中58件为同一主题",
        "until": date(2026, 2, 13),
    },
    "delay": {
        "volume": "2026年1月28日一日内提出政府信息公开申请45件，共涉及文件300余份",
        "answered_on": date(2026, 2, 10),
        "new_due_on": date(2026, 5, 29),
    },
    "extension": {
        "cause": "所申请的合同分散保存在12所学校，需要逐份调取、核对",
        "days": 20,
        "new_due_on": date(2026, 3, 31),
    },
    "third_party": {
        "recipient": "澄明县禾田农产品配送有限公司",
        "summary": "2025年度学校食堂大宗食材采购合同第2号，含供货品种、单价和报价明细。",
    },
    "consult_notice": {"consulted": "第三方", "sent_on": date(2026, 2, 4)},
    "third_party_decision": {
        "recipient": "澄明县禾田农产品配送有限公司",
        "opinion": "不同意公开供货单价",
        "content": "2025年度学校食堂大宗食材采购合同第2号中的供货品种和单价。",
        "public_interest": "采购资金来自财政拨款，供货单价关系学生营养餐质量和财政资金使用，"
        "不公开不利于公众监督。",
        "provided_on": date(2026, 3, 10),
    },
    "joint_makers": {
        "recipient": "澄明县财政局",
        "summary": "《关于2025年学生营养餐补助资金安排的通知》（澄教发〔2025〕15号）。",
    },
    "co_handling": {
        "recipient": "计划财务股",
        "summary": "2025年度全县义务教育学校食堂大宗食材采购合同。",
        "task": "请检索并提供上述合同，注明保存位置、页数，并对是否可以公开提出意见。",
        "new_due_on": date(2026, 2, 11),
    },
    "transfer": {
        "other_organ": "澄明县市场监督管理局",
        "other_contact": "澄明县清泉路20号，电话0999-6000020",
        "sent_on": date(2026, 1, 29),
    },
    "fee": {
        "volume": "2026年1月，您在我机关累计申请政府信息31件",
        "tariff": "按件计收",
        "fee_lines": SECTIONS,
        "fee_amount": 2200,
        "payment": "凭本通知书到县政务服务中心综合窗口缴纳，或者扫描通知书所附缴款码缴纳；收款项目为"
        "“政府信息公开信息处理费”",
    },
    "correction": {
        "record": "教师资格认定登记表中的出生日期",
        "outcome": "经核对您提交的户籍证明，该记录不准确，我机关已于2026年3月2日更正。",
    },
    "delivery_receipt": {
        "papers": ("澄明县教育局政府信息公开申请答复书（澄教公复〔2026〕3号）",),
        "delivery_way": "邮寄（邮政企业，交邮之日为送达之日），邮件号XA00000000099",
        "delivery_place": "澄明县柳树村8号",
        "delivered_on": date(2026, 3, 3),
        "delivered_by": "林小雨",
        "signed_by": "张晓禾",
    },
}


def facts_of(code: str) -> PaperFacts:
    """Complete facts for the paper with this code."""
    paper = PAPERS[code]
    own = REPLIES[paper.kind] if paper.kind else PROCEDURAL[code]
    number = f"澄教{paper.series}〔2026〕3号" if paper.series else ""
    return replace(BASE, kind=paper.kind, number=number, **own)
