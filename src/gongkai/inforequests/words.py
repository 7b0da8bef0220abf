"""Closed lists of the module, in the words of the law and of the yearly report."""

from django.db.models import TextChoices


class Channel(TextChoices):
    """How a request came in; the day it counts as received follows from it (第三十一条)."""

    COUNTER = "counter", "当面提交"
    POST_SIGNED = "post_signed", "邮寄（签收）"
    POST_PLAIN = "post_plain", "平常信函"
    INTERNET = "internet", "互联网"
    FAX = "fax", "传真"
    EMAIL = "email", "电子邮件"
    ORAL = "oral", "口头（代填）"


class ApplicantClass(TextChoices):
    """The columns of the report's third table; fixed at intake (§3.3, §3.4)."""

    NATURAL = "natural", "自然人"
    BUSINESS = "business", "商业企业"
    RESEARCH = "research", "科研机构"
    WELFARE = "welfare", "社会公益组织"
    LEGAL_SERVICE = "legal_service", "法律服务机构"
    OTHER = "other", "其他"


class FormWanted(TextChoices):
    """载体形式 (第二十九条第二款第三项)."""

    PAPER = "paper", "纸质"
    ELECTRONIC = "electronic", "电子"
    ANY = "any", "不限"


class WayWanted(TextChoices):
    """获取信息的方式 (第二十九条第二款第三项, §4.2)."""

    POST = "post", "邮寄"
    EMAIL = "email", "电子邮件"
    PICK_UP = "pick_up", "自行领取"
    INSPECT = "inspect", "现场查阅、抄录"
    ONLINE = "online", "网上查看"


class Outcome(TextChoices):
    """How a request was concluded."""

    REPLIED = "replied", "已答复"
    WITHDRAWN = "withdrawn", "申请人撤回"
    NOT_CLARIFIED = "not_clarified", "逾期不补正，视为放弃"
    NOT_PAID = "not_paid", "逾期不缴费，视为放弃"
    MERGED = "merged", "并入另一申请"


class ReportRow(TextChoices):
    """The rows of 本年度办理结果 by their key of §3.3."""

    GRANTED = "granted", "（一）予以公开"
    PARTIAL = "partial", "（二）部分公开"
    D1 = "d1", "（三）不予公开 1.属于国家秘密"
    D2 = "d2", "（三）不予公开 2.其他法律行政法规禁止公开"
    D3 = "d3", "（三）不予公开 3.危及“三安全一稳定”"
    D4 = "d4", "（三）不予公开 4.保护第三方合法权益"
    D5 = "d5", "（三）不予公开 5.属于三类内部事务信息"
    D6 = "d6", "（三）不予公开 6.属于四类过程性信息"
    D7 = "d7", "（三）不予公开 7.属于行政执法案卷"
    D8 = "d8", "（三）不予公开 8.属于行政查询事项"
    U1 = "u1", "（四）无法提供 1.本机关不掌握相关政府信息"
    U2 = "u2", "（四）无法提供 2.没有现成信息需要另行制作"
    U3 = "u3", "（四）无法提供 3.补正后申请内容仍不明确"
    N1 = "n1", "（五）不予处理 1.信访举报投诉类申请"
    N2 = "n2", "（五）不予处理 2.重复申请"
    N3 = "n3", "（五）不予处理 3.要求提供公开出版物"
    N4 = "n4", "（五）不予处理 4.无正当理由大量反复申请"
    N5 = "n5", "（五）不予处理 5.要求行政机关确认或重新出具已获取信息"
    O1 = "o1", "（六）其他处理 1.逾期不补正"
    O2 = "o2", "（六）其他处理 2.逾期未缴费"
    O3 = "o3", "（六）其他处理 3.其他"
