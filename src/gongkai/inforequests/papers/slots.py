"""The fixed parts of papers by name: their ground, what they need, and how they are built."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongkai.inforequests.papers import fixed
from gongkai.inforequests.papers.blocks import Block
from gongkai.inforequests.papers.facts import PaperFacts


@dataclass(frozen=True, slots=True)
class Slot:
    """A fixed part: its legal ground, what it says in a few words for whoever edits a template,
    the facts it cannot do without (names of `fields.FIELDS`), and how it is built.
    """

    article: str
    says: str
    needs: tuple[str, ...]
    build: Callable[[PaperFacts], list[Block]]


RECEIVED = ("收到日期", "申请编号", "申请内容")
SLOTS: Mapping[str, Slot] = {
    "收到申请": Slot("条例第三十一条", "何日收到什么申请、编号", RECEIVED, fixed.received),
    "收到和答复期限": Slot(
        "条例第三十一条、第三十三条", "收到之日怎样确定、何日前答复", ("提交渠道",), fixed.receipt
    ),
    "补正期限和后果": Slot(
        "条例第三十条", "补正的期限、逾期不补正的后果、期限怎样计算", ("限期",), fixed.clarify
    ),
    "说明理由的期限和后果": Slot(
        "条例第三十五条", "说明理由的期限、理由合理与否的后果", ("限期",), fixed.reasons
    ),
    "延迟答复的决定": Slot(
        "条例第三十五条", "延迟答复的合理期限", ("回复日期", "延长后期限"), fixed.delay
    ),
    "延长期限的决定": Slot(
        "条例第三十三条第二款",
        "经谁同意、延长多少、延长后的期限",
        ("天数", "答复期限", "延长后期限"),
        fixed.extension,
    ),
    "征求第三方意见的依据": Slot(
        "条例第十五条、第三十二条", "征求意见的依据和15个工作日的期限", (), fixed.third_party
    ),
    "第三方逾期的后果": Slot(
        "条例第三十二条", "逾期未提出意见由本机关决定", (), fixed.third_party_silent
    ),
    "第三方确认函": Slot("条例第三十二条", "供第三方填写的确认函", (), fixed.answer_form),
    "征求意见期间不计入期限": Slot(
        "条例第三十三条第三款", "征求意见所需时间不计算在期限内", (), fixed.consulting
    ),
    "对第三方的公开决定": Slot("条例第三十二条", "因公共利益决定公开", (), fixed.override),
    "征求共同制作机关意见的依据": Slot(
        "条例第三十四条", "征求意见的依据和15个工作日的期限", (), fixed.joint
    ),
    "共同制作机关逾期的后果": Slot(
        "条例第三十四条", "逾期未提出意见视为同意公开", (), fixed.joint_silent
    ),
    "协办期限": Slot(
        "条例第三十三条、第四十五条",
        "回复日期和法定期限",
        ("答复期限", "延长后期限"),
        fixed.co_handling,
    ),
    "转送和期限": Slot(
        "条例第十条、第三十六条第五项", "转送给哪个机关、由谁答复", ("发出日期",), fixed.transfer
    ),
    "收费依据和标准": Slot(
        "条例第四十二条，国办函〔2020〕109号",
        "收费的依据、标准、数额",
        ("计收方式", "收费明细", "收费金额"),
        fixed.fee,
    ),
    "缴费期限和后果": Slot(
        "国办函〔2020〕109号", "20个工作日内缴纳、逾期的后果、期限怎样计算", (), fixed.payment
    ),
    "更正的依据": Slot("条例第四十一条", "更正的条件和处理方式", (), fixed.correction),
    "依据和决定": Slot("条例第三十六条等", "该类答复的法律依据和决定", (), fixed.decision),
    "不予公开的部分": Slot(
        "条例第三十七条", "区分处理：遮盖了什么、依据和理由", ("区分处理",), fixed.severed
    ),
    "救济告知": Slot(
        "行政复议法第二十条、第二十三条，行政诉讼法第四十五条、第四十六条",
        "怎样申请行政复议、提起行政诉讼",
        ("复议机关", "人民法院"),
        fixed.remedy,
    ),
}
