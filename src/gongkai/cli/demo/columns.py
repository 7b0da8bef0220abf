"""The columns of the county's site below and beside the standard ones, and the basic catalogue."""

from dataclasses import dataclass

from gongkai.catalogue.rules import DutyDraft, SectionDraft
from gongkai.cli.demo.county import Organ

STATUTORY = "fdzdgk"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its parent's slug ("" at the top), who answers for it, and how it is kept up."""

    slug: str
    name: str
    parent: str
    organ: str
    description: str
    cadence: str = "ad_hoc"
    days: int = 0
    kind: str = "disclosure"
    area: str = "statutory"
    item: int = 0
    shared: bool = False

    def draft(self, position: int) -> SectionDraft:
        """The entries that open the column."""
        return SectionDraft(
            name=self.name,
            slug=self.slug,
            description=self.description,
            keywords=f"澄明县,{self.name}",
            column_type=self.kind,
            area=self.area,
            cadence=self.cadence,
            update_days=self.days,
            item_code=f"art20-{self.item}" if self.item else "",
            is_shared=self.shared,
            position=position,
        )


def _under(item: int, slug: str, name: str, organ: str, about: str, **more: object) -> Column:
    parent = f"{STATUTORY}-{item:02d}"
    return Column(slug, name, parent, organ, about, item=item, **more)  # type: ignore[arg-type]


NEWS = (
    Column(
        "yaowen",
        "澄明要闻",
        "",
        "zfb",
        "县委、县政府重要活动和全县重点工作进展",
        days=14,
        kind="news",
        area="news",
    ),
    Column(
        "bmdt",
        "部门动态",
        "",
        "zfb",
        "县政府各部门工作动态",
        days=14,
        kind="news",
        area="news",
        shared=True,
    ),
    Column(
        "xzdt",
        "乡镇动态",
        "",
        "zfb",
        "各乡镇、街道工作动态",
        days=14,
        kind="news",
        area="news",
        shared=True,
    ),
    Column(
        "tzgg",
        "通知公告",
        "",
        "zfb",
        "面向社会公众的通知、公告、公示",
        days=180,
        kind="notices",
        area="news",
        shared=True,
    ),
    Column(
        "zcjd",
        "政策解读",
        "",
        "zfb",
        "对县政府及部门政策文件的解读",
        days=180,
        kind="explainers",
        area="news",
        shared=True,
    ),
)

STATUTORY_COLUMNS = (
    _under(
        1,
        "gfxwj",
        "县政府规范性文件",
        "zfb",
        "县政府及县政府办公室印发的行政规范性文件",
        days=180,
        kind="policy",
    ),
    _under(
        1,
        "bmwj",
        "部门文件",
        "zfb",
        "县政府各部门印发的文件",
        days=180,
        kind="policy",
        shared=True,
    ),
    _under(
        1,
        "sjwj",
        "上级文件",
        "zfb",
        "国务院和上级政府有关文件的转载",
        days=180,
        kind="policy",
    ),
    _under(
        2,
        "jgzn",
        "机构职能",
        "zfb",
        "各单位职责、内设机构和联系方式",
        cadence="permanent",
        shared=True,
    ),
    _under(3, "ghjh", "规划计划", "fgj", "发展规划和年度计划", cadence="yearly", days=90),
    _under(4, "tjxx", "统计数据", "tjj", "月度主要经济指标和统计公报", cadence="monthly", days=25),
    _under(5, "xzxk", "行政许可", "spj", "许可事项清单与许可结果", cadence="monthly", days=20),
    _under(6, "xzcf", "行政处罚", "scj", "具有一定社会影响的行政处罚决定", days=90, shared=True),
    _under(
        7,
        "czyjs",
        "县级预决算",
        "czj",
        "县本级政府预算、决算和地方政府债务",
        cadence="half_yearly",
        days=60,
    ),
    _under(
        7,
        "bmyjs",
        "部门预决算",
        "czj",
        "各部门、乡镇预算和决算",
        cadence="half_yearly",
        days=60,
        shared=True,
    ),
    _under(
        8, "sfqd", "收费清单", "czj", "行政事业性收费和政府性基金目录", cadence="yearly", days=90
    ),
    _under(9, "zfcg", "政府采购", "czj", "采购意向、采购结果和合同", days=60, shared=True),
    _under(10, "zdjsxm", "重大建设项目", "fgj", "重大建设项目批准和实施信息", days=90, shared=True),
    _under(10, "tdzs", "土地征收和供应", "zrj", "征地公告、供地计划和结果", days=120),
    _under(11, "jiaoyu", "教育", "jyj", "招生、资助、校园安全等信息", days=60),
    _under(11, "ylws", "医疗卫生", "wjj", "医疗服务、医疗保障和公共卫生", days=60, shared=True),
    _under(
        11,
        "shbz",
        "社会救助和社会福利",
        "mzj",
        "低保、特困、养老和残疾人补贴",
        cadence="quarterly",
        days=30,
    ),
    _under(11, "jiuye", "就业创业和社会保险", "rsj", "就业政策、招聘信息和社会保险", days=60),
    _under(11, "xczx", "乡村振兴", "nyj", "惠农政策、补贴发放和项目实施", days=60),
    _under(
        12, "yjya", "应急预案和预警", "yjj", "应急预案、预警信息和应对情况", days=180, shared=True
    ),
    _under(13, "hjbh", "环境保护", "hbj", "环境质量和环境监管信息", cadence="monthly", days=20),
    _under(13, "spyp", "食品药品安全", "scj", "抽检信息和监督检查情况", cadence="monthly", days=20),
    _under(13, "aqsc", "安全生产", "yjj", "安全生产监督检查情况", cadence="quarterly", days=30),
    _under(14, "zkly", "招考录用", "rsj", "公务员和事业单位招考、录用", days=180, shared=True),
    _under(
        15, "jcsx", "乡镇（街道）事项", "zfb", "乡镇、街道依法主动公开的信息", days=60, shared=True
    ),
    _under(
        15,
        "cwgk",
        "村务公开",
        "nyj",
        "村（社区）财务、公益事业和补贴公开",
        cadence="quarterly",
        days=30,
        shared=True,
    ),
)

OTHERS = (
    Column(
        "gkzd",
        "政府信息公开制度",
        "xxgkzd",
        "zfb",
        "本县政府信息公开工作制度",
        cadence="permanent",
        area="rules",
        shared=True,
    ),
    Column(
        "nb-xian",
        "县政府年报",
        "xxgknb",
        "zfb",
        "县政府的政府信息公开工作年度报告",
        cadence="yearly",
        days=90,
        area="reports",
    ),
    Column(
        "nb-danwei",
        "部门和乡镇年报",
        "xxgknb",
        "zfb",
        "各部门、乡镇、街道的政府信息公开工作年度报告",
        cadence="yearly",
        days=31,
        area="reports",
        shared=True,
    ),
    Column(
        "sqzn",
        "申请指引",
        "ysqgk",
        "zfb",
        "怎样申请公开政府信息",
        cadence="permanent",
        area="requests",
    ),
)

COLUMNS = (*NEWS, *STATUTORY_COLUMNS, *OTHERS)

_LAW = "《中华人民共和国政府信息公开条例》"
_STANDARD = f"{_LAW}；《国务院办公厅关于印发基层政务公开标准目录汇编的通知》"
_SITE: tuple[str, ...] = ("政府网站",)
_BOARD = ("政府网站", "社区/企事业单位/村公示栏（电子屏）")
_TWENTY = "形成或者变更之日起20个工作日内"

Duty = tuple[str, str, str, str, str]
"""Item, matter, content, section, period."""

_EVERYBODY: tuple[Duty, ...] = (
    (
        "art20-2",
        "机构职能",
        "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
        "jgzn",
        _TWENTY,
    ),
    (
        "art20-7",
        "部门预算和决算",
        "收支总表、支出明细、“三公”经费和机关运行经费说明",
        "bmyjs",
        "批复后20日内",
    ),
    (
        "art20-15",
        "政府信息公开工作年度报告",
        "主动公开、依申请公开、复议诉讼、存在问题及改进情况",
        "nb-danwei",
        "每年1月31日前",
    ),
)
_PENALTIES: Duty = (
    "art20-6",
    "行政处罚决定",
    "具有一定社会影响的行政处罚决定的文号、对象（单位）、事由和结果",
    "xzcf",
    "作出决定之日起7个工作日内",
)
_TOWNS: tuple[Duty, ...] = (
    (
        "art21-township-relief",
        "社会救助",
        "救助政策、对象认定程序、户数和资金发放情况",
        "jcsx",
        _TWENTY,
    ),
    ("art21-township-labour", "筹资筹劳", "项目、标准、使用情况", "jcsx", _TWENTY),
)


def _lines_of(organ: Organ) -> tuple[Duty, ...]:
    if organ.is_village:
        return ()
    if not organ.is_department:
        return (*_EVERYBODY, *_TOWNS)
    matters = (
        ("art20-15", matter, f"{matter}的政策文件、实施方案、进展和结果", organ.section, _TWENTY)
        for matter in organ.matters[:2]
    )
    return (*_EVERYBODY, _PENALTIES, *matters)


def duties_of(organ: Organ, sections: dict[str, int]) -> list[DutyDraft]:
    """The lines of an organ's basic catalogue; *sections* are ids by slug."""
    return [
        DutyDraft(
            item_code=item,
            matter=matter,
            content=content,
            basis=_STANDARD if item.startswith("art21") else _LAW,
            period=period,
            channels=_BOARD if item.startswith("art21") else _SITE,
            section_id=sections[slug],
            position=place,
        )
        for place, (item, matter, content, slug, period) in enumerate(_lines_of(organ), start=1)
    ]
