"""Invented matters of 澄明县 for the gallery. No real person, number or address."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Thing

from django.utils.safestring import mark_safe

from gongkai.kernel.errors import Reason
from gongkai.web.page_meta import ArticleMeta, ColumnMeta

NOW = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)


COLUMN = ColumnMeta(
    "政策文件", "澄明县人民政府及其办公室印发的政策文件", "政策文件,规范性文件", "政策文件"
)
ARTICLE = ArticleMeta("澄明县城乡居民养老服务补贴办法", NOW, "澄明县人民政府办公室")

TITLES = [
    ("澄明县人民政府关于印发《澄明县城乡居民养老服务补贴办法》的通知", "澄政规〔2026〕2号", "有效"),
    ("澄明县人民政府办公室关于做好2026年春季农业生产用水保障工作的通知", "澄政办发〔2026〕8号", ""),
    ("关于公布澄明县2025年度重大行政决策事项目录执行情况的通告", "", ""),
    ("澄明县河道采砂管理实施细则（试行）", "澄政规〔2023〕4号", "失效"),
    ("澄明县人民政府关于调整县城区机动车停放服务收费标准的批复", "澄政复〔2026〕3号", ""),
    ("澄明县住房和城乡建设局关于2026年农村危房改造对象名单的公示", "", ""),
    ("澄明县人民政府关于废止和修改部分行政规范性文件的决定", "澄政规〔2026〕1号", "有效"),
    ("2025年澄明县国民经济和社会发展统计公报", "", ""),
    ("澄明县突发公共卫生事件应急预案", "澄政办发〔2022〕31号", "已修改"),
]
DOCUMENTS = [
    Thing(title=title, number=number, validity=state, date=date(2026, 3, 5) - timedelta(days=3 * i))
    for i, (title, number, state) in enumerate(TITLES)
]
FILES = [
    Thing(name="附件1：养老服务补贴标准表.xlsx", size=34_816),
    Thing(name="附件2：澄明县城乡居民养老服务补贴申请审批表（样式）.docx", size=1_289_748),
    Thing(name="政策解读图.pdf", size=4_718_592),
]
HEADER = [
    ("索引号", "11999999MB0000001X/2026-00017"),
    ("发文字号", "澄政规〔2026〕2号"),
    ("发布机构", "澄明县人民政府"),
    ("责任处室", "县民政局养老服务股"),
    ("主题分类", "民政、扶贫、救灾"),
    ("体裁分类", "通知"),
    ("成文日期", "2026-02-26"),
    ("发布日期", "2026-03-05"),
    ("施行日期", "2026-04-01"),
    ("有效期至", "2031-03-31"),
    ("公开方式", "主动公开"),
    ("有效性", "尚未施行"),
    ("关键词", "养老服务、补贴、城乡居民"),
]
BODY = mark_safe("""
<p>各乡镇人民政府、街道办事处，县政府各部门：</p>
<p>《澄明县城乡居民养老服务补贴办法》已经县人民政府第41次常务会议审议通过，现印发给你们，请认真贯彻执行。</p>
<p style="text-align: right">澄明县人民政府　　</p><p style="text-align: right">2026年2月26日　　</p>
<h1>澄明县城乡居民养老服务补贴办法</h1>
<h2>一、适用范围</h2>
<p>本办法适用于具有本县户籍、年满60周岁、经评估确需养老服务的城乡居民。已享受工伤护理费等同类待遇的，按就高原则执行，不重复享受。</p>
<h2>二、补贴标准</h2>
<h3>（一）居家服务补贴</h3>
<p>按能力评估等级发放，标准见下表，自批准次月起按月拨付至本人社会保障卡。</p>
<table><thead><tr><th>评估等级</th><th>月补贴标准（元）</th><th>服务时长（小时）</th><th>承担机构</th><th>结算方式</th><th>监督电话</th></tr></thead>
<tbody><tr><td>轻度失能</td><td>120</td><td>8</td><td>社区养老服务站</td><td>按月据实</td><td>0999-0000001</td></tr>
<tr><td>中度失能</td><td>260</td><td>16</td><td>社区养老服务站</td><td>按月据实</td><td>0999-0000001</td></tr>
<tr><td>重度失能</td><td>480</td><td>30</td><td>乡镇养老服务中心</td><td>按月据实</td><td>0999-0000001</td></tr></tbody></table>
<h3>（二）机构入住补贴</h3>
<p>入住本县依法备案的养老机构，最低生活保障家庭成员每人每月补贴600元，特困人员按供养标准执行。</p>
<h2>三、申请和办理</h2>
<p>申请人可以向户籍地村（居）民委员会提出申请，也可以在政务服务平台上办理。材料齐全的，乡镇人民政府（街道办事处）自受理之日起15个工作日内完成评估和审核。</p>
<p>本办法自2026年4月1日起施行，有效期5年。</p>
""")
REASONS = [
    Reason(
        "no_attribute",
        "尚未确定公开属性，请在“主动公开、依申请公开、不予公开”中选定一种",
        "条例第十三条",
    ),
    Reason("self_review", "拟稿人本人不能作保密审查，须由另一位保密审查员办理", "条例第十七条"),
]
STORY = [
    Thing(
        at=NOW - timedelta(days=6),
        actor_name="林小禾",
        unit="县民政局",
        sentence="拟稿并送科室审核",
    ),
    Thing(
        at=NOW - timedelta(days=5),
        actor_name="周敏",
        unit="县民政局",
        sentence="退回拟稿",
        note="正文第二条的补贴标准与附件1不一致，请核对后再送。",
    ),
    Thing(
        at=NOW - timedelta(days=4),
        actor_name="林小禾",
        unit="县民政局",
        sentence="修改后再送科室审核",
    ),
    Thing(
        at=NOW - timedelta(days=3),
        actor_name="周敏",
        unit="县民政局",
        sentence="科室审核同意，送保密审查",
    ),
]
LINES = [
    Thing(date=date(2026, 2, 26), text="文件形成之日，次日起算", counted=None),
    Thing(date=date(2026, 2, 27), text="工作日", counted=1),
    Thing(date=date(2026, 2, 28), text="调休上班", counted=2),
    Thing(date=date(2026, 3, 1), text="休息日，不计", counted=None),
    Thing(date=date(2026, 3, 2), text="工作日", counted=3),
    Thing(date=date(2026, 3, 3), text="工作日", counted=4),
]
CLOCK = Thing(
    label="主动公开期限",
    light="normal",
    due=date(2026, 3, 26),
    days_left=15,
    provisional=True,
    article="条例第二十六条：自形成之日起20个工作日内",
    lines=LINES,
)
CASE = Thing(
    number="文-2026-00017",
    title="《澄明县城乡居民养老服务补贴办法》公开审查",
    kind="文件发布",
    state="保密审查",
    light="soon",
)
INBOX = [
    Thing(
        light="overdue",
        due_at=date(2026, 3, 2),
        days_left=-3,
        kind_label="文件发布",
        number="文-2026-00009",
        title="关于2026年农村危房改造对象名单的公示",
        step="分管领导签发",
        unit="县住房和城乡建设局",
    ),
    Thing(
        light="soon",
        due_at=date(2026, 3, 6),
        days_left=1,
        kind_label="文件发布",
        number="文-2026-00017",
        title="《澄明县城乡居民养老服务补贴办法》公开审查",
        step="保密审查",
        unit="县民政局",
    ),
    Thing(
        light="soon",
        due_at=date(2026, 3, 5),
        days_left=0,
        kind_label="协办",
        number="协-2026-00003",
        title="请对河道采砂许可延续条件提出意见",
        step="协办答复",
        unit="县水利局",
    ),
    Thing(
        light="normal",
        due_at=date(2026, 3, 26),
        days_left=15,
        kind_label="文件发布",
        provisional=True,
        number="文-2026-00021",
        title="县城区机动车停放服务收费标准调整方案",
        step="科室审核",
        unit="县发展和改革局",
    ),
    Thing(
        light="paused",
        due_at=date(2026, 4, 1),
        days_left=19,
        kind_label="依申请公开",
        number="申-2026-00044",
        title="申请公开2024年度高标准农田建设项目验收资料",
        step="征求第三方意见",
        unit="县农业农村局",
    ),
    Thing(
        light="closed",
        kind_label="文件发布",
        number="文-2026-00002",
        title="春节期间烟花爆竹限放区域的通告",
        step="已发布",
        unit="县公安局",
    ),
    Thing(
        light="none",
        kind_label="纠错",
        number="纠-2026-00001",
        title="“办事指南”栏目一处电话号码有误",
        step="核实",
        unit="县政务公开办公室",
    ),
]
OFFERS = [
    Thing(label="同意，送签发", style="primary"),
    Thing(label="退回拟稿人", style="danger", needs_note=True),
    Thing(label="转给另一位审查员"),
]
REFUSED = [
    Thing(label="同意，送签发", style="primary", reasons=REASONS),
    Thing(
        label="退回拟稿人",
        style="danger",
        needs_note=True,
        confirm="退回后由拟稿人修改再送。确定退回？",
    ),
]
NAV = [
    (
        "",
        [
            ("待办", "#", "inbox", True, 12),
            ("拟稿与文件", "#", "document", False, None),
            ("栏目", "#", "section", False, None),
            ("单位与人员", "#", "people", False, None),
            ("工作日历", "#", "calendar", False, None),
            ("审计日志", "#", "audit", False, None),
            ("帮助", "#", "help", False, None),
        ],
    ),
]
WHO = {
    "name": "陈思源",
    "unit": "澄明县民政局",
    "roles": ["保密审查员", "信息员"],
    "sign_out_url": "#",
}
UNITS = [
    "县政府办公室",
    "县发展和改革局",
    "县教育局",
    "县公安局",
    "县民政局",
    "县财政局",
    "县住房和城乡建设局",
    "县水利局",
    "县农业农村局",
    "县卫生健康局",
    "城关镇",
    "青禾乡",
    "柳溪街道",
]
THEMES = [
    "综合政务",
    "国民经济管理、国有资产监管",
    "财政、金融、审计",
    "农业、林业、水利",
    "城乡建设、环境保护",
    "科技、教育",
    "卫生、体育",
    "民政、扶贫、救灾",
]
