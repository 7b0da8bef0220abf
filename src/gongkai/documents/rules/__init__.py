"""The law of publishing (条例第十三至十七、二十六条; rules §5, §6.2–6.3). Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from gongkai.kernel.errors import Reason

ZONE = ZoneInfo("Asia/Shanghai")
TITLE_LIMIT = 300
PUBLISH_WORKING_DAYS = 20


class Openness(StrEnum):
    """公开属性: exactly one, fixed while drafting (rules §5.1)."""

    PROACTIVE = "proactive"
    ON_REQUEST = "on_request"
    WITHHELD = "withheld"


OPENNESS_LABELS = {
    Openness.PROACTIVE: "主动公开",
    Openness.ON_REQUEST: "依申请公开",
    Openness.WITHHELD: "不予公开",
}
REDACTED_LABEL = "删减后公开"
"""主动公开 of a text from which something was taken out; the original is withheld (§5.1)."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A legal ground for not publishing."""

    code: str
    label: str
    article: str


GROUNDS = (
    Ground("E14a", "依法确定为国家秘密", "条例第十四条"),
    Ground("E14b", "法律、行政法规禁止公开", "条例第十四条"),
    Ground("E14c", "公开后可能危及国家安全、公共安全、经济安全、社会稳定", "条例第十四条"),
    Ground("E15", "涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害", "条例第十五条"),
    Ground("E16a", "内部事务信息（人事管理、后勤管理、内部工作流程）", "条例第十六条第一款"),
    Ground("E16b", "过程性信息（讨论记录、过程稿、磋商信函、请示报告）", "条例第十六条第二款"),
    Ground("E16c", "行政执法案卷信息", "条例第十六条第二款"),
)
GROUND_BY_CODE = {ground.code: ground for ground in GROUNDS}


class Validity(StrEnum):
    """Whether a document is in force (rules §6.3)."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    AMENDED = "amended"
    REPEALED = "repealed"
    LAPSED = "lapsed"


VALIDITY_LABELS = {
    Validity.IN_FORCE: "有效",
    Validity.NOT_YET: "尚未施行",
    Validity.AMENDED: "已修改",
    Validity.REPEALED: "废止",
    Validity.LAPSED: "失效",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a draft states, as far as the rules ask."""

    title: str
    text: str
    attachments: int
    openness: str
    ground: str
    ground_note: str
    has_section: bool
    signed_on: date | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    publish_at: datetime | None = None
    section_open: bool = True
    images_without_words: int = 0
    redacted: bool = False


def reasons_against_text(facts: Facts) -> list[Reason]:
    """What is missing or impossible in a text before anybody should read it (rules §6.2)."""
    found = []
    if not facts.title.strip():
        found.append(Reason("title_missing", "请填写标题"))
    elif len(facts.title) > TITLE_LIMIT:
        sentence = f"标题有 {len(facts.title)} 个字，超过 {TITLE_LIMIT} 字，请缩短"
        found.append(Reason("title_too_long", sentence))
    if not facts.text.strip() and not facts.attachments:
        found.append(Reason("text_missing", "正文与附件至少要有一项"))
    if not facts.has_section:
        found.append(Reason("section_missing", "请选择发布栏目"))
    elif not facts.section_open:
        found.append(Reason("section_closed", "所选栏目已停用，请改选其他栏目"))
    return found + _reasons_against_dates(facts)


def notes_on_text(facts: Facts) -> list[Reason]:
    """What should be better but holds nothing up: pictures need words (无障碍环境建设法第三十二条)."""
    if not facts.images_without_words:
        return []
    sentence = (
        f"有 {facts.images_without_words} 张图片没有替代文字，看不见图片的读者读不到其内容："
        "点选图片，在“编辑图片”的图片描述中写明"
    )
    return [Reason("image_without_words", sentence, "无障碍环境建设法第三十二条")]


def _reasons_against_dates(facts: Facts) -> list[Reason]:
    found = []
    if facts.signed_on and facts.issued_on and facts.issued_on < facts.signed_on:
        found.append(Reason("issued_before_signed", "印发日期早于成文日期，请核对"))
    if facts.effective_on and facts.expires_on and facts.expires_on < facts.effective_on:
        found.append(Reason("expires_before_effective", "有效期截止日早于施行日期，请核对"))
    return found


def reasons_against_openness(facts: Facts) -> list[Reason]:
    """Why a text goes back for its attribute (退文, rules §5.1; 条例第十三至十六条)."""
    if facts.openness not in set(Openness):
        sentence = "未注明公开属性：请选择主动公开、依申请公开或不予公开"
        return [Reason("openness_missing", sentence, "公文公开属性源头认定")]
    if facts.openness == Openness.PROACTIVE and not facts.redacted:
        return []
    label = REDACTED_LABEL if facts.redacted else OPENNESS_LABELS[Openness(facts.openness)]
    found = []
    if facts.redacted and facts.openness != Openness.PROACTIVE:
        sentence = "文稿已作删减，公开属性须为主动公开；整件不公开的，请先恢复原稿"
        found.append(Reason("redaction_not_public", sentence, "公文公开属性源头认定"))
    if facts.ground not in GROUND_BY_CODE:
        sentence = f"定为{label}，须选择法定理由"
        found.append(Reason("ground_missing", sentence, "条例第十三条至第十六条"))
    if not facts.ground_note.strip():
        sentence = f"定为{label}，须写明具体说明（哪些内容、为何不宜公开）"
        found.append(Reason("ground_note_missing", sentence, "条例第十七条"))
    return found


def reasons_against_reviewer(
    person: int | None, author: int | None, earlier: Sequence[int], step: str
) -> list[Reason]:
    """Four eyes: nobody reviews or signs what he drafted or has passed in another step (§5.2).

    *earlier* are those who passed this edition before, in other steps.
    """
    if person is None:
        return [Reason("no_person", f"{step}须由具名人员办理，系统任务不能代办")]
    found = []
    if person == author:
        sentence = f"这一稿由您起草，{step}须由另一人办理"
        found.append(Reason("own_text", sentence, "先审查后公开"))
    if person in earlier:
        sentence = f"您已在前一环节审核过这一稿，{step}须由另一人办理"
        found.append(Reason("reviewed_before", sentence, "分级审查"))
    return found


def reasons_against_publication(
    *, openness: str, secrecy_passed: bool, signed: bool, withdrawn: bool, screened: bool = True
) -> list[Reason]:
    """What an edition lacks before it may be public; the schema refuses the same (design §3)."""
    found = []
    if openness != Openness.PROACTIVE:
        found.append(Reason("not_proactive", "公开属性不是主动公开", "条例第十九条"))
    if not secrecy_passed:
        sentence = "未经起草人以外的人员保密审查通过"
        found.append(Reason("secrecy_missing", sentence, "条例第十七条；保密法第三十五条"))
    if not screened:
        sentence = "这一版未经内容检查，请撤回后重新提交"
        found.append(
            Reason("screening_missing", sentence, "条例第十五条；个人信息保护法第二十五条")
        )
    if not signed:
        found.append(Reason("signature_missing", "未经领导签发", "条例第十七条"))
    if withdrawn:
        found.append(Reason("withdrawn", "此件已撤下，须重新起草并审查后另行发布"))
    return found


def reasons_against_ending(
    *, reason: str, live: bool, kind: str, successor: int | None, document: int
) -> list[Reason]:
    """Why a publication cannot be withdrawn or replaced: nothing is live, or no reason is given."""
    found = []
    if not live:
        found.append(Reason("not_live", "此件目前不在门户上"))
    if not reason.strip():
        found.append(Reason("reason_missing", "须写明理由，理由将在原网址向公众说明"))
    if kind == "replaced" and successor is None:
        found.append(Reason("successor_missing", "请选择替换它的信息，且该信息须已发布"))
    if successor == document:
        found.append(Reason("successor_self", "不能用它自己替换自己"))
    return found


def reasons_against_validity_change(
    *,
    kind: str,
    basis: str,
    on: date,
    signed_on: date | None,
    now_kind: Validity,
    ended_on: date | None = None,
) -> list[Reason]:
    """Why a repeal, lapse or amendment cannot be entered (rules §6.3).

    *now_kind* is what has been entered before, be its day *ended_on* still to come.
    """
    found = []
    if kind not in {Validity.REPEALED, Validity.LAPSED, Validity.AMENDED}:
        found.append(Reason("validity_kind", "只能登记废止、失效或已修改"))
    if not basis.strip():
        found.append(Reason("basis_missing", "请写明依据（文号或决定名称）"))
    if signed_on is not None and on < signed_on:
        found.append(Reason("before_signed", "生效日早于该文件的成文日期，请核对"))
    if now_kind in {Validity.REPEALED, Validity.LAPSED}:
        since = f"自 {ended_on} 起" if ended_on else "已"
        sentence = f"该文件{since}{VALIDITY_LABELS[now_kind]}，不能再次登记"
        found.append(Reason("already_ended", sentence))
    return found


def validity_on(
    day: date,
    *,
    effective_on: date | None,
    expires_on: date | None,
    change: str | None = None,
    changed_on: date | None = None,
) -> Validity | None:
    """Whether a document is in force on *day*; None when nothing is stated about it.

    A recorded repeal or lapse counts from its day; a stated end is the last day in force (§6.3),
    of an amended text as well.
    """
    over = expires_on is not None and day > expires_on
    if change and changed_on and changed_on <= day and not (over and change == Validity.AMENDED):
        return Validity(change)
    if effective_on and day < effective_on:
        return Validity.NOT_YET
    if over:
        return Validity.LAPSED
    if effective_on or expires_on or change:
        return Validity.IN_FORCE
    return None


def same_file(name: str, known: str) -> bool:
    """Whether two paths name one file of an old site, whichever folder above it was given."""
    return name == known or name.endswith(f"/{known}") or known.endswith(f"/{name}")


def reasons_against_exclusion(
    *, reason: str, chosen: int, state: str, deciding: bool
) -> list[Reason]:
    """Why records cannot be left out of a batch now (先审查后公开: 条例第十七条)."""
    found = []
    if not chosen:
        found.append(Reason("none_chosen", "请先勾选要办理的记录"))
    if not reason.strip():
        found.append(Reason("reason_missing", "请写明剔除理由"))
    if state not in {"secrecy_review", "signing"}:
        found.append(Reason("wrong_step", "本批已办结，不能再剔除；已上线的信息请办理撤下"))
    if deciding:
        found.append(Reason("deciding", "整批决定正在逐件写入，完成后才能剔除"))
    return found
