"""The printed form of the annual report (国办公开办函〔2021〕30号): rows, columns and their names.

Plain Python, no Django. The keys are those of ``gongkai report check --json``.
"""

from dataclasses import dataclass

COLUMNS = ("natural", "commercial", "research", "social", "legal", "other", "total")
COLUMN_NAMES = (
    "自然人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
    "总计",
)
GROUP_OF_COLUMNS = "法人或其他组织"
TABLE4_COLUMNS = ("upheld", "corrected", "other", "pending", "total")
TABLE4_COLUMN_NAMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
TABLE4_GROUPS = ("review", "lawsuit_direct", "lawsuit_after_review")
TABLE4_GROUP_NAMES = {
    "review": "行政复议",
    "lawsuit_direct": "行政诉讼（未经复议直接起诉）",
    "lawsuit_after_review": "行政诉讼（复议后起诉）",
}
PARTS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
"""The six parts with their exact headings (rules §3.1)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table of part three: ``number`` is printed before ``label``."""

    key: str
    number: str
    label: str
    group: str = ""

    @property
    def printed(self) -> str:
        """The row's name as people read it: （三）不予公开 1.属于国家秘密."""
        return f"{self.group}{self.number}{self.label}"


_DENY = "（三）不予公开"
_UNABLE = "（四）无法提供"
_REFUSE = "（五）不予处理"
_OTHER = "（六）其他处理"
_NOT_CORRECTED = "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
_FEE_UNPAID = "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
TABLE3 = (
    Row("new", "一、", "本年新收政府信息公开申请数量"),
    Row("carried_in", "二、", "上年结转政府信息公开申请数量"),
    Row("granted", "（一）", "予以公开"),
    Row("partial", "（二）", "部分公开（区分处理的，只计这一情形，不计其他情形）"),
    Row("deny_secret", "1.", "属于国家秘密", _DENY),
    Row("deny_law", "2.", "其他法律行政法规禁止公开", _DENY),
    Row("deny_3safety", "3.", "危及“三安全一稳定”", _DENY),
    Row("deny_third_party", "4.", "保护第三方合法权益", _DENY),
    Row("deny_internal", "5.", "属于三类内部事务信息", _DENY),
    Row("deny_process", "6.", "属于四类过程性信息", _DENY),
    Row("deny_enforcement_file", "7.", "属于行政执法案卷", _DENY),
    Row("deny_query", "8.", "属于行政查询事项", _DENY),
    Row("unable_not_held", "1.", "本机关不掌握相关政府信息", _UNABLE),
    Row("unable_must_make", "2.", "没有现成信息需要另行制作", _UNABLE),
    Row("unable_unclear", "3.", "补正后申请内容仍不明确", _UNABLE),
    Row("refuse_petition", "1.", "信访举报投诉类申请", _REFUSE),
    Row("refuse_repeat", "2.", "重复申请", _REFUSE),
    Row("refuse_publication", "3.", "要求提供公开出版物", _REFUSE),
    Row("refuse_excessive", "4.", "无正当理由大量反复申请", _REFUSE),
    Row("refuse_confirm", "5.", "要求行政机关确认或重新出具已获取信息", _REFUSE),
    Row("other_not_corrected", "1.", _NOT_CORRECTED, _OTHER),
    Row("other_fee_unpaid", "2.", _FEE_UNPAID, _OTHER),
    Row("other", "3.", "其他", _OTHER),
    Row("total", "（七）", "总计"),
    Row("carried_out", "四、", "结转下年度继续办理"),
)
ROWS = {row.key: row for row in TABLE3}
KEYS = tuple(ROWS)
DETAILS = KEYS[2:23]
"""The rows that add up to ``total``: every outcome (§3.4 C2)."""
SINCE_2021 = ("other_not_corrected", "other_fee_unpaid")
"""Rows that the form of 2019 and 2020 did not have; it counted all of （六）其他处理 in one row."""
CATEGORIES = {
    "予以公开": ("granted",),
    "部分公开": ("partial",),
    "不予公开": DETAILS[2:10],
    "无法提供": DETAILS[10:13],
    "不予处理": DETAILS[13:18],
    "其他处理": DETAILS[18:21],
}
TABLE2_TRIPLES = {"regulations": "规章", "normative": "行政规范性文件"}
TABLE2_TRIPLE_COLUMNS = ("本年制发件数", "本年废止件数", "现行有效件数")
TABLE2_SINGLES = {
    "licence": "行政许可",
    "penalty": "行政处罚",
    "coercion": "行政强制",
    "fees_wan": "行政事业性收费",
}


def places() -> list[str]:
    """The address of every number of the form, in its order: ``table3.new.natural``."""
    triples = [f"table2.{key}.{place}" for key in TABLE2_TRIPLES for place in range(3)]
    singles = [f"table2.{key}" for key in TABLE2_SINGLES]
    requests = [f"table3.{key}.{column}" for key in KEYS for column in COLUMNS]
    disputes = [f"table4.{group}.{column}" for group in TABLE4_GROUPS for column in TABLE4_COLUMNS]
    return [*triples, *singles, *requests, *disputes]


def name_of(where: str) -> str:
    """A cell in words: ``table3.granted.natural`` → （一）予以公开·自然人; unknown places as they are."""
    table, _, place = where.partition(".")
    key, _, column = place.partition(".")
    if table == "table3" and key in ROWS and column in COLUMNS:
        return f"{ROWS[key].printed}·{COLUMN_NAMES[COLUMNS.index(column)]}"
    if table == "table4" and key in TABLE4_GROUP_NAMES and column in TABLE4_COLUMNS:
        names = dict(zip(TABLE4_COLUMNS, TABLE4_COLUMN_NAMES, strict=True))
        return f"{TABLE4_GROUP_NAMES[key]}·{names[column]}"
    if key in TABLE2_TRIPLES and column in {"0", "1", "2"}:
        return f"{TABLE2_TRIPLES[key]}·{TABLE2_TRIPLE_COLUMNS[int(column)]}"
    return (TABLE2_TRIPLES | TABLE2_SINGLES).get(key, where)


def parts_of(where: str) -> list[str]:
    """The cells whose records a total counts together; of any other cell, the cell itself."""
    table, _, place = where.partition(".")
    row, _, column = place.partition(".")
    columns = {"table3": COLUMNS, "table4": TABLE4_COLUMNS}.get(table, ())
    if column != "total" or not columns:
        return [where]
    return [f"{table}.{row}.{one}" for one in columns[:-1]]
