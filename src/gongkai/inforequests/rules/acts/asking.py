"""What is asked of the applicant, and time that is taken: 补正, 延期, 说明理由, 延迟答复."""

from datetime import date, datetime

from gongkai.casework.rules import local_day
from gongkai.clock.rules import wd_add
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.acts.standing import blank, expired, idle, over
from gongkai.inforequests.rules.course import CLARIFICATION_NOTICE_DAYS, LONGEST_EXTENSION
from gongkai.inforequests.rules.facts import RequestFacts
from gongkai.kernel.errors import Reason

SHORT_TERM = 5


def clarification_until(facts: RequestFacts) -> date | None:
    """The last day for a 补正告知书: the seventh working day after R (条例第三十条)."""
    runs = facts.clock.course.runs
    return wd_add(facts.calendar, runs[0].start, CLARIFICATION_NOTICE_DAYS) if runs else None


def reasons_against_clarification(
    facts: RequestFacts, now: datetime, unclear: str, guidance: str, days: int
) -> list[Reason]:
    """Against a 补正告知书 (条例第三十条): once, within 7 working days, only for what is unclear.

    *unclear*: what of the request is not clear; *guidance*: how to put it right; *days*: working
    days given for it.
    """
    ground = "条例第三十条"
    today = local_day(now)
    found = idle(facts)
    until = clarification_until(facts)
    if facts.has(ev.CLARIFICATION_ASKED):
        sentence = "已经告知过补正：需要补正的内容应当一次性告知，不能再次要求补正"
        found.append(Reason("clarification_once", sentence, ground))
    if until is not None and today > until:
        sentence = f"补正应当在收到申请之日起7个工作日内（{until}前）告知，现已超过，请直接审查答复"
        found.append(Reason("clarification_late", sentence, ground))
    sentence = "只有申请内容不明确的才能要求补正，请写明哪些内容不明确"
    found += blank(unclear, "unclear_missing", sentence, ground)
    sentence = "请写明怎样补正：应当给予指导和释明"
    found += blank(guidance, "guidance_missing", sentence, ground)
    if days < 1:
        found.append(Reason("term_missing", "请给申请人合理的补正期限（工作日数）", ground))
    return found


def notes_on_clarification(days: int) -> list[Reason]:
    """What a court may hold against a term that nothing forbids (条例第三十条: 合理的补正期限)."""
    if days >= SHORT_TERM:
        return []
    sentence = f"补正期限只有{days}个工作日，可能被认为不合理：逾期视为放弃就站不住"
    return [Reason("term_short", sentence, "条例第三十条")]


def reasons_against_clarified(facts: RequestFacts, received: date) -> list[Reason]:
    """Against taking in a correction: it must have been asked for (条例第三十条)."""
    found = over(facts)
    asked = facts.last(ev.CLARIFICATION_ASKED)
    if asked is None or facts.has(ev.CLARIFIED):
        sentence = "没有正在等待的补正；申请人主动补充的材料请记入办理过程，答复期限不重新起算"
        found.append(Reason("clarification_unasked", sentence, "条例第三十条"))
    elif received < asked.on:
        sentence = f"收到补正的日期{received}早于告知补正的日期{asked.on}，请核对"
        found.append(Reason("clarified_before_asked", sentence, "条例第三十条"))
    return found


def reasons_against_clarification_lapse(facts: RequestFacts, now: datetime) -> list[Reason]:
    """Against taking a request for abandoned because it was not corrected (条例第三十条)."""
    term = next((each for each in facts.clock.pending if each.kind == "clarification"), None)
    found = over(facts)
    if not found and term is None:
        found.append(Reason("clarification_unasked", "没有正在等待的补正", "条例第三十条"))
    if term is not None and local_day(now) <= term.by:
        sentence = f"补正期限到{term.by}为止，尚未届满，不能视为放弃申请"
        found.append(Reason("clarification_running", sentence, "条例第三十条"))
    return found


def reasons_against_extension(
    facts: RequestFacts, now: datetime, days: int, reason: str, approved: bool = True
) -> list[Reason]:
    """Against an extension notice (条例第三十三条第二款).

    Approved by the head of the open-government office, told to the applicant before the first due
    date, once per reply period, at most 20 working days.
    """
    ground = "条例第三十三条第二款"
    today = local_day(now)
    found = idle(facts)
    clock = facts.clock
    run = clock.course.run
    if run is not None and run.extended_on is not None:
        sentence = f"已于{run.extended_on}延长过{run.extended}个工作日，同一答复期限只能延长一次"
        found.append(Reason("extended_already", sentence, ground))
    elif clock.extend_by is not None and today > clock.extend_by:
        sentence = f"答复期限已于{clock.extend_by}届满，届满之后不能再延长"
        found.append(Reason("extension_late", sentence, ground))
    if not 1 <= days <= LONGEST_EXTENSION:
        sentence = f"延长的期限应当是1至{LONGEST_EXTENSION}个工作日"
        found.append(Reason("extension_days", sentence, ground))
    found += blank(reason, "extension_reason", "请写明需要延长答复期限的理由", ground)
    if not approved:
        sentence = "延长答复期限应当经政府信息公开工作机构负责人同意"
        found.append(Reason("extension_unapproved", sentence, ground))
    return found


def reasons_against_asking_reasons(
    facts: RequestFacts, now: datetime, volume: str, days: int
) -> list[Reason]:
    """Against asking why so much is requested (条例第三十五条). It does not stop the clock."""
    ground = "条例第三十五条"
    found = idle(facts)
    if facts.has(ev.REASONS_ASKED):
        found.append(Reason("reasons_asked_once", "已经要求申请人说明过理由", ground))
    if expired(facts, local_day(now)):
        sentence = f"答复期限已于{facts.clock.due}届满，请直接答复"
        found.append(Reason("period_over", sentence, ground))
    sentence = "只有申请的数量、频次明显超过合理范围，才能要求说明理由：请写明件数、频次等事实"
    found += blank(volume, "volume_missing", sentence, ground)
    if days < 1:
        found.append(Reason("term_missing", "请给申请人说明理由的期限（工作日数）", ground))
    return found


def reasons_against_explaining(facts: RequestFacts, now: datetime) -> list[Reason]:
    """Against taking in the applicant's reasons: they must be asked for, and come once (第三十五条)."""
    if facts.has(ev.REASONS_ASKED) and not facts.has(ev.REASONS_GIVEN):
        return over(facts)
    sentence = "现在没有要说明的理由，或者已经说明过"
    return [*over(facts), Reason("reasons_unasked", sentence, "条例第三十五条")]


def reasons_against_delay(
    facts: RequestFacts, now: datetime, days: int, reason: str
) -> list[Reason]:
    """Against a period for a delayed reply (条例第三十五条): reasons given and found reasonable."""
    ground = "条例第三十五条"
    found = idle(facts)
    if not facts.has(ev.REASONS_ASKED):
        sentence = "先要求申请人说明理由，理由合理而无法按期答复的，才能确定延迟答复的期限"
        found.append(Reason("reasons_unasked", sentence, ground))
    elif facts.reasons_judged is None:
        found.append(Reason("reasons_unjudged", "请先判断申请人说明的理由是否合理", ground))
    elif facts.reasons_judged is False:
        found.append(
            Reason("reasons_unreasonable", "理由不合理的，告知不予处理，不是延迟答复", ground)
        )
    if facts.has(ev.DELAY_SET):
        found.append(Reason("delay_once", "已经确定过延迟答复的期限", ground))
    if expired(facts, local_day(now)):
        sentence = f"答复期限已于{facts.clock.due}届满，不能再确定延迟答复的期限"
        found.append(Reason("period_over", sentence, ground))
    if not 1 <= days <= ev.MOST_DAYS:
        found.append(Reason("delay_days", "请填写延迟答复的合理期限（工作日数）", ground))
    found += blank(reason, "delay_reason", "请写明为何无法在法定期限内答复", ground)
    return found


def reasons_against_withdrawal(facts: RequestFacts) -> list[Reason]:
    """Against the applicant's withdrawing: what has been answered or ended cannot be withdrawn."""
    return over(facts)
