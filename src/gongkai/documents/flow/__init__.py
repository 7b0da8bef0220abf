"""拟稿 → 公开属性 → 科室审核 → 保密审查 → 签发 → 发布, and the two short flows beside it."""

from gongkai.casework.flows import Action, Clock, Flow, State, Style
from gongkai.kernel.permissions import Role

DRAFTING, ATTRIBUTE = "drafting", "attribute"
SECTION_REVIEW, SECRECY_REVIEW, SIGNING = "section_review", "secrecy_review", "signing"
PUBLISHED, FILED, VOIDED = "published", "filed", "voided"
IN_REVIEW = (SECTION_REVIEW, SECRECY_REVIEW, SIGNING)
WITH_AUTHOR = (DRAFTING, ATTRIBUTE)

PUBLISHING = Flow(
    code="publishing",
    label="信息发布",
    prefix="FB",
    states=(
        State(DRAFTING, "拟稿", Role.CLERK, own=True),
        State(ATTRIBUTE, "补注公开属性", Role.CLERK, own=True),
        State(SECTION_REVIEW, "科室审核", Role.SECTION_HEAD),
        State(SECRECY_REVIEW, "保密审查", Role.SECRECY_REVIEWER),
        State(SIGNING, "签发", Role.LEADER),
        State(PUBLISHED, "已发布"),
        State(FILED, "已归档（不主动公开）"),
        State(VOIDED, "已作废"),
    ),
    actions=(
        Action(
            "submit",
            "提交审核",
            WITH_AUTHOR,
            SECTION_REVIEW,
            "documents.draft",
            "提交审核",
            Style.PRIMARY,
        ),
        Action(
            "return_text",
            "退文",
            WITH_AUTHOR,
            ATTRIBUTE,
            "documents.return_text",
            "退文：公开属性或理由不全",
        ),
        Action(
            "pass_section",
            "同意",
            (SECTION_REVIEW,),
            SECRECY_REVIEW,
            "documents.review_section",
            "科室审核通过",
            Style.PRIMARY,
        ),
        Action(
            "return_section",
            "退回",
            (SECTION_REVIEW,),
            DRAFTING,
            "documents.review_section",
            "科室审核退回",
            Style.DANGER,
            needs_note=True,
        ),
        Action(
            "pass_secrecy",
            "同意公开",
            (SECRECY_REVIEW,),
            SIGNING,
            "documents.review_secrecy",
            "保密审查通过",
            Style.PRIMARY,
        ),
        Action(
            "return_secrecy",
            "退回",
            (SECRECY_REVIEW,),
            DRAFTING,
            "documents.review_secrecy",
            "保密审查退回",
            Style.DANGER,
            needs_note=True,
        ),
        Action(
            "sign",
            "签发",
            (SIGNING,),
            PUBLISHED,
            "documents.sign",
            "签发并发布",
            Style.PRIMARY,
            events=("closed",),
        ),
        Action(
            "sign_and_file",
            "签发归档",
            (SIGNING,),
            FILED,
            "documents.sign",
            "签发，不主动公开，归档",
            Style.PRIMARY,
            events=("closed",),
        ),
        Action(
            "return_signing",
            "退回",
            (SIGNING,),
            DRAFTING,
            "documents.sign",
            "领导退回",
            Style.DANGER,
            needs_note=True,
        ),
        Action("recall", "撤回修改", IN_REVIEW, DRAFTING, "documents.draft", "起草人撤回修改"),
        Action(
            "void",
            "作废",
            WITH_AUTHOR,
            VOIDED,
            "documents.draft",
            "作废",
            Style.DANGER,
            needs_note=True,
            events=("closed",),
        ),
    ),
    clock=Clock(
        label="主动公开期限",
        days=20,
        article="条例第二十六条",
        starts=("formed",),
        stops=("closed",),
    ),
)

WITHDRAWAL = Flow(
    code="withdrawal",
    label="撤下已发布信息",
    prefix="CX",
    states=(
        State("requested", "待领导批准", Role.LEADER),
        State("approved", "已撤下"),
        State("rejected", "未批准"),
    ),
    actions=(
        Action(
            "approve",
            "批准撤下",
            ("requested",),
            "approved",
            "documents.approve_withdrawal",
            "批准撤下",
            Style.PRIMARY,
        ),
        Action(
            "reject",
            "不批准",
            ("requested",),
            "rejected",
            "documents.approve_withdrawal",
            "不批准撤下",
            Style.DANGER,
            needs_note=True,
        ),
    ),
)

MIGRATION = Flow(
    code="migration",
    label="旧站信息迁入",
    prefix="QR",
    states=(
        State("secrecy_review", "保密审查", Role.SECRECY_REVIEWER),
        State("signing", "签发", Role.LEADER),
        State("published", "已上线"),
        State("rejected", "已退回"),
    ),
    actions=(
        Action(
            "pass_secrecy",
            "整批同意公开",
            ("secrecy_review",),
            "signing",
            "documents.review_secrecy",
            "整批保密审查通过",
            Style.PRIMARY,
        ),
        Action(
            "reject",
            "整批退回",
            ("secrecy_review", "signing"),
            "rejected",
            "documents.reject_migration",
            "整批退回",
            Style.DANGER,
            needs_note=True,
        ),
        Action(
            "sign",
            "整批签发上线",
            ("signing",),
            "published",
            "documents.sign",
            "整批签发上线",
            Style.PRIMARY,
        ),
    ),
)
