"""检索: what was searched where, how and with what result (§4.1 step 5)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.inforequests import flow
from gongkai.inforequests.models import SearchRecord
from gongkai.inforequests.services.hand import take
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason, refuse_if

WANTED = {
    "places": "请写明检索范围：查了哪些档案、系统、科室",
    "method": "请写明检索方法：怎样查的、由谁协助",
    "keywords": "请写明检索用的关键词",
    "result": "请写明检索结果",
}
KEYWORDS_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Searched:
    """One search as its record states it."""

    on: date
    places: str
    method: str
    keywords: str
    result: str
    found: bool


@transaction.atomic
def record_search(
    *, actor: Actor, request_id: int, searched: Searched, now: datetime
) -> SearchRecord:
    """Keep the record of a search; a reply that nothing exists rests on it (条例第三十六条第四项)."""
    hand = take(actor=actor, request_id=request_id, now=now)
    article = "条例第三十六条第四项"
    missing = [
        Reason(name, sentence, article)
        for name, sentence in WANTED.items()
        if not getattr(searched, name).strip()
    ]
    late = [Reason("on", "检索日期不能晚于今天")] if searched.on > hand.today else []
    long = len(searched.keywords) > KEYWORDS_LIMIT
    limit = [Reason("keywords", f"关键词不能超过 {KEYWORDS_LIMIT} 字")] if long else []
    refuse_if(
        [
            *hand.beside("search"),
            *missing,
            *late,
            *limit,
        ]
    )
    record = SearchRecord.objects.create(
        request=hand.request,
        on=searched.on,
        places=searched.places,
        method=searched.method,
        keywords=searched.keywords,
        result=searched.result,
        found=searched.found,
        by_id=hand.person,
        by_name=actor.name,
        made_at=now,
    )
    said = "检索到相关信息" if searched.found else "没有检索到"
    hand.tell("search", flow.HANDLE, f"登记检索：{said}")
    return record
