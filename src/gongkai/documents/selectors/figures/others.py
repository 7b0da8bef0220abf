"""What else is counted of documents: their ends, other channels, 回头看, the gazette, screening."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gongkai.documents.models import ChannelPosting, EditionScreening, Ending, RevisitItem
from gongkai.documents.rules import VALIDITY_LABELS, Validity
from gongkai.documents.rules.revisit import CONVERTS, OUTCOME_LABELS
from gongkai.documents.selectors.figures.publications import READ, reprinted, titled
from gongkai.documents.selectors.life import ENDED
from gongkai.kernel.counting import Records, during
from gongkai.kernel.measures import Dimension, Period, Row

if TYPE_CHECKING:
    from gongkai.documents.models import GazetteIssue, GazetteItem, ValidityChange


def _ending(row: Ending) -> Row:
    publication = row.publication
    return Row(
        id=row.pk,
        name=publication.edition.document_number,
        title=publication.edition.title,
        unit_id=publication.unit_id,
        day=timezone.localdate(row.ends_at),
        desk=reverse("documents:record", args=[publication.document_id]),
    )


ENDINGS = Records(
    model="documents.Ending",
    columns={
        "unit": "publication__unit_id",
        "section": "publication__section_id",
        "ending": "kind",
    },
    unit="publication__unit_id",
    deed=READ,
    show=_ending,
    load=lambda found: titled(found.select_related("publication"), "publication__edition"),
)


def _posting(row: ChannelPosting) -> Row:
    publication = row.publication
    return Row(
        id=row.pk,
        name=row.get_channel_display(),
        title=publication.edition.title,
        unit_id=publication.unit_id,
        day=row.posted_on,
        desk=reverse("documents:record", args=[publication.document_id]),
    )


POSTINGS = Records(
    model="documents.ChannelPosting",
    columns={
        "unit": "publication__unit_id",
        "section": "publication__section_id",
        "posting_channel": "channel",
    },
    unit="publication__unit_id",
    deed=READ,
    show=_posting,
    load=lambda found: titled(found.select_related("publication"), "publication__edition"),
)


def _validity(row: "ValidityChange") -> Row:
    return Row(
        id=row.pk,
        name=row.document.index_number or "",
        title=f"{row.get_kind_display()}：{row.basis}",
        unit_id=row.document.unit_id,
        day=row.on,
        desk=reverse("documents:record", args=[row.document_id]),
    )


VALIDITY = Records(
    model="documents.ValidityChange",
    columns={"unit": "document__unit_id", "validity": "kind"},
    unit="document__unit_id",
    deed=READ,
    show=_validity,
    load=lambda found: found.select_related("document"),
)


def normative_ended(period: Period) -> Q:
    """规范性文件 repealed or lapsed within the days (rules §3.2)."""
    within = Q(on__gte=period.start, on__lte=period.end, kind__in=ENDED)
    return within & Q(document__policy__normative=True) & ~reprinted()


def _revisited(row: RevisitItem) -> Row:
    return Row(
        id=row.pk,
        name=row.get_outcome_display() or "待评估",
        title=row.edition.title,
        unit_id=row.part.unit_id,
        day=timezone.localdate(row.at) if row.at else None,
        desk=reverse("documents:record", args=[row.edition.document_id]),
    )


REVISITED = Records(
    model="documents.RevisitItem",
    columns={"unit": "part__unit_id", "revisit": "outcome"},
    unit="part__unit_id",
    deed=READ,
    show=_revisited,
    load=lambda found: titled(found.select_related("part")),
)


def _examined(period: Period) -> Q:
    return during("at")(period) & ~Q(outcome="")


def _converted(period: Period) -> Q:
    return during("at")(period) & Q(outcome__in=sorted(each.value for each in CONVERTS))


def _issue(row: "GazetteIssue") -> Row:
    return Row(
        id=row.pk,
        name=f"{row.year}年第{row.number}期",
        title="政府公报",
        unit_id=row.unit_id,
        day=row.issued_on,
        desk=reverse("documents:gazette_issue", args=[row.case_id]),
        portal=f"/gazette/{row.year}/{row.number}/",
        is_public=True,
    )


GAZETTES = Records(
    model="documents.GazetteIssue", columns={"unit": "unit_id"}, deed=READ, show=_issue
)


def _issues(period: Period) -> Q:
    return during("published_at")(period) & Q(voided=False)


def _printed(row: "GazetteItem") -> Row:
    publication = row.publication
    return Row(
        id=row.pk,
        name=str(row.issue),
        title=publication.edition.title,
        unit_id=publication.unit_id,
        day=row.issue.issued_on,
        desk=reverse("documents:record", args=[publication.document_id]),
        portal=f"/gazette/{row.issue.year}/{row.issue.number}/",
        is_public=True,
    )


PRINTED = Records(
    model="documents.GazetteItem",
    columns={"unit": "publication__unit_id"},
    unit="publication__unit_id",
    deed=READ,
    show=_printed,
    load=lambda found: titled(found.select_related("issue", "publication"), "publication__edition"),
)


def _in_issues(period: Period) -> Q:
    return during("issue__published_at")(period) & Q(issue__voided=False)


def _screening(row: EditionScreening) -> Row:
    return Row(
        id=row.pk,
        name=f"{row.get_outcome_display()}，待处理{row.open_count}处",
        title=row.edition.title,
        unit_id=row.edition.unit_id,
        day=timezone.localdate(row.at),
        desk=reverse("documents:record", args=[row.edition.document_id]),
    )


SCREENINGS = Records(
    model="documents.EditionScreening",
    columns={"unit": "edition__unit_id", "screening": "outcome"},
    unit="edition__unit_id",
    deed=READ,
    show=_screening,
    load=titled,
)


def _held(period: Period) -> Q:
    return during("at")(period) & Q(outcome=EditionScreening.Outcome.HOLD)


MEASURES = (
    VALIDITY.measure(
        "documents.normative_ended",
        "规范性文件废止失效数",
        "在期内废止或者宣布失效的规范性文件",
        normative_ended,
    ),
    ENDINGS.measure(
        "documents.ended",
        "撤下更正数",
        "在期内撤下、更正、修改、替换的信息",
        during("ends_at"),
    ),
    POSTINGS.measure(
        "documents.postings",
        "其他渠道公开次数",
        "在期内登记的网站以外的公开，一个渠道一次",
        lambda period: Q(posted_on__gte=period.start, posted_on__lte=period.end),
        unit="次",
    ),
    REVISITED.measure(
        "documents.revisit_drawn",
        "回头看件数",
        "在期内开始的回头看中，要重新评估的不公开文件",
        during("part__round__started_at"),
    ),
    REVISITED.measure(
        "documents.revisit_examined", "回头看已评估数", "在期内重新评估的不公开文件", _examined
    ),
    REVISITED.measure(
        "documents.revisit_converted",
        "回头看转公开数",
        "在期内重新评估、结论为公开的文件",
        _converted,
    ),
    GAZETTES.measure("documents.gazettes", "公报期数", "在期内刊出的政府公报", _issues, unit="期"),
    PRINTED.measure(
        "documents.gazette_items", "公报刊登文件数", "在期内刊出的公报中的稿件", _in_issues
    ),
    SCREENINGS.measure(
        "documents.screened",
        "内容检查次数",
        "在期内提交时作的内容检查，一版一次",
        during("at"),
        unit="次",
    ),
    SCREENINGS.measure(
        "documents.screened_held",
        "内容检查拦下次数",
        "在期内提交时查出问题、须改正或者豁免后才能提交的",
        _held,
        unit="次",
    ),
)
DIMENSIONS = (
    Dimension("ending", "去向", lambda: dict(Ending.Kind.choices)),
    Dimension("posting_channel", "公开渠道", lambda: dict(ChannelPosting.Channel.choices)),
    Dimension(
        "validity",
        "效力",
        lambda: {
            code.value: VALIDITY_LABELS[code] for code in (Validity.REPEALED, Validity.LAPSED)
        },
    ),
    Dimension(
        "revisit",
        "结论",
        lambda: {code.value: label for code, label in OUTCOME_LABELS.items()},
        "待评估",
    ),
    Dimension("screening", "检查结论", lambda: dict(EditionScreening.Outcome.choices)),
)
