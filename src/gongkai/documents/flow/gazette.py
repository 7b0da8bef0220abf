"""政府公报: 组稿 → 校对 → 签发 → 发布 (rules §12.1)."""

from gongkai.casework.flows import Action, Desk, Flow, State, Style
from gongkai.kernel.permissions import Role

COMPILING, PROOFREADING, SIGNING, ISSUED = "compiling", "proofreading", "signing", "issued"
COMPILE, PROOF = "documents.compile_gazette", "documents.proof_gazette"

GAZETTE = Flow(
    code="gazette",
    label="政府公报",
    prefix="GB",
    states=(
        State(COMPILING, "组稿", Role.OFFICE, Desk.OFFICE),
        State(PROOFREADING, "校对", Role.SECTION_HEAD),
        State(SIGNING, "签发", Role.LEADER),
        State(ISSUED, "已发布"),
        State("voided", "已作废"),
    ),
    actions=(
        Action(
            "submit",
            "送校对",
            (COMPILING,),
            PROOFREADING,
            COMPILE,
            "组稿完成，送校对",
            Style.PRIMARY,
        ),
        Action(
            "pass_proof", "校对无误", (PROOFREADING,), SIGNING, PROOF, "校对无误", Style.PRIMARY
        ),
        Action(
            "return_proof",
            "退回",
            (PROOFREADING,),
            COMPILING,
            PROOF,
            "校对退回",
            Style.DANGER,
            needs_note=True,
        ),
        Action(
            "sign",
            "签发",
            (SIGNING,),
            ISSUED,
            "documents.sign",
            "签发，本期公报发布",
            Style.PRIMARY,
        ),
        Action(
            "return_signing",
            "退回",
            (SIGNING,),
            COMPILING,
            "documents.sign",
            "签发退回",
            Style.DANGER,
            needs_note=True,
        ),
        Action(
            "void",
            "作废",
            (COMPILING,),
            "voided",
            COMPILE,
            "本期作废",
            Style.DANGER,
            needs_note=True,
        ),
    ),
)
