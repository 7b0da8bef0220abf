"""规范性文件 over their whole life: term, evaluation before expiry, clean-up (rules §6.2–6.3)."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from gongkai.kernel.errors import Reason

TRIAL_WORDS = ("暂行", "试行")


class Proposal(StrEnum):
    """What shall become of a document: the four lists of a clean-up (rules §6.3)."""

    CONTINUE = "continue"
    AMEND = "amend"
    REPEAL = "repeal"
    LAPSE = "lapse"


PROPOSAL_LABELS = {
    Proposal.CONTINUE: "继续有效",
    Proposal.AMEND: "修改",
    Proposal.REPEAL: "废止",
    Proposal.LAPSE: "宣布失效",
}


def months_before(day: date, months: int) -> date:
    """The same day *months* earlier, or the last one of a shorter month."""
    place = day.year * 12 + day.month - 1 - months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def years_after(day: date, years: int) -> date:
    """The same day *years* later; 29 February becomes 28 February."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def is_trial(title: str) -> bool:
    """暂行 or 试行: the shorter term applies."""
    return any(word in title for word in TRIAL_WORDS)


def last_day(effective_on: date, years: int) -> date:
    """The last day in force of a term of *years* from 施行日期: the day before its anniversary (§6.3)."""
    return years_after(effective_on, years) - timedelta(days=1)


def term_years(title: str, years: int, trial_years: int) -> int:
    """The local term of a document that states none (rules §6.3)."""
    return min(years, trial_years) if is_trial(title) else years


def expiry_of(
    title: str,
    *,
    effective_on: date | None,
    expires_on: date | None,
    years: int,
    trial_years: int,
) -> date | None:
    """The last day in force: as stated, else by the local term; None when nothing is known."""
    if expires_on is not None or effective_on is None:
        return expires_on
    return last_day(effective_on, term_years(title, years, trial_years))


def notes_on_term(
    title: str,
    *,
    signed_on: date | None,
    issued_on: date | None,
    effective_on: date | None,
    expires_on: date | None,
    years: int,
    trial_years: int,
) -> list[Reason]:
    """What a 规范性文件 should state about its dates; holds nothing up (rules §6.2–6.3)."""
    found = []
    term = term_years(title, years, trial_years)
    if signed_on is None:
        found.append(Reason("signed_on_missing", "规范性文件应当写明成文日期"))
    if effective_on is None:
        found.append(Reason("effective_on_missing", "规范性文件应当写明施行日期"))
        return found
    longest = last_day(effective_on, term)
    if expires_on is None:
        sentence = f"没有写明有效期，按本地规定有效期 {term} 年，至 {longest}；请填写“有效期至”"
        found.append(Reason("expires_on_missing", sentence, "规范性文件有效期制度（本地规定）"))
    elif expires_on > longest + timedelta(days=1):
        sentence = f"有效期超过本地规定的 {term} 年（最迟至 {longest}），请核对"
        found.append(Reason("term_too_long", sentence, "规范性文件有效期制度（本地规定）"))
    formed = issued_on or signed_on
    if formed and effective_on < formed:
        found.append(Reason("effective_early", "施行日期早于印发（成文）日期，请核对是否溯及既往"))
    return found


def reasons_against_campaign(*, title: str, on: date, due_on: date, today: date) -> list[Reason]:
    """Why a clean-up cannot be started so."""
    found = []
    if not title.strip():
        found.append(Reason("title", "请填写清理工作的名称"))
    if due_on < today:
        found.append(Reason("due_on", "报送期限不能早于今天"))
    if on > today:
        found.append(Reason("on", "清理范围以今天或以前的某一天现行有效为准"))
    return found


def reasons_against_items(items: Iterable[tuple[str, str, str]]) -> list[Reason]:
    """What the proposals of a unit lack: *items* are (title, proposal, reason)."""
    found = []
    listed = list(items)
    open_ones = [title for title, proposal, _ in listed if proposal not in set(Proposal)]
    if open_ones:
        sentence = f"还有 {len(open_ones)} 件没有提出意见，例如《{open_ones[0]}》"
        found.append(Reason("proposal_missing", sentence))
    bare = [
        title
        for title, proposal, reason in listed
        if proposal in set(Proposal) - {Proposal.CONTINUE} and not reason.strip()
    ]
    if bare:
        sentence = f"修改、废止、宣布失效须写明理由，还缺 {len(bare)} 件，例如《{bare[0]}》"
        found.append(Reason("reason_missing", sentence))
    return found


def reasons_against_result(*, open_parts: int, drafted: bool, items: int) -> list[Reason]:
    """Why the result of a clean-up cannot be drafted yet."""
    found = []
    if not items:
        found.append(Reason("nothing", "本次清理没有文件"))
    if open_parts:
        found.append(Reason("parts_open", f"还有 {open_parts} 个单位的清理意见没有汇总"))
    if drafted:
        found.append(Reason("drafted_before", "清理结果已经起草"))
    return found
