"""收费 (条例第四十二条; 国办函〔2020〕109号; §2): an exception, one tariff, a notice and a term."""

from datetime import datetime

from gongkai.casework.rules import local_day
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.acts.standing import blank, expired, idle, over
from gongkai.inforequests.rules.facts import ITEMS, PAGES, RequestFacts
from gongkai.inforequests.rules.fees import fee_by_items, fee_by_pages
from gongkai.kernel.errors import Reason

NOTICE = "国办函〔2020〕109号"
MOST = 100_000


def reasons_against_fee_notice(
    facts: RequestFacts,
    now: datetime,
    tariff: str,
    quantity: int,
    volume: str,
    already: int = 0,
    only_way: bool = False,
) -> list[Reason]:
    """Against a 收费通知书 for *quantity* items or pages.

    *volume*: the facts that make number or frequency clearly unreasonable; *already*: items of the
    same applicant counted in the month; *only_way*: the reply merely tells where public
    information is found.
    """
    ground = "条例第四十二条"
    found = idle(facts)
    if expired(facts, local_day(now)):
        sentence = f"答复期限已于{facts.clock.due}届满，收费通知应当在答复期限内发出"
        found.append(Reason("period_over", sentence, NOTICE))
    sentence = (
        "依申请提供信息不收费；只有申请的数量、频次明显超过合理范围，才能收取信息处理费：请写明事实"
    )
    found += blank(volume, "volume_missing", sentence, ground)
    if facts.has(ev.FEE_NOTICED) and facts.tariff and tariff != facts.tariff:
        sentence = "同一件申请只能在按件、按量两种方式中选择一种，不能并用"
        found.append(Reason("tariff_mixed", sentence, NOTICE))
    elif facts.has(ev.FEE_NOTICED):
        found.append(Reason("noticed_already", "已经发出过收费通知书", NOTICE))
    return found + _against_sum(tariff, quantity, already, only_way)


def _against_sum(tariff: str, quantity: int, already: int, only_way: bool) -> list[Reason]:
    if tariff not in (ITEMS, PAGES):
        return [Reason("tariff_missing", "请在按件计收、按量计收中选择一种", NOTICE)]
    if not 0 < quantity <= MOST or not 0 <= already <= MOST:
        return [Reason("quantity", f"件数、页数应当是1至{MOST}的整数", NOTICE)]
    if tariff == PAGES and only_way:
        sentence = "信息已经主动公开、只告知获取途径的，不能按量收费"
        return [Reason("nothing_provided", sentence, NOTICE)]
    fee = fee_by_items(quantity, already) if tariff == ITEMS else fee_by_pages(quantity)
    if fee.amount:
        return []
    free = "当月前10件" if tariff == ITEMS else "30页以内"
    return [Reason("nothing_due", f"{free}不收费，没有应缴的数额", NOTICE)]


def reasons_against_fee_lapse(facts: RequestFacts, now: datetime) -> list[Reason]:
    """Against taking a request for abandoned because it was not paid for (§2.4)."""
    found = over(facts)
    term = next((each for each in facts.clock.pending if each.kind == "payment"), None)
    if not found and term is None:
        found.append(Reason("fee_unasked", "没有正在等待的缴费", NOTICE))
    if term is not None and term.estimated:
        sentence = "请先登记申请人收到收费通知书的日期，缴费期限自收到的次日起算"
        found.append(Reason("fee_receipt_missing", sentence, NOTICE))
    elif term is not None and local_day(now) <= term.by:
        sentence = f"缴费期限到{term.by}为止，尚未届满，不能视为放弃申请"
        found.append(Reason("fee_running", sentence, NOTICE))
    return found


def reasons_against_payment(facts: RequestFacts) -> list[Reason]:
    """Against recording a payment that nobody asked for (条例第四十二条)."""
    if any(each.kind == "payment" for each in facts.clock.pending):
        return []
    sentence = "没有正在等待的缴费：没有依法发出收费通知书的，不能收取任何费用"
    return [*over(facts), Reason("fee_unasked", sentence, "条例第四十二条")]
