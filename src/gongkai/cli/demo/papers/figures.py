"""Papers with tables: budgets, statistics, inspections, penalties, procurement, subsidies."""

from datetime import date

from gongkai.cli.demo.county import TOWNS, VILLAGES
from gongkai.cli.demo.names import firm
from gongkai.cli.demo.papers.parts import Paper, Scene, heading, paragraphs, sheet, signature, table

INDICATORS = (
    ("地区生产总值（累计）", "亿元", 120.0),
    ("规模以上工业增加值", "亿元", 21.0),
    ("固定资产投资（不含农户）", "亿元", 46.0),
    ("社会消费品零售总额", "亿元", 38.0),
    ("一般公共预算收入", "亿元", 6.4),
    ("城镇居民人均可支配收入", "元", 21200.0),
    ("农村居民人均可支配收入", "元", 9800.0),
)
OFFENCES = (
    ("销售超过保质期的食品", "没收违法所得，罚款{fine}元"),
    ("未按规定建立并遵守进货查验记录制度", "警告，责令改正，罚款{fine}元"),
    ("使用未经检定的计量器具", "责令停止使用，罚款{fine}元"),
    ("未明码标价", "责令改正，罚款{fine}元"),
    ("未按照规定设置安全警示标志", "责令限期改正，罚款{fine}元"),
    ("未采取有效防尘降尘措施", "责令改正，罚款{fine}元"),
)
HAMLETS = (
    "前进村",
    "新民村",
    "东沟村",
    "西坝村",
    "松林村",
    "白石村",
    "大湾村",
    "槐荫村",
    "杨柳坪村",
)
CHECKS = ("食品经营许可", "价格行为", "计量器具", "特种设备使用", "广告发布", "登记事项")


def _last_month(day: date) -> tuple[int, int]:
    return (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)


def statistics(scene: Scene) -> Paper:
    """Monthly indicators of the county, with the change against last year."""
    year, month = _last_month(scene.day)
    head = ("指标", "单位", "累计", "同比增长（%）")
    rows = [
        (
            name,
            unit,
            round(whole * month / 12 * scene.chance.uniform(0.94, 1.06), 2),
            round(scene.chance.uniform(-1.5, 8.9), 1),
        )
        for name, unit, whole in INDICATORS
    ]
    title = f"{year}年1—{month}月全县主要经济指标" if month > 1 else f"{year}年1月全县主要经济指标"
    return Paper(
        title=title,
        section="tjxx",
        genre="figures",
        body=paragraphs("以下数据为快报数，以统计年鉴公布的数据为准。") + table(title, head, rows),
        summary=f"公布{year}年{month}月全县主要经济指标累计数和同比增长率。",
        keywords="统计数据,主要经济指标",
        files=(sheet(title, title, head, rows),),
    )


def air(scene: Scene) -> Paper:
    """Monthly air and water quality."""
    year, month = _last_month(scene.day)
    head = ("监测点位", "优良天数", "优良率（%）", "PM2.5（微克/立方米）", "水质类别")
    rows = []
    for name in ("县城中心站", "工业园区站", "清泉河断面", "石桥水库", "望江断面"):
        good = scene.chance.randrange(22, 31)
        rows.append(
            (
                name,
                good,
                round(good / 30 * 100, 1),
                scene.chance.randrange(18, 52),
                scene.chance.choice(("Ⅱ类", "Ⅲ类")),
            )
        )
    title = f"澄明县{year}年{month}月环境质量状况"
    return Paper(
        title=title,
        section="hjbh",
        genre="figures",
        body=paragraphs(
            f"{year}年{month}月，全县环境空气和地表水质量总体稳定，集中式饮用水水源地水质达标率100%。"
        )
        + table(title, head, rows),
        summary=f"{year}年{month}月全县空气质量和地表水水质监测结果。",
        keywords="环境质量,空气质量,水质",
        files=(sheet(title, title, head, rows),) if month % 3 == 0 else (),
    )


def food(scene: Scene) -> Paper:
    """Sampling of food: batches tested, batches that failed, by kind."""
    year, month = _last_month(scene.day)
    number = (scene.day.year * 12 + scene.day.month) % 30 + 1
    head = ("食品类别", "抽检批次", "合格批次", "不合格批次", "不合格项目")
    rows = []
    for name in ("粮食加工品", "食用农产品", "乳制品", "糕点", "餐饮食品", "调味品"):
        tested = scene.chance.randrange(12, 60)
        failed = scene.chance.choice((0, 0, 0, 1, 2))
        rows.append((name, tested, tested - failed, failed, "农药残留" if failed else "—"))
    bad = sum(int(row[3]) for row in rows)
    title = f"澄明县市场监督管理局关于食品安全监督抽检信息的通告（{scene.day.year}年第{number}期）"
    return Paper(
        title=title,
        section="spyp",
        genre="announcement",
        body=paragraphs(
            f"{year}年{month}月，县市场监管局组织开展食品安全监督抽检，不合格样品{bad}批次。"
            "对不合格食品，已责令经营者立即下架、召回并依法处理。",
            "消费者在市场上发现通告所列不合格食品的，可拨打12315投诉举报。",
        )
        + table("抽检结果汇总", head, rows),
        summary=f"公布{year}年{month}月食品安全监督抽检结果。",
        keywords="食品安全,监督抽检",
        numbered=True,
    )


def penalties(scene: Scene) -> Paper:
    """Decisions on penalties of some social effect: firms only, no persons (rules §12)."""
    head = ("处罚决定书文号", "当事人（单位）", "违法事实", "处罚内容", "决定日期")
    rows = []
    for number in range(1, scene.chance.randrange(4, 9)):
        fact, penalty = scene.chance.choice(OFFENCES)
        rows.append(
            (
                f"{scene.organ.mark}罚决〔{scene.day.year}〕{scene.day.month * 10 + number}号",
                firm(scene.chance),
                fact,
                penalty.format(fine=scene.chance.randrange(2, 40) * 500),
                scene.day.isoformat(),
            )
        )
    title = f"{scene.organ.name}行政处罚决定公示（{scene.day.year}年{scene.day.month}月）"
    return Paper(
        title=title,
        section="xzcf",
        genre="list",
        body=paragraphs(
            "依照《中华人民共和国行政处罚法》和行政执法公示制度，现将具有一定社会影响的行政处罚决定公示如下。"
        )
        + table(title, head, rows),
        summary=f"公示{len(rows)}件行政处罚决定。",
        keywords="行政处罚,执法公示",
        theme="T09-01",
    )


def random_checks(scene: Scene) -> Paper:
    """Results of 双随机、一公开 checks."""
    head = ("抽查对象", "抽查事项", "抽查结果", "后续处理")
    rows = [
        (
            firm(scene.chance),
            scene.chance.choice(CHECKS),
            *scene.chance.choice(
                (("未发现问题", "—"), ("未发现问题", "—"), ("发现问题，责令改正", "已整改"))
            ),
        )
        for _ in range(scene.chance.randrange(8, 16))
    ]
    title = f"{scene.organ.name}{scene.day.year}年“双随机、一公开”抽查结果（{scene.day.month}月）"
    return Paper(
        title=title,
        section={"yjj": "aqsc", "hbj": "hjbh"}.get(scene.organ.key, "spyp"),
        genre="list",
        body=paragraphs(f"本次随机抽取检查对象{len(rows)}户，随机选派执法人员，结果如下。")
        + table(title, head, rows),
        summary=f"随机抽查{len(rows)}户的检查结果。",
        keywords="双随机一公开,监督检查",
        files=(sheet("抽查结果明细", title, head, rows),) if len(rows) > 12 else (),
    )


def budget(scene: Scene) -> Paper:
    """A unit's budget of the year; with 三公 (预算法第十四条: within 20 days)."""
    return _accounts(scene, scene.day.year, "预算")


def final_account(scene: Scene) -> Paper:
    """A unit's final account of the year before."""
    return _accounts(scene, scene.day.year - 1, "决算")


def _accounts(scene: Scene, year: int, kind: str) -> Paper:
    county = scene.organ.key == "czj"
    who = "澄明县" if county else scene.organ.name
    whole = scene.chance.uniform(180_000, 260_000) if county else scene.chance.uniform(300, 9_000)
    head = ("项目", f"{year}年{kind}数（万元）", "上年数（万元）")
    parts = (
        ("一、收入合计", 1.0),
        ("　　一般公共预算拨款收入", 0.93),
        ("　　其他收入", 0.07),
        ("二、支出合计", 1.0),
        ("　　基本支出", 0.64),
        ("　　项目支出", 0.36),
        ("三、“三公”经费", 0.011),
        ("　　公务接待费", 0.003),
        ("　　公务用车购置及运行维护费", 0.008),
        ("　　因公出国（境）费", 0.0),
    )
    rows = [
        (name, round(whole * share, 2), round(whole * share * scene.chance.uniform(0.92, 1.05), 2))
        for name, share in parts
    ]
    title = (
        f"{who}{year}年{'政府' if county else '部门' if scene.organ.is_department else ''}{kind}"
    )
    return Paper(
        title=title,
        section="czyjs" if county else "bmyjs",
        genre="report",
        body=heading("一、总体情况")
        + paragraphs(
            f"{who}{year}年收入{kind} {rows[0][1]:,.2f} 万元，支出{kind} {rows[3][1]:,.2f} 万元，收支平衡。"
        )
        + heading("二、收支和“三公”经费情况")
        + table(f"{title}收支总表", head, rows)
        + heading("三、名词解释")
        + paragraphs(
            "“三公”经费：指用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费。"
        ),
        summary=f"公开{who}{year}年{kind}收支和“三公”经费情况。",
        keywords=f"{kind},三公经费",
        theme="T04-01",
        files=(sheet(f"{title}表", title, head, rows),)
        if county or scene.chance.random() < 0.25
        else (),
    )


def procurement(scene: Scene) -> Paper:
    """The result of a procurement: what, who won, for how much."""
    matter = scene.matter().removesuffix("服务")
    price = scene.chance.randrange(38, 900) * 1000
    winner = firm(scene.chance)
    rows = [
        ("项目编号", f"CMZC-{scene.day.year}-{scene.chance.randrange(100, 999)}"),
        ("采购方式", scene.chance.choice(("公开招标", "竞争性磋商", "竞争性谈判", "询价"))),
        ("中标（成交）供应商", winner),
        ("中标（成交）金额（元）", f"{price:,}"),
        ("评审专家", "从政府采购专家库随机抽取，共5名"),
    ]
    return Paper(
        title=f"{scene.organ.name}{matter}服务采购项目中标（成交）结果公告",
        section="zfcg",
        genre="proclamation",
        body=paragraphs("根据《中华人民共和国政府采购法》及其实施条例，现将采购结果公告如下。")
        + table("采购结果", ("内容", "说明"), rows)
        + paragraphs(
            "公告期限：自本公告发布之日起1个工作日。供应商有异议的，可以在公告期限届满之日起7个工作日内提出质疑。"
        )
        + signature(scene.organ, scene.day),
        summary=f"{matter}服务采购项目由{winner}成交，金额{price:,}元。",
        keywords="政府采购,中标结果",
        theme="T04-01",
    )


def subsidy(scene: Scene) -> Paper:
    """Subsidies paid, by village: households and sums, nobody's name."""
    kind = scene.chance.choice(
        (
            "耕地地力保护补贴",
            "农机购置补贴",
            "公益林补偿",
            "玉米大豆生产者补贴",
            "最低生活保障金",
            "残疾人两项补贴",
        )
    )
    places = [town.short for town in TOWNS]
    if not scene.organ.is_department:
        own = [village.short for village in VILLAGES if village.above == scene.organ.key]
        places = [*own, *scene.chance.sample(HAMLETS, 6)]
    rows = []
    for place in places:
        homes = scene.chance.randrange(60, 900)
        rows.append((place, homes, round(homes * scene.chance.uniform(180, 620), 2)))
    total = sum(float(row[2]) for row in rows)
    title = f"{scene.organ.name}{scene.day.year}年{kind}发放情况公示"
    head = ("乡镇（村）", "户数", "金额（元）")
    return Paper(
        title=title,
        section={"mzj": "shbz", "nyj": "xczx", "czj": "tzgg"}.get(scene.organ.key, "jcsx"),
        genre="list",
        body=paragraphs(
            f"本次共发放{kind}{total:,.2f}元，通过惠农补贴“一卡通”直接发放到户。公示期7天，有异议的可以向{scene.office()}反映。"
        )
        + table(title, head, rows)
        + paragraphs("到户明细涉及个人信息，不在网上公布；本人可以持身份证到所在村（社区）查询。"),
        summary=f"{kind}发放户数和金额。",
        keywords=f"惠农补贴,{kind}",
        theme="T17-03",
        files=(sheet(title, title, head, rows),) if scene.chance.random() < 0.3 else (),
    )


def licences(scene: Scene) -> Paper:
    """Licences granted in the month before."""
    year, month = _last_month(scene.day)
    kinds = (
        "食品经营许可",
        "公共场所卫生许可",
        "道路运输经营许可",
        "建筑工程施工许可",
        "取水许可",
        "林木采伐许可",
    )
    rows = [
        (
            kind,
            scene.chance.randrange(2, 60),
            scene.chance.randrange(0, 3),
            round(scene.chance.uniform(0.5, 4), 1),
        )
        for kind in kinds
    ]
    title = f"澄明县{year}年{month}月行政许可办理情况"
    return Paper(
        title=title,
        section="xzxk",
        genre="figures",
        body=table(title, ("许可事项", "准予（件）", "不予（件）", "平均用时（工作日）"), rows),
        summary=f"{year}年{month}月各类行政许可的办理件数和平均用时。",
        keywords="行政许可,办理结果",
    )


def village_accounts(scene: Scene) -> Paper:
    """A village's income and spending of the quarter."""
    quarter = (scene.day.month - 1) // 3 or 4
    year = scene.day.year if scene.day.month > 3 else scene.day.year - 1
    rows = [
        ("集体资源发包收入", round(scene.chance.uniform(0, 38000), 2), "—"),
        ("上级转移支付", round(scene.chance.uniform(20000, 60000), 2), "—"),
        ("环境卫生支出", "—", round(scene.chance.uniform(3000, 12000), 2)),
        ("公益事业支出", "—", round(scene.chance.uniform(5000, 30000), 2)),
        ("办公经费", "—", round(scene.chance.uniform(800, 4000), 2)),
    ]
    title = f"{scene.organ.short}{year}年第{quarter}季度财务收支公开"
    return Paper(
        title=title,
        section="cwgk",
        genre="list",
        body=table(title, ("项目", "收入（元）", "支出（元）"), rows)
        + paragraphs(
            "以上收支经村务监督委员会审核。村民有疑问的，可以到村务公开栏所示地点查阅凭证。"
        ),
        summary=f"{scene.organ.short}{year}年第{quarter}季度集体收支明细。",
        keywords="村务公开,财务收支",
    )
