"""What people of the county ask for, and what the replies of each kind say."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

PLACES = ("全县", "清泉镇", "县城区", "石桥镇", "柳河镇", "东岭镇", "云溪乡")
MATTERS: Mapping[str, tuple[str, ...]] = {
    "jyj": (
        "{year}年{place}义务教育阶段学校招生划片方案",
        "{year}年{place}中小学课后服务收费标准和资金使用情况",
        "{year}年{place}公办幼儿园学位数和实际招生数",
        "{year}年{place}学生营养改善计划食材采购合同",
        "{year}年{place}教师交流轮岗安排和结果",
    ),
    "czj": (
        "{year}年{place}一般公共预算调整方案",
        "{year}年{place}政府采购目录及集中采购限额标准",
        "{year}年{place}惠民惠农补贴资金发放汇总表",
        "{year}年{place}行政事业单位国有资产处置情况",
    ),
    "nyj": (
        "{year}年{place}耕地地力保护补贴发放标准和依据",
        "{year}年{place}高标准农田建设项目验收报告",
        "{year}年{place}农机购置与应用补贴公示材料",
        "{year}年{place}农村户用厕所改造项目资金使用情况",
    ),
    "zfb": (
        "{year}年政府工作报告任务分解和完成情况",
        "{year}年县政府常务会议审议通过的规范性文件目录",
        "{year}年{place}政务服务便民热线办理情况统计",
    ),
    "zrj": (
        "{place}集体土地征收补偿安置方案及公告",
        "{year}年{place}国有建设用地供应结果",
        "{place}村庄规划批准文件及图件",
    ),
    "mzj": (
        "{year}年{place}特困人员供养机构建设规划和补助办法",
        "{year}年{place}最低生活保障标准调整的依据",
        "{place}养老服务设施建设资金安排情况",
    ),
    "zjj": (
        "{place}老旧小区改造项目施工合同和验收资料",
        "{year}年{place}公共租赁住房配租结果",
        "{place}物业服务企业信用评价办法和结果",
    ),
    "jtj": (
        "{year}年{place}农村公路养护资金安排和使用情况",
        "{year}年{place}公交线路调整方案和论证材料",
    ),
    "wjj": (
        "{year}年{place}家庭医生签约服务经费使用情况",
        "{year}年{place}医疗机构设置规划",
    ),
    "rsj": (
        "{year}年{place}公益性岗位补贴发放标准和名册汇总",
        "{year}年事业单位公开招聘岗位设置方案",
    ),
    "qqz": (
        "{year}年清泉镇农村集体资产清产核资结果",
        "{year}年清泉镇人居环境整治项目清单和资金使用情况",
    ),
}
"""What is asked of each unit; requests go to these units in turn."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What a reply of one kind is about where not every matter would do, and the facts it states."""

    facts: Mapping[str, str]
    key: str = ""
    matter: str = ""
    withheld: str = ""


PROVIDED = {
    "provided": "随本答复书提供所申请的材料复印件一份，共6页。",
}
ENDINGS: Mapping[str, Ending] = {
    "granted": Ending(PROVIDED),
    "granted_public": Ending(
        {"way": "可以在县政府门户网站“政府信息公开”栏目按标题检索，在线查阅、下载。"}
    ),
    "partial": Ending(
        {
            "provided": "随本答复书提供合同复印件一份，共12页，其中3处作遮盖处理。",
            "withheld": "合同第四条单价组成、第九条工艺说明和第十二条个人联系方式。",
            "reasons": "遮盖的内容属于企业的商业秘密和个人隐私，公开会对第三方合法权益造成损害，"
            "第三方书面表示不同意公开，且理由合理。",
        },
        withheld="E15",
    ),
    "d1": Ending(
        {"reasons": "所申请的点位分布图已依法确定为国家秘密，现仍在保密期限内，不得公开。"},
        "gaj",
        "全县重点目标反恐怖防范点位分布图",
        "E14a",
    ),
    "d2": Ending(
        {
            "reasons": "所申请的是能够识别单个统计调查对象身份的资料，法律规定不得对外提供、泄露。",
            "special_law": "《中华人民共和国统计法》关于统计调查对象资料保密的规定。",
        },
        "tjj",
        "{year}年县内规模以上工业企业逐户统计报表",
        "E14b",
    ),
    "d3": Ending(
        {
            "reasons": "安全鉴定中的薄弱部位和防护部署一经公开，可能被用于破坏水利设施，危及公共安全。"
        },
        "slj",
        "清泉水库大坝安全鉴定报告全文",
        "E14c",
    ),
    "d4": Ending(
        {
            "reasons": "所申请的报价明细属于投标人的商业秘密，公开会损害其竞争地位，"
            "本机关已书面征求第三方意见并对其合法权益予以保护。"
        },
        "zjj",
        "县城区污水管网改造项目中标单位投标报价明细",
        "E15",
    ),
    "d5": Ending(
        {"reasons": "所申请的是机关内部值班轮换安排，属于内部工作流程信息，不涉及公众权益。"},
        "rsj",
        "{year}年机关内部值班轮换安排表",
        "E16a",
    ),
    "d6": Ending(
        {"reasons": "所申请的是项目前期论证会的讨论记录，属于行政决定形成前的过程性信息。"},
        "fgj",
        "{year}年产业园区扩建项目前期论证会讨论记录",
        "E16b",
    ),
    "d7": Ending(
        {"reasons": "所申请的是行政执法案卷中的调查笔录，法律、法规、规章没有规定应当公开。"},
        "scj",
        "{year}年某超市食品安全处罚案件调查案卷",
        "E16c",
    ),
    "d8": Ending(
        {
            "special_law": "依照《不动产登记暂行条例》的规定申请查询、复制。",
            "way": "持身份证明到县政务服务中心不动产登记窗口办理。",
        },
        "zrj",
        "县城区某小区房屋登记簿和登记原始资料",
    ),
    "u1_not_held": Ending({}, "jyj", "1985年全县民办教师名册和工资发放表"),
    "u1_not_ours": Ending(
        {
            "reasons": "该信息由水行政主管部门制作并保存，不属于本机关负责公开的范围。",
            "responsible": "该信息由县水利局负责公开，联系电话0999-6011300。",
        },
        "jtj",
        "河道采砂许可审批材料",
    ),
    "u2": Ending(
        {"processing": "须从近十年各乡镇报表中逐项摘录、汇总并分析对比，没有现成的信息。"},
        "czj",
        "近十年各乡镇补贴资金按月发放情况对比分析表",
    ),
    "u3": Ending({"unclear": "补正后仍未写明所要的是哪一年度、哪一项目的材料，无法据以查找。"}),
    "n1": Ending(
        {
            "reasons": "申请的实质是对物业收费提出投诉并要求处理，不是申请公开政府信息。",
            "channel": "可以向县住房和城乡建设局物业管理股反映，或者拨打政务服务便民热线。",
        },
        "zjj",
        "要求处理某小区物业服务收费问题",
    ),
    "n2": Ending({"earlier": "本机关已就相同内容的申请作出答复，并已依法送达。"}),
    "n3": Ending(
        {"publication": "《澄明统计年鉴》公开发行，可以到县图书馆政府信息查阅点查阅或者自行购买。"},
        "tjj",
        "《澄明统计年鉴（{year}）》全书",
    ),
    "n4": Ending(
        {
            "volume": "申请人三个月内就相近事项提出申请四十余件，明显超过合理范围。",
            "reasons": "本机关已要求说明理由，申请人所述理由与所申请的信息没有关联，认定不合理。",
        }
    ),
    "n5": Ending(
        {
            "obtained": "申请人已于上年度取得该文书的原件，并在申请中附有复印件。",
            "reasons": "申请人要求就已经获取的信息出具证明，不属于获取政府信息。",
        },
        "sfj",
        "要求对已取得的公共法律服务文书出具证明",
    ),
    "o3": Ending({"note": "申请人来函说明所需信息已从其他渠道获取，请求终止办理。"}),
}
"""By the code of the reply kind."""


def matter_of(chance: Random, key: str, kind: str, year: int) -> str:
    """What is asked of the unit *key* in *year*, so that a reply of *kind* makes sense."""
    ending = ENDINGS.get(kind)
    own = ending.matter if ending and ending.key == key else ""
    wanted = own or chance.choice(MATTERS[key])
    return wanted.format(year=year - 1, place=chance.choice(PLACES))
