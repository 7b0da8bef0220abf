"""政府信息公开指南 (条例第十二条): what it must contain, put together from live facts.

The guide says 政府信息的分类、编排体系、获取方式 and 工作机构的名称、办公地址、办公时间、联系电话、传真
号码、互联网联系方式. A fact that is missing is left out and named to the office, never invented.
"""

from dataclasses import dataclass
from typing import Any

from gongkai.kernel.errors import Reason

GROUND = "《政府信息公开条例》第十二条"


@dataclass(frozen=True, slots=True)
class GuideFacts:
    """What a unit's guide is made of.

    ``areas`` lists the parts of the openness area with the names of the unit's sections in each;
    ``themes`` and ``genres`` the classes in use.
    """

    unit_name: str
    unit_code: str
    office_name: str
    address: str
    office_hours: str
    phone: str
    fax: str
    email: str
    site_name: str
    site_url: str
    areas: tuple[tuple[str, tuple[str, ...]], ...]
    themes: tuple[str, ...]
    genres: tuple[str, ...]


CONTACTS: tuple[tuple[str, str], ...] = (
    ("office_name", "机构名称"),
    ("address", "办公地址"),
    ("office_hours", "办公时间"),
    ("phone", "联系电话"),
    ("fax", "传真号码"),
    ("email", "互联网联系方式"),
)
"""The facts of the working body that Art. 12 names, with the labels of the guide."""


def missing_in_guide(facts: GuideFacts) -> list[Reason]:
    """Which elements of Art. 12 the live data lack: warnings to the office."""
    missing = [
        Reason(name, f"缺少公开工作机构的{label}，请在单位资料中补充", GROUND)
        for name, label in CONTACTS
        if not getattr(facts, name).strip()
    ]
    if not any(names for _, names in facts.areas):
        missing.append(Reason("sections", "本单位还没有启用的栏目，指南无法说明信息的编排", GROUND))
    return missing


def compose_guide(facts: GuideFacts) -> dict[str, Any]:
    """The guide as plain JSON: title, opening, and parts of heading, paragraphs and rows."""
    return {
        "title": f"{facts.unit_name}政府信息公开指南",
        "opening": (
            f"为方便公民、法人和其他组织依法获取政府信息，{facts.unit_name}"
            f"根据{GROUND}编制本指南，并在内容变化时及时更新。"
        ),
        "parts": [
            _classification(facts),
            _arrangement(facts),
            _proactive(facts),
            _on_request(facts),
            _office(facts),
            _remedies(),
        ],
    }


def _part(
    key: str, heading: str, paragraphs: list[str], rows: list[list[str]] | None = None
) -> dict[str, Any]:
    return {"key": key, "heading": heading, "paragraphs": paragraphs, "rows": rows or []}


def _classification(facts: GuideFacts) -> dict[str, Any]:
    rows = [["按主题", "；".join(facts.themes)], ["按体裁", "；".join(facts.genres)]]
    return _part(
        "classification",
        "一、政府信息的分类",
        [
            "政府信息按公开方式分为主动公开、依申请公开和不予公开三类。"
            "主动公开的信息按栏目（法定主动公开事项）、主题和体裁分类。"
        ],
        [row for row in rows if row[1]],
    )


def _arrangement(facts: GuideFacts) -> dict[str, Any]:
    return _part(
        "arrangement",
        "二、政府信息的编排体系",
        [
            "每条政府信息有唯一的索引号，由机构代码、年份和流水号组成，"
            f"形如“{facts.unit_code}/年份-流水号”，一经分配不再变更，也不重复使用。",
            "公开目录列明索引号、名称、内容概述和生成日期；信息页另列发布机构、文号、"
            "主题分类、体裁分类、发布日期和有效性。",
        ],
        [
            [area, "、".join(listed)]
            for area, names in facts.areas
            if (listed := _below(area, names))
        ],
    )


def _below(area: str, names: tuple[str, ...]) -> list[str]:
    """The sections of an area without the one that stands for the area itself."""
    return [name for name in names if name != area]


def _proactive(facts: GuideFacts) -> dict[str, Any]:
    return _part(
        "proactive",
        "三、主动公开信息的获取方式",
        [
            f"主动公开的政府信息在{facts.site_name}网站（{facts.site_url}）“政府信息公开”专栏公布，"
            "可以按栏目浏览、检索和下载。",
            "国家档案馆、公共图书馆、政务服务场所设有政府信息查阅场所，可以到场查阅。",
            "主动公开的政府信息，自形成或者变更之日起20个工作日内公开；法律、法规另有规定的，"
            "从其规定。",
        ],
    )


def _on_request(facts: GuideFacts) -> dict[str, Any]:
    return _part(
        "on_request",
        "四、依申请公开信息的获取方式",
        [
            f"除主动公开的信息外，可以向{facts.unit_name}申请获取政府信息。"
            "申请应当采用包括信件、数据电文在内的书面形式；采用书面形式确有困难的，"
            "可以口头提出，由工作机构代为填写。",
            "申请应当写明：申请人的姓名或者名称、身份证明、联系方式；所申请信息的名称、文号或者"
            "便于查询的其他特征性描述；所要求的形式，包括获取信息的方式、途径。",
            "收到申请能够当场答复的当场答复，不能当场答复的自收到申请之日起20个工作日内答复；"
            "需要延长的，经工作机构负责人同意并告知申请人，延长最长不超过20个工作日。",
            "提供政府信息不收取费用；申请公开的数量、频次明显超过合理范围的，可以收取信息处理费。",
        ],
    )


def _office(facts: GuideFacts) -> dict[str, Any]:
    rows = [[label, getattr(facts, name).strip()] for name, label in CONTACTS]
    return _part("office", "五、政府信息公开工作机构", [], [row for row in rows if row[1]])


def _remedies() -> dict[str, Any]:
    return _part(
        "remedies",
        "六、监督和救济",
        [
            "公民、法人和其他组织认为行政机关未按照要求主动公开政府信息或者对政府信息公开申请"
            "不依法答复处理的，可以向政府信息公开工作主管部门提出。",
            "认为行政机关在政府信息公开工作中侵犯其合法权益的，可以向上一级行政机关或者政府信息"
            "公开工作主管部门投诉、举报，也可以依法申请行政复议或者提起行政诉讼。",
        ],
    )
