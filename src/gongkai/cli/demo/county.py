"""澄明县, an invented county: its units and what each of them deals with. Nothing here is real."""

from dataclasses import dataclass

REGION = "999999"
SEAT = "清泉镇"


@dataclass(frozen=True, slots=True)
class Organ:
    """A unit of the county.

    ``key`` starts its account names, ``mark`` its document numbers; ``section`` is where its own
    notices go, ``theme`` the code of its theme; ``matters`` are what it writes about.
    """

    key: str
    kind: str
    name: str
    short: str
    slug: str
    mark: str
    section: str
    theme: str
    offices: tuple[str, ...]
    matters: tuple[str, ...]
    above: str = "xzf"

    @property
    def is_department(self) -> bool:
        return self.kind == "department"

    @property
    def is_village(self) -> bool:
        return self.kind == "village"


COUNTY = Organ(
    "xzf",
    "government",
    "澄明县人民政府",
    "县政府",
    "xianzhengfu",
    "澄政",
    "gfxwj",
    "T02-01",
    ("政务公开股",),
    ("优化营商环境", "乡村全面振兴", "重大项目建设", "民生实事办理"),
    above="",
)


def _department(
    key: str,
    name: str,
    short: str,
    slug: str,
    mark: str,
    place: tuple[str, str],
    offices: str,
    matters: str,
) -> Organ:
    section, theme = place
    return Organ(
        key,
        "department",
        f"澄明县{name}",
        f"县{short}",
        slug,
        mark,
        section,
        theme,
        tuple(offices.split()),
        tuple(matters.split()),
    )


DEPARTMENTS = (
    _department(
        "zfb",
        "人民政府办公室",
        "政府办",
        "zhengfuban",
        "澄政办",
        ("gfxwj", "T02-01"),
        "政务公开股 综合股 督查室 秘书股",
        "政务公开 政府网站和政务新媒体 政务督查 政府工作报告任务分解 电子政务外网建设 公文处理",
    ),
    _department(
        "fgj",
        "发展和改革局",
        "发改局",
        "fazhangaigeju",
        "澄发改",
        ("zdjsxm", "T03-06"),
        "投资股 价格股 综合股 粮食和物资储备股",
        "重大项目建设 粮食收购 居民用水价格调整 社会信用体系建设 节能降耗 公共充电设施建设",
    ),
    _department(
        "jyj",
        "教育局",
        "教育局",
        "jiaoyuju",
        "澄教",
        ("jiaoyu", "T11-02"),
        "基础教育股 人事股 规划财务股 校园安全股",
        "义务教育招生入学 学生营养改善计划 校外培训机构治理 中小学幼儿园安全 教师交流轮岗 "
        "家庭经济困难学生资助 中小学课后服务",
    ),
    _department(
        "gaj",
        "公安局",
        "公安局",
        "gonganju",
        "澄公",
        ("bmwj", "T16-01"),
        "治安管理大队 交通管理大队 政工室",
        "电动自行车登记上牌 烟花爆竹燃放管理 反电信网络诈骗 居住证办理 城区道路交通疏导",
    ),
    _department(
        "mzj",
        "民政局",
        "民政局",
        "minzhengju",
        "澄民",
        ("shbz", "T17-03"),
        "社会救助股 养老服务股 社会事务股",
        "最低生活保障 特困人员供养 居家养老服务 婚俗改革 行政区划地名管理 残疾人两项补贴",
    ),
    _department(
        "sfj",
        "司法局",
        "司法局",
        "sifaju",
        "澄司",
        ("bmwj", "T16-03"),
        "行政复议股 法治调研股 公共法律服务股",
        "行政规范性文件清理 公共法律服务 行政执法监督 人民调解 法律援助",
    ),
    _department(
        "czj",
        "财政局",
        "财政局",
        "caizhengju",
        "澄财",
        ("czyjs", "T04-01"),
        "预算股 国库股 农业农村股 政府采购管理股",
        "部门预算编制 惠农补贴“一卡通”发放 政府采购监管 地方政府债务管理 行政事业单位资产清查",
    ),
    _department(
        "rsj",
        "人力资源和社会保障局",
        "人社局",
        "rensheju",
        "澄人社",
        ("jiuye", "T15-01"),
        "就业促进股 事业单位人事管理股 劳动关系股 社会保险股",
        "高校毕业生就业 农民工工资支付保障 职业技能培训 城乡居民养老保险 创业担保贷款 公益性岗位开发",
    ),
    _department(
        "zrj",
        "自然资源局",
        "自然资源局",
        "ziranziyuanju",
        "澄自然资",
        ("tdzs", "T05-01"),
        "耕地保护股 土地利用股 不动产登记中心 矿产股",
        "耕地保护 农村宅基地登记 国有建设用地供应 地质灾害防治 不动产登记便民服务",
    ),
    _department(
        "hbj",
        "生态环境局",
        "生态环境局",
        "shengtaihuanjingju",
        "澄环",
        ("hjbh", "T10-03"),
        "大气环境股 水生态环境股 环评股 执法大队",
        "大气污染防治 饮用水水源地保护 入河排污口整治 建设项目环评审批 危险废物规范化管理",
    ),
    _department(
        "zjj",
        "住房和城乡建设局",
        "住建局",
        "zhujianju",
        "澄建",
        ("zdjsxm", "T10-02"),
        "房地产管理股 城市建设股 质量安全监督站 物业管理股",
        "老旧小区改造 农村危房改造 保障性租赁住房 城区排水防涝 物业服务监管 燃气安全整治",
    ),
    _department(
        "jtj",
        "交通运输局",
        "交通局",
        "jiaotongju",
        "澄交",
        ("zdjsxm", "T07-07"),
        "公路股 运输管理股 安全监督股",
        "农村公路养护 城乡公交一体化 春运组织 货车超限超载治理 客运站安全管理",
    ),
    _department(
        "slj",
        "水利局",
        "水利局",
        "shuiliju",
        "澄水",
        ("yjya", "T06-03"),
        "水旱灾害防御股 农村水利股 河湖管理股",
        "防汛抗旱 农村饮水安全 河湖长制 小型水库除险加固 取水许可管理 灌区节水改造",
    ),
    _department(
        "nyj",
        "农业农村局",
        "农业农村局",
        "nongyenongcunju",
        "澄农",
        ("xczx", "T06-01"),
        "种植业股 乡村振兴股 畜牧兽医股 农村改革股",
        "高标准农田建设 秸秆综合利用 农机购置补贴 动物疫病防控 农村人居环境整治 "
        "农村土地承包经营权流转",
    ),
    _department(
        "wlj",
        "文化广电和旅游局",
        "文旅局",
        "wenlvju",
        "澄文旅",
        ("bmwj", "T12-01"),
        "公共文化股 文物保护股 旅游发展股",
        "文化惠民演出 文物保护单位巡查 乡村旅游 公共图书馆免费开放 非物质文化遗产保护 旅游市场秩序",
    ),
    _department(
        "wjj",
        "卫生健康局",
        "卫健局",
        "weijianju",
        "澄卫",
        ("ylws", "T13-01"),
        "疾病预防控制股 基层卫生股 医政股 人口监测股",
        "家庭医生签约服务 国家免疫规划 村卫生室建设 医疗机构校验 托育服务 爱国卫生运动",
    ),
    _department(
        "yjj",
        "应急管理局",
        "应急局",
        "yingjiju",
        "澄应急",
        ("aqsc", "T09-05"),
        "应急指挥中心 安全生产综合股 危险化学品监管股 救灾股",
        "危险化学品安全整治 森林防火 消防安全 有限空间作业 自然灾害救助 应急避难场所建设",
    ),
    _department(
        "sjj",
        "审计局",
        "审计局",
        "shenjiju",
        "澄审",
        ("bmwj", "T04-08"),
        "财政审计股 投资审计股 综合股",
        "预算执行审计 政府投资项目审计 审计整改 领导干部自然资源资产审计",
    ),
    _department(
        "scj",
        "市场监督管理局",
        "市场监管局",
        "shichangjianguanju",
        "澄市监",
        ("spyp", "T09-04"),
        "食品流通股 餐饮服务股 特种设备股 价格监督股 执法大队",
        "食品安全抽检 药品零售监管 特种设备安全 “双随机、一公开”抽查 经营主体登记 农贸市场计量",
    ),
    _department(
        "tjj",
        "统计局",
        "统计局",
        "tongjiju",
        "澄统",
        ("tjxx", "T03-03"),
        "综合核算股 农村统计股 普查中心",
        "统计数据发布 农业普查 城乡住户调查 统计执法检查",
    ),
    _department(
        "ybj",
        "医疗保障局",
        "医保局",
        "yibaoju",
        "澄医保",
        ("ylws", "T15-02"),
        "待遇保障股 基金监管股 医药服务股",
        "城乡居民医疗保险参保缴费 门诊慢特病待遇 医保基金监管 异地就医备案 药品集中采购",
    ),
    _department(
        "spj",
        "行政审批服务局",
        "审批局",
        "xingzhengshenpiju",
        "澄审批",
        ("xzxk", "T02-09"),
        "审批服务股 政务服务管理股 热线管理股",
        "“高效办成一件事” 政务服务大厅窗口管理 行政许可事项清单 帮办代办服务 12345热线办理",
    ),
)

_TOWN_MATTERS = (
    "秸秆禁烧 农村人居环境整治 防汛备汛 惠农补贴发放 高标准农田管护 森林防火 城乡居民医保缴费 "
    "农村饮水管护 一事一议筹资筹劳 农村低保动态管理"
)
_STREET_MATTERS = (
    "老旧小区改造 社区养老 文明养犬 背街小巷整治 电动自行车充电安全 社区网格化服务 河道保洁"
)


def _town(key: str, name: str, slug: str, street: bool = False) -> Organ:
    return Organ(
        key,
        "township",
        f"{name}办事处" if street else f"{name}人民政府",
        name,
        slug,
        f"{name[:2]}{'街' if street else '政'}",
        "jcsx",
        "T02-09" if street else "T06-01",
        ("党政综合办公室", "公共服务办公室", "平安建设办公室"),
        tuple((_STREET_MATTERS if street else _TOWN_MATTERS).split()),
    )


TOWNS = (
    _town("qqz", "清泉镇", "qingquan"),
    _town("sqz", "石桥镇", "shiqiao"),
    _town("lhz", "柳河镇", "liuhe"),
    _town("blz", "白鹭镇", "bailu"),
    _town("dlz", "东岭镇", "dongling"),
    _town("yxx", "云溪乡", "yunxi"),
    _town("qhx", "青禾乡", "qinghe"),
    _town("npx", "南坡乡", "nanpo"),
    _town("cgj", "城关街道", "chengguan", street=True),
    _town("hxj", "河西街道", "hexi", street=True),
)


def _village(key: str, name: str, slug: str, above: str) -> Organ:
    kind = "居民委员会" if name.endswith("社区") else "村民委员会"
    return Organ(
        key,
        "village",
        f"{name}{kind}",
        name,
        slug,
        name[:2],
        "cwgk",
        "T17-07",
        ("村务监督委员会",),
        ("村级财务收支", "村级公益事业", "集体资源发包", "惠农补贴", "公益性岗位"),
        above=above,
    )


VILLAGES = (
    _village("lsc", "柳树村", "liushucun", "qqz"),
    _village("sjc", "双井村", "shuangjingcun", "qqz"),
    _village("stc", "上塘村", "shangtangcun", "sqz"),
    _village("ywc", "渔湾村", "yuwancun", "lhz"),
    _village("zyc", "竹园村", "zhuyuancun", "blz"),
    _village("lzp", "栗子坪村", "lizipingcun", "dlz"),
    _village("wjs", "望江社区", "wangjiangshequ", "cgj"),
    _village("cjs", "长街社区", "changjieshequ", "hxj"),
)

ORGANS = (COUNTY, *DEPARTMENTS, *TOWNS, *VILLAGES)
BY_KEY = {organ.key: organ for organ in ORGANS}
