"""Facts of information requests, and the constraints that hold them (design §3, §4)."""

from gongkai.inforequests.models.asking import (
    Clarification,
    Consultation,
    ExtensionRequest,
    FeeNotice,
    ReasonsAsked,
    SearchRecord,
)
from gongkai.inforequests.models.intake import (
    DoorCount,
    ImportedMail,
    QueryCode,
    RequestDraft,
    SatisfactionRating,
    SealedFile,
)
from gongkai.inforequests.models.papers import Delivery, Notice
from gongkai.inforequests.models.replies import (
    IssuedReply,
    Reply,
    ReplyDraft,
    ReplyReview,
)
from gongkai.inforequests.models.requests import InformationRequest, Requester, RequestEvent
from gongkai.inforequests.models.stationery import (
    PaperNumber,
    PaperSequence,
    PaperSettings,
    PaperTemplate,
)
from gongkai.kernel.constraints import Guard, append_only, guards

guards.register(
    *append_only("inforequests_requestevent", "申请的计时事实"),
    *append_only("inforequests_searchrecord", "检索记录"),
    *append_only("inforequests_reply", "定稿的答复"),
    *append_only("inforequests_replyreview", "答复审查意见"),
    *append_only("inforequests_issuedreply", "已印发的答复"),
    *append_only("inforequests_notice", "已出具的文书"),
    *append_only("inforequests_delivery", "送达记录"),
    *append_only("inforequests_papertemplate", "文书模板"),
    *append_only("inforequests_papernumber", "发文字号"),
    Guard("inforequests_informationrequest", "DELETE", "信息公开申请不得删除"),
    Guard(
        "inforequests_informationrequest",
        "UPDATE",
        "申请办结后，办结结果不得修改；申请编号、内容和渠道一经登记不得修改",
        unless="NEW.number = OLD.number AND NEW.description = OLD.description "
        "AND NEW.channel = OLD.channel AND NEW.applicant_class = OLD.applicant_class "
        "AND (OLD.closed_at IS NULL OR (NEW.closed_at = OLD.closed_at "
        "AND NEW.report_row = OLD.report_row AND NEW.outcome = OLD.outcome))",
    ),
)

__all__ = [
    "Clarification",
    "Consultation",
    "Delivery",
    "DoorCount",
    "ExtensionRequest",
    "FeeNotice",
    "ImportedMail",
    "InformationRequest",
    "IssuedReply",
    "Notice",
    "PaperNumber",
    "PaperSequence",
    "PaperSettings",
    "PaperTemplate",
    "QueryCode",
    "ReasonsAsked",
    "Reply",
    "ReplyDraft",
    "ReplyReview",
    "RequestDraft",
    "RequestEvent",
    "Requester",
    "SatisfactionRating",
    "SealedFile",
    "SearchRecord",
]
