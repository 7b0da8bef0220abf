"""Facts of information requests, and the constraints that hold them (design §3, §4)."""

from gongkai.inforequests.models.afterwards import Conversion, Dispute, ScoreSheet, SpotCheck
from gongkai.inforequests.models.asking import (
    Clarification,
    Consultation,
    ExtensionRequest,
    FeeNotice,
    ReasonsAsked,
    SearchRecord,
)
from gongkai.inforequests.models.correcting import CorrectionClaim
from gongkai.inforequests.models.intake import (
    DoorCount,
    ImportedMail,
    QueryCode,
    RequestDraft,
    SatisfactionRating,
    SealedFile,
)
from gongkai.inforequests.models.papers import Delivery, Notice
from gongkai.inforequests.models.provided import ProvidedFile, SeveredPart
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
    Guard("inforequests_dispute", "DELETE", "复议诉讼登记不得删除"),
    Guard(
        "inforequests_dispute",
        "UPDATE",
        "复议诉讼登记后不得修改，审理结果只能登记一次",
        unless="OLD.decision = '' AND NEW.request_id = OLD.request_id AND NEW.kind = OLD.kind "
        "AND NEW.filed_on = OLD.filed_on AND NEW.body = OLD.body",
    ),
    Guard(
        "inforequests_scoresheet",
        "UPDATE",
        "测评得分登记后不得修改",
        unless="OLD.total IS NULL AND NEW.request_id = OLD.request_id "
        "AND NEW.check_of_id = OLD.check_of_id",
    ),
    Guard("inforequests_scoresheet", "DELETE", "抽出的申请不得去掉"),
    *append_only("inforequests_spotcheck", "质量抽查"),
    Guard("inforequests_conversion", "DELETE", "转为主动公开的建议不得删除"),
    *append_only("inforequests_requestevent", "申请的计时事实"),
    *append_only("inforequests_searchrecord", "检索记录"),
    *append_only("inforequests_reply", "定稿的答复"),
    *append_only("inforequests_replyreview", "答复审查意见"),
    *append_only("inforequests_issuedreply", "已印发的答复"),
    *append_only("inforequests_notice", "已出具的文书"),
    *append_only("inforequests_delivery", "送达记录"),
    *append_only("inforequests_severedpart", "区分处理登记"),
    Guard("inforequests_providedfile", "DELETE", "提供的信息不得删除"),
    Guard(
        "inforequests_providedfile",
        "UPDATE",
        "提供的信息只可写入一次撤下时间，不得作其他修改",
        unless="OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL "
        "AND NEW.request_id = OLD.request_id AND NEW.file_id = OLD.file_id "
        "AND NEW.sha256 = OLD.sha256 AND NEW.name = OLD.name AND NEW.pages = OLD.pages "
        "AND NEW.original_sha256 = OLD.original_sha256 AND NEW.method = OLD.method",
    ),
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
    "Conversion",
    "CorrectionClaim",
    "Delivery",
    "Dispute",
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
    "ProvidedFile",
    "QueryCode",
    "ReasonsAsked",
    "Reply",
    "ReplyDraft",
    "ReplyReview",
    "RequestDraft",
    "RequestEvent",
    "Requester",
    "SatisfactionRating",
    "ScoreSheet",
    "SealedFile",
    "SearchRecord",
    "SeveredPart",
    "SpotCheck",
]
