"""Forms that come with the product; an office takes them over and may change them (rules §3.2, §3.6)."""

from dataclasses import dataclass
from decimal import Decimal

from gongkai.filing.content import Content
from gongkai.filing.rules import Cadence, Check, Field, FieldKind, RestDay

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Shipped:
    """A form with its first version."""

    code: str
    name: str
    basis: str
    content: Content


def _whole(code: str, group: str, label: str, help_text: str = "") -> Field:
    return Field(code, label, FieldKind.INTEGER, unit="件", help=help_text, least=ZERO, group=group)


RULES, NORMATIVE = "第二十条第（一）项 规章", "第二十条第（一）项 行政规范性文件"
DECISIONS = "本年处理决定数量"
TABLE_TWO = Shipped(
    code="annual_table2",
    name="年度报告第二部分数据",
    basis="国办公开办函〔2021〕30号",
    content=Content(
        fields=(
            _whole("regulations_made", RULES, "本年制发件数", "没有规章制定权的填 0。"),
            _whole("regulations_repealed", RULES, "本年废止件数"),
            _whole("regulations_in_force", RULES, "现行有效件数"),
            _whole("normative_made", NORMATIVE, "本年制发件数"),
            _whole("normative_repealed", NORMATIVE, "本年废止件数", "含宣布失效的。"),
            _whole("normative_in_force", NORMATIVE, "现行有效件数", "截至当年12月31日。"),
            _whole("licence", "第二十条第（五）项 行政许可", DECISIONS),
            _whole("penalty", "第二十条第（六）项 行政处罚", DECISIONS),
            _whole("coercion", "第二十条第（六）项 行政强制", DECISIONS),
            Field(
                "fees_wan",
                "本年收费金额",
                FieldKind.MONEY,
                unit="万元",
                help="行政事业性收费，单位为万元。",
                least=ZERO,
                group="第二十条第（八）项 行政事业性收费",
            ),
        ),
        checks=(
            Check("regulations_made = 0", "县级机关没有规章制定权，规章制发件数应当为 0"),
            Check(
                "regulations_in_force = 上年(regulations_in_force) + regulations_made"
                " - regulations_repealed",
                "规章现行有效件数应当等于上年有效加本年制发减本年废止",
                soft=True,
            ),
            Check(
                "normative_in_force = 上年(normative_in_force) + normative_made"
                " - normative_repealed",
                "规范性文件现行有效件数应当等于上年有效加本年制发减本年废止，因清理、机构改革不等的须说明",
                soft=True,
            ),
        ),
        cadence=Cadence.YEARLY,
        due_months=1,
        due_day=20,
        rest_day=RestDay.EARLIER,
        remind_days=5,
        kinds=("department", "township"),
    ),
)

REPORT_FIELDS = (
    Field("published_on", "公布日期", FieldKind.DATE),
    Field(
        "place",
        "公布位置",
        FieldKind.TEXT,
        help="年度报告的网址，或栏目名称。",
    ),
    Field(
        "requests_new",
        "新收政府信息公开申请",
        FieldKind.INTEGER,
        unit="件",
        least=ZERO,
        measure="requests.new",
        group="与年度报告第三部分一致",
    ),
    Field(
        "requests_concluded",
        "办理结果总计",
        FieldKind.INTEGER,
        unit="件",
        least=ZERO,
        measure="requests.concluded",
        group="与年度报告第三部分一致",
    ),
    Field("remark", "需要说明的情况", FieldKind.TEXT, required=False),
)
UNIT_REPORT = Shipped(
    code="annual_report_unit",
    name="政府信息公开工作年度报告报送",
    basis="条例第四十九条：1月31日前向主管部门提交并向社会公布",
    content=Content(
        fields=REPORT_FIELDS,
        cadence=Cadence.YEARLY,
        due_months=1,
        due_day=31,
        rest_day=RestDay.FIXED,
        remind_days=5,
        kinds=("department", "township"),
    ),
)
COUNTY_REPORT = Shipped(
    code="annual_report_county",
    name="县政府信息公开工作年度报告公布",
    basis="条例第四十九条：3月31日前向社会公布",
    content=Content(
        fields=REPORT_FIELDS[:2],
        cadence=Cadence.YEARLY,
        due_months=3,
        due_day=31,
        rest_day=RestDay.FIXED,
        remind_days=10,
        kinds=("government",),
    ),
)
SHIPPED = (TABLE_TWO, UNIT_REPORT, COUNTY_REPORT)
