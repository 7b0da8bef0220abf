"""What is counted of the ledger: its entries, by deed and unit."""

from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone

from gongkai.audit.models import AuditEntry
from gongkai.audit.words import subject_words
from gongkai.kernel.counting import Records, during
from gongkai.kernel.measures import Dimension, Row
from gongkai.kernel.permissions import deeds


def _entry(row: AuditEntry) -> Row:
    label = deeds[row.deed].label if row.deed in deeds else row.deed
    return Row(
        id=row.seq,
        name=str(row.seq),
        title=f"{label}：{subject_words(row.subject)}",
        unit_id=row.unit_id,
        day=timezone.localdate(row.at),
        desk=f"{reverse('audit:log')}?subject={quote(row.subject)}",
    )


ENTRIES = Records(
    model="audit.AuditEntry",
    columns={"unit": "unit_id", "deed": "deed"},
    deed="audit.read",
    show=_entry,
    load=lambda found: found.defer("detail"),
)
MEASURES = (
    ENTRIES.measure(
        "audit.entries", "审计记录数", "在期内写入审计日志的记录", during("at"), unit="条"
    ),
)
DEEDS = Dimension("deed", "事项", lambda: {deed.code: deed.label for deed in deeds})
