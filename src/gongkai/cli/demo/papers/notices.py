"""Notices, news, announcements, appeals: what a unit writes week by week."""

from gongkai.cli.demo.papers.parts import (
    Paper,
    Scene,
    chinese_day,
    heading,
    letter,
    paragraphs,
    signature,
)

AIMS = (
    "为进一步做好{matter}工作，切实维护群众合法权益，结合我县实际，现就有关事项通知如下。",
    "根据上级部署和县政府{year}年重点工作安排，为扎实推进{matter}工作，现将有关要求通知如下。",
    "为巩固前期成果，补齐短板弱项，推动{matter}工作提质增效，经研究，现就有关事项通知如下。",
)
DUTIES = (
    "各单位要明确一名分管负责人和一名联络员，建立工作台账，实行清单化管理、销号式推进。",
    "坚持问题导向，对照任务清单逐项自查，发现问题立行立改；一时难以解决的，列出时限限期整改。",
    "涉及多个单位的事项，由牵头单位统筹，责任单位配合，不得推诿扯皮。",
    "加强业务培训，做到政策口径一致、办理流程一致、答复群众一致。",
    "对工作推进缓慢、群众反映集中的，将予以通报并督促整改。",
)
STEPS = (
    "动员部署阶段。各单位结合实际制定细化方案，{early}前完成动员部署。",
    "组织实施阶段。按照职责分工全面开展工作，每月底前报送进展情况。",
    "总结提升阶段。{late}前完成自查验收，形成书面总结，好的做法固化为制度。",
)
SERVICE = (
    "通过政府网站、政务新媒体、村（社区）公示栏等渠道做好宣传，让群众看得懂、找得到、办得了。",
    "简化办理环节，凡能通过数据共享核验的材料，不再要求群众提交。",
    "公布咨询电话，安排专人解答，群众来电来访及时登记、限时回复。",
    "政策执行情况和办理结果按规定主动公开，接受社会监督。",
)
SCENES = (
    "调研组一行先后到{place}实地查看{matter}进展，与一线工作人员交流，听取意见建议。",
    "会议通报了{matter}阶段性进展，分析存在的困难和问题，对下一步工作作出安排。",
    "活动现场通过发放资料、答疑解惑、案例讲解等方式，宣传{matter}有关政策。",
    "检查组采取“四不两直”方式，对{matter}情况进行抽查，现场反馈问题{count}个，均已明确整改时限。",
)
PLACES = (
    "清泉镇",
    "石桥镇",
    "柳河镇",
    "白鹭镇",
    "东岭镇",
    "云溪乡",
    "青禾乡",
    "城关街道",
    "河西街道",
)


def _month(scene: Scene, ahead: int) -> str:
    month = scene.day.month + ahead
    return f"{scene.day.year + (month - 1) // 12}年{(month - 1) % 12 + 1}月"


def notice(scene: Scene) -> Paper:
    """关于做好……工作的通知, to the units and the public."""
    chance, organ, matter = scene.chance, scene.organ, scene.matter()
    verb = chance.choice(("做好", "进一步加强", "扎实推进", "切实抓好"))
    title = f"{organ.name}关于{verb}{scene.day.year}年{matter}工作的通知"
    told = {
        "matter": matter,
        "year": scene.day.year,
        "early": _month(scene, 1) + "底",
        "late": _month(scene, chance.randrange(3, 7)) + "底",
    }
    body = [
        paragraphs("各乡镇人民政府、街道办事处，有关单位：", chance.choice(AIMS).format(**told)),
        heading("一、压实工作责任"),
        paragraphs(*chance.sample(DUTIES, 3)),
        heading("二、把握时间节点"),
        paragraphs(*(step.format(**told) for step in STEPS)),
        heading("三、方便群众办事"),
        paragraphs(*chance.sample(SERVICE, 2)),
        paragraphs(
            f"联系单位：{scene.office()}，联系电话：0999-60{chance.randrange(10000, 99999)}。"
        ),
        signature(organ, scene.day),
    ]
    files = (
        (
            letter(
                f"{matter}工作任务分解表",
                f"{matter}工作任务分解表",
                DUTIES,
                ("任务", "责任单位", "完成时限"),
            ),
        )
        if chance.random() < 0.3
        else ()
    )
    return Paper(
        title=title,
        section="tzgg" if organ.kind == "government" or chance.random() < 0.3 else organ.section,
        genre="notice",
        body="".join(body),
        summary=f"部署{scene.day.year}年{matter}工作，明确责任分工、时间节点和便民措施。",
        keywords=f"{matter},通知",
        numbered=True,
        files=files,
    )


def news(scene: Scene) -> Paper:
    """A piece of news about what the unit did."""
    chance, organ, matter = scene.chance, scene.organ, scene.matter()
    place = chance.choice(PLACES)
    title = chance.choice(
        (
            f"{organ.short}召开{matter}工作推进会",
            f"{organ.short}赴{place}调研{matter}工作",
            f"{organ.short}扎实推进{matter}工作",
            f"{organ.short}开展{matter}集中宣传活动",
            f"{organ.short}：{matter}见实效",
        )
    )
    told = {"matter": matter, "place": place, "count": chance.randrange(3, 19)}
    lead = f"{scene.day.month}月{scene.day.day}日，{organ.short}围绕{matter}开展工作。"
    first, second = chance.sample(SCENES, 2)
    return Paper(
        title=title,
        section={"department": "bmdt", "government": "yaowen"}.get(organ.kind, "xzdt")
        if organ.key != "zfb"
        else "yaowen",
        genre="other",
        body=paragraphs(
            lead + first.format(**told),
            second.format(**told),
            f"下一步，{organ.short}将继续把{matter}摆在突出位置，"
            + chance.choice(DUTIES).rstrip("。")
            + "，确保各项任务落到实处、取得实效。",
        ),
        summary=lead,
        keywords=matter,
    )


def appeal(scene: Scene) -> Paper:
    """通告 to everybody: something is asked of the public for a while."""
    matter, organ = scene.matter(), scene.organ
    until = _month(scene, 2)
    return Paper(
        title=f"{organ.name}关于{matter}有关事项的通告",
        section="tzgg",
        genre="announcement",
        body=paragraphs(
            f"为规范{matter}，维护公共利益和群众合法权益，依据有关法律法规，现通告如下。",
            f"一、自本通告发布之日起至{until}底，在全县范围内集中开展{matter}有关工作，请单位和个人予以配合。",
            "二、工作人员开展检查时应当出示执法证件；不出示的，当事人有权拒绝。",
            "三、对检查中发现的问题，责令限期改正；逾期不改正的，依法处理。",
            f"四、欢迎社会各界监督，举报电话：12345，或者拨打{organ.short}值班电话0999-60{scene.chance.randrange(10000, 99999)}。",
        )
        + signature(organ, scene.day),
        summary=f"就{matter}有关事项向社会通告。",
        keywords=f"{matter},通告",
        numbered=True,
    )


def opinions_wanted(scene: Scene) -> Paper:
    """A draft is open for comment until a day."""
    matter, organ, chance = scene.matter(), scene.organ, scene.chance
    name = f"澄明县{matter.removesuffix('管理')}管理办法（征求意见稿）"
    return Paper(
        title=f"{organ.name}关于公开征求《{name}》意见的公告",
        section="tzgg",
        genre="proclamation",
        body=paragraphs(
            f"为规范{matter}工作，我单位起草了《{name}》，现向社会公开征求意见。",
            f"公众可以在{_month(scene, 1)}底前，通过以下方式提出意见：来信请寄澄明县清泉路"
            f"{chance.randrange(2, 188)}号{organ.name}{scene.office()}，信封注明“征求意见”；"
            f"或者发送电子邮件至{organ.key}@chengming.example。",
            "意见采纳情况将在期限届满后三十日内公布。",
        )
        + signature(organ, scene.day),
        summary=f"就《{name}》公开征求社会意见。",
        keywords=f"{matter},征求意见",
        files=(
            letter(
                f"{name}",
                name,
                (
                    f"第一条　为了规范{matter}，保障公民、法人和其他组织的合法权益，结合本县实际，制定本办法。",
                    f"第二条　本县行政区域内的{matter}，适用本办法。",
                    "第三条　各乡镇人民政府、街道办事处负责本辖区内的具体工作。",
                    "第四条　违反本办法的，由主管部门责令改正；法律、法规另有规定的，从其规定。",
                ),
            ),
            letter("意见反馈表", "意见反馈表", (), ("条款", "修改意见", "理由")),
        ),
    )


def duties_of_unit(scene: Scene) -> Paper:
    """机构职能: what the unit is for (条例第二十条第二项)."""
    organ = scene.organ
    return Paper(
        title=f"{organ.name}机构职能",
        section="jgzn",
        genre="other",
        body=heading("一、主要职责")
        + paragraphs(
            *(
                f"（{n}）负责{matter}有关工作，拟订相关政策措施并组织实施。"
                for n, matter in enumerate(organ.matters, 1)
            )
        )
        + heading("二、内设机构")
        + paragraphs("、".join(organ.offices) + "。")
        + heading("三、联系方式")
        + paragraphs(
            "办公地址、办公时间、联系电话、传真号码见本单位公开指南。",
            f"本页内容自{chinese_day(scene.day)}起适用，有变化时及时更新。",
        ),
        summary=f"{organ.name}的主要职责、内设机构和联系方式。",
        keywords="机构职能,内设机构",
    )
