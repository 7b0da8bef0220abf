"""Texts in hand for tests: each helper goes through the services, as a person would."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.documents import services
from gongkai.documents.content import Text
from gongkai.documents.models import Draft, Publication
from gongkai.orgs.tests.cast import Cast

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 6, 15, 9, 0, tzinfo=ZONE)


def text(cast: Cast, **changes: Any) -> Text:
    """A complete notice of 县教育局."""
    section = changes.pop("section", None) or SectionFactory(unit=cast.education)
    whole = Text(
        title="关于做好2026年秋季义务教育招生工作的通知",
        document_number="澄教〔2026〕12号",
        issuer="澄明县教育局",
        department="基础教育股",
        openness="proactive",
        section_id=section.pk,
        summary="明确2026年秋季招生范围、时间和程序。",
        body_html="<p>各中小学：</p><p>现就招生工作通知如下。</p>",
    )
    return replace(whole, **changes)


def draft(cast: Cast, now: datetime = NOW, **changes: Any) -> Draft:
    return services.create_draft(
        actor=cast.actor("clerk"), unit=cast.education, text=text(cast, **changes), now=now
    )


STEPS = (
    ("clerk", "submit"),
    ("section_head", "pass_section"),
    ("secrecy_reviewer", "pass_secrecy"),
    ("leader", "sign"),
)


def act(
    cast: Cast, part: str, case_id: int, action: str, note: str = "", now: datetime = NOW
) -> None:
    services.perform(actor=cast.actor(part), case_id=case_id, action=action, note=note, now=now)


def take(cast: Cast, draft: Draft, until: str = "sign", now: datetime = NOW) -> None:
    """Take a draft through the flow up to and including the action *until*."""
    for minutes, (part, action) in enumerate(STEPS, 1):
        act(cast, part, draft.case_id, action, now=now + timedelta(minutes=minutes))
        if action == until:
            return


def published(cast: Cast, now: datetime = NOW, **changes: Any) -> Publication:
    """A notice that went all the way to the portal."""
    begun = draft(cast, now, **changes)
    take(cast, begun, now=now)
    return Publication.objects.get(document_id=begun.document_id)
