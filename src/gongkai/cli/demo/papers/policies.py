"""Normative documents with their validity, explainers, plans, approvals, emergency matters."""

from datetime import date

from gongkai.cli.demo.papers.parts import (
    Paper,
    Scene,
    chinese_day,
    heading,
    letter,
    paragraphs,
    signature,
    table,
)

MEASURES = (
    "城乡居民最低生活保障",
    "农村公路养护",
    "城市养犬",
    "电动自行车停放充电",
    "政府投资项目",
    "农村生活污水治理设施运行",
    "校车安全",
    "公共租赁住房",
    "烟花爆竹燃放",
    "农村集体资产",
    "建筑垃圾处置",
    "河道采砂",
    "行政事业单位国有资产",
    "临时救助",
)


def measures(scene: Scene, about: str = "", years: int = 5) -> Paper:
    """A 规范性文件 of the county with articles, in force for *years* (rules §6)."""
    about = about or scene.chance.choice(MEASURES)
    name = f"澄明县{about}管理办法"
    year, month = scene.day.year, scene.day.month
    start = date(year, month + 1, 1) if month < 12 else date(year, 12, 31)
    articles = (
        f"第一条　为了规范{about}管理，保障公民、法人和其他组织的合法权益，根据有关法律、法规，结合本县实际，制定本办法。",
        f"第二条　本县行政区域内{about}及其监督管理，适用本办法。",
        f"第三条　{about}管理遵循公开、公平、便民的原则。",
        "第四条　县人民政府主管部门负责本办法的组织实施；财政、公安、市场监管等部门按照职责做好相关工作。",
        "第五条　乡镇人民政府、街道办事处应当明确专门人员，做好宣传、登记和日常巡查。",
        "第六条　办理事项所需材料、程序、期限和收费依据应当在政府网站和办事窗口公布。",
        "第七条　公民、法人和其他组织有权对违反本办法的行为投诉、举报，主管部门应当在十五个工作日内答复。",
        "第八条　违反本办法规定的，由主管部门责令改正；法律、法规另有规定的，从其规定。",
        f"第九条　本办法自{chinese_day(start)}起施行，有效期{years}年。",
    )
    return Paper(
        title=f"澄明县人民政府办公室关于印发《{name}》的通知",
        section="gfxwj",
        genre="measures",
        body=paragraphs(
            "各乡镇人民政府、街道办事处，县政府各部门：",
            f"《{name}》已经县政府常务会议审议通过，现印发给你们，请认真贯彻执行。",
        )
        + signature(scene.organ, scene.day)
        + f'<h2 style="text-align: center">{name}</h2>'
        + paragraphs(*articles),
        summary=f"规范{about}管理，自{chinese_day(start)}起施行，有效期{years}年。",
        keywords=f"{about},管理办法,规范性文件",
        numbered=True,
        effective_on=start,
        expires_on=date(start.year + years, start.month, 1),
        files=(letter(name, name, articles),),
    )


def explainer(scene: Scene, about: str) -> Paper:
    """政策解读 in the set parts: background, contents, what is new, whom to ask."""
    name = f"《澄明县{about}管理办法》"
    return Paper(
        title=f"{name}政策解读",
        section="zcjd",
        genre="explainer",
        body=heading("一、出台背景")
        + paragraphs(
            f"原有规定已不适应{about}管理的新情况，群众和企业对办理流程、收费标准反映较多，有必要作出统一规定。"
        )
        + heading("二、主要内容")
        + paragraphs(
            "办法共九条，明确了适用范围、部门职责、办理程序、监督方式和法律责任。",
            "办理所需材料由7项减至3项，办理时限压缩三分之一。",
        )
        + heading("三、与原规定相比有哪些变化")
        + table(
            "新旧规定对照",
            ("内容", "原规定", "新规定"),
            (
                ("申请材料", "7项", "3项"),
                ("办理时限", "15个工作日", "10个工作日"),
                ("办理方式", "窗口", "窗口、网上均可"),
            ),
        )
        + heading("四、咨询方式")
        + paragraphs(
            f"{scene.organ.name}{scene.office()}，电话：0999-60{scene.chance.randrange(10000, 99999)}。"
        ),
        summary=f"解读{name}的出台背景、主要内容和变化。",
        keywords=f"政策解读,{about}",
    )


def plan(scene: Scene) -> Paper:
    """The year's main points of work."""
    year = scene.day.year
    tasks = [
        (
            n,
            matter,
            f"{matter}重点任务按季度推进，年底前完成",
            scene.chance.choice(scene.organ.offices),
        )
        for n, matter in enumerate(scene.organ.matters, 1)
    ]
    return Paper(
        title=f"{scene.organ.name}{year}年工作要点",
        section="ghjh" if scene.organ.key == "fgj" else "bmwj",
        genre="schedule",
        body=paragraphs(f"{year}年，{scene.organ.short}坚持稳中求进，重点抓好以下工作。")
        + table("任务清单", ("序号", "事项", "目标", "责任股室"), tasks)
        + signature(scene.organ, scene.day),
        summary=f"{scene.organ.short}{year}年{len(tasks)}项重点工作。",
        keywords="工作要点,工作计划",
        numbered=True,
    )


def approval(scene: Scene) -> Paper:
    """A construction project is approved."""
    place = scene.chance.choice(("清泉镇", "石桥镇", "柳河镇", "工业园区", "城关街道"))
    work = scene.chance.choice(
        (
            "供水管网改造",
            "小学教学楼",
            "农村公路危桥改造",
            "污水处理站",
            "卫生院业务用房",
            "排水防涝",
        )
    )
    sum_ = scene.chance.randrange(280, 9800)
    return Paper(
        title=f"关于{place}{work}工程可行性研究报告的批复",
        section="zdjsxm",
        genre="reply",
        body=paragraphs(
            "项目建设单位：",
            f"你单位报来的{place}{work}工程可行性研究报告收悉。经研究，批复如下。",
            f"一、同意建设该项目，项目代码{scene.day.year}-999999-47-01-{scene.chance.randrange(100000, 999999)}。",
            f"二、项目总投资{sum_}万元，资金来源为财政资金和上级补助。",
            "三、请据此开展初步设计，落实用地、环评、节能等建设条件，依法招标。",
            "四、本批复有效期2年。",
        )
        + signature(scene.organ, scene.day),
        summary=f"批复{place}{work}工程可行性研究报告，总投资{sum_}万元。",
        keywords="重大建设项目,项目批复",
        numbered=True,
        theme="T03-06",
    )


def land(scene: Scene) -> Paper:
    """A plan to take land is announced, with the compensation."""
    place = scene.chance.choice(("清泉镇柳树村", "石桥镇上塘村", "柳河镇渔湾村", "白鹭镇竹园村"))
    area = round(scene.chance.uniform(0.4, 6.5), 4)
    return Paper(
        title=f"澄明县人民政府征地补偿安置方案公告（{place}）",
        section="tdzs",
        genre="proclamation",
        body=paragraphs(
            f"因公共利益需要，拟征收{place}集体土地{area}公顷，根据《中华人民共和国土地管理法》第四十七条，现将征地补偿安置方案公告如下。",
        )
        + table(
            "补偿标准",
            ("地类", "面积（公顷）", "区片综合地价（万元/公顷）"),
            (
                ("耕地", round(area * 0.7, 4), 62.4),
                ("园地", round(area * 0.2, 4), 62.4),
                ("其他农用地", round(area * 0.1, 4), 31.2),
            ),
        )
        + paragraphs(
            "公告期30日。被征地农村集体经济组织过半数成员认为方案不符合法律、法规规定的，可以书面申请听证。"
        )
        + signature(scene.organ, scene.day),
        summary=f"{place}拟征收土地{area}公顷的补偿安置方案。",
        keywords="土地征收,补偿安置",
        theme="T05-01",
    )


def emergency_plan(scene: Scene) -> Paper:
    """A contingency plan."""
    about = scene.chance.choice(
        ("防汛抗旱", "森林火灾", "突发地质灾害", "生产安全事故", "食品安全事故", "大面积停电")
    )
    articles = (
        "一、总则。坚持人民至上、生命至上，统一领导、分级负责，预防为主、平战结合。",
        "二、组织体系。县政府成立应急指挥部，下设综合协调、抢险救援、医疗救护、物资保障、宣传等工作组。",
        "三、监测预警。预警由低到高分为蓝色、黄色、橙色、红色四级，由指挥部办公室发布。",
        "四、应急响应。响应由低到高分为Ⅳ级至Ⅰ级；响应启动后，各成员单位按照职责在30分钟内到位。",
        "五、后期处置。及时开展灾情核查、救助、恢复重建和评估。",
    )
    return Paper(
        title=f"澄明县{about}应急预案",
        section="yjya",
        genre="scheme",
        body=paragraphs(*articles),
        summary=f"{about}的组织体系、预警分级和响应措施。",
        keywords=f"应急预案,{about}",
        theme="T02-03",
        files=(letter(f"澄明县{about}应急预案", f"澄明县{about}应急预案", articles),),
    )


def warning(scene: Scene) -> Paper:
    """A warning of bad weather or flood, with what to do."""
    level = scene.chance.choice(("蓝色", "黄色", "橙色"))
    what = (
        "暴雨" if scene.day.month in range(5, 10) else "大风降温" if scene.day.month < 4 else "大雾"
    )
    return Paper(
        title=f"澄明县发布{what}{level}预警（{scene.day.month}月{scene.day.day}日）",
        section="yjya",
        genre="other",
        body=paragraphs(
            f"预计未来24小时，我县有一次{what}过程，请各单位和群众注意防范。",
            "一、减少不必要的外出，远离河道、低洼路段和临时构筑物。",
            "二、各乡镇、街道对地质灾害隐患点、危旧房屋、在建工地开展巡查，必要时提前转移人员。",
            "三、学校、景区、公共交通单位根据情况调整安排并及时告知公众。",
            "值班电话：0999-6011900（24小时）。",
        ),
        summary=f"{what}{level}预警和防范要求。",
        keywords="预警信息,气象预警",
        theme="T10-05",
    )


def recruitment(scene: Scene) -> Paper:
    """Public recruitment: posts, numbers, conditions."""
    posts = [
        (
            f"{scene.day.year}{n:03d}",
            name,
            scene.chance.randrange(1, 9),
            "本科及以上",
            "三级医院或者学校工作经历优先",
        )
        for n, name in enumerate(
            (
                "中学数学教师",
                "小学语文教师",
                "乡镇卫生院医师",
                "护理岗",
                "农业技术推广",
                "综合管理岗",
            ),
            1,
        )
    ]
    head = ("岗位代码", "岗位", "人数", "学历", "其他条件")
    title = (
        f"澄明县{scene.day.year}年事业单位公开招聘工作人员公告（第{(scene.day.month + 2) // 3}批）"
    )
    return Paper(
        title=title,
        section="zkly",
        genre="proclamation",
        body=paragraphs(
            f"根据事业单位公开招聘有关规定，面向社会公开招聘工作人员{sum(int(post[2]) for post in posts)}名，现公告如下。",
            "报名时间为公告发布之日起第8日至第12日，逾期不再受理；资格审查贯穿招聘全过程。",
        )
        + table("岗位表", head, posts)
        + paragraphs("本次考试不指定辅导用书，不举办也不委托任何机构举办辅导班。"),
        summary="事业单位公开招聘的岗位、人数、条件和报名时间。",
        keywords="公开招聘,事业单位",
        numbered=True,
        theme="T15-03",
        files=(letter("报名表", "报名表", (), ("姓名", "报考岗位", "学历", "联系电话")),),
    )


def annual_report(scene: Scene) -> Paper:
    """政府信息公开工作年度报告 of a unit for the year before (条例第四十九、五十条)."""
    year = scene.day.year - 1
    asked = scene.chance.randrange(0, 22)
    return Paper(
        title=f"{scene.organ.name}{year}年政府信息公开工作年度报告",
        section="nb-xian" if scene.organ.key == "zfb" else "nb-danwei",
        genre="report",
        body=heading("一、总体情况")
        + paragraphs(
            f"{year}年，{scene.organ.short}按照“公开为常态、不公开为例外”的要求，主动公开政府信息{scene.chance.randrange(30, 420)}条。"
        )
        + heading("二、收到和处理政府信息公开申请情况")
        + paragraphs(f"全年收到政府信息公开申请{asked}件，均在法定期限内答复。")
        + heading("三、行政复议、行政诉讼情况")
        + table(
            "复议诉讼情况",
            ("类别", "结果维持", "结果纠正", "其他结果", "尚未审结"),
            (("行政复议", 0, 0, 0, 0), ("行政诉讼", 0, 0, 0, 0)),
        )
        + heading("四、存在的主要问题及改进情况")
        + paragraphs(
            "个别栏目更新不够及时，政策解读形式不够丰富。下一步将健全栏目保障机制，丰富解读形式。"
        )
        + heading("五、其他需要报告的事项")
        + paragraphs("本年度未收取信息处理费。"),
        summary=f"{scene.organ.short}{year}年政府信息公开工作情况。",
        keywords="年度报告,政府信息公开",
        theme="T02-01",
    )


def house_rules(scene: Scene, about: str) -> Paper:
    """One of the county's own rules on openness (A3)."""
    return Paper(
        title=f"澄明县政府信息公开{about}制度",
        section="gkzd",
        genre="measures",
        body=paragraphs(
            f"第一条　为规范政府信息公开{about}工作，根据《中华人民共和国政府信息公开条例》，制定本制度。",
            "第二条　本制度适用于县政府各部门、各乡镇人民政府和街道办事处。",
            "第三条　各单位应当明确分管负责人、承办机构和信息员，责任到人。",
            "第四条　拟公开的信息按照起草、科室审核、保密审查、签发的程序办理，先审查、后公开。",
            "第五条　县政府办公室负责监督检查，每季度通报一次。",
            "第六条　本制度自印发之日起施行。",
        ),
        summary=f"政府信息公开{about}的责任、程序和监督。",
        keywords=f"政府信息公开,{about}",
        theme="T02-01",
    )
