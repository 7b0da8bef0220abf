"""Form checks over a record's header, its text, links and column (规则手册 §7.2, §14.4)."""

from collections.abc import Mapping

from gongkai.screening.rules.findings import Finding
from gongkai.screening.rules.form.agreement import disagreements
from gongkai.screening.rules.form.links import LinkState, check_links
from gongkai.screening.rules.form.record import REQUIRED, Record, missing_fields, record_in
from gongkai.screening.rules.form.sorting import check_section

__all__ = ["REQUIRED", "LinkState", "Record", "check_form", "record_in"]


def check_form(
    record: Record,
    *,
    required: tuple[str, ...] = REQUIRED,
    states: Mapping[str, LinkState] | None = None,
) -> list[Finding]:
    """All form findings of a record; *states* says which addresses were tried."""
    return [
        *missing_fields(record, required),
        *disagreements(record),
        *check_links([(words, address, 0, 0) for words, address in record.links], states),
        *check_section(record.section, record.header.get("标题", ""), record.body),
    ]
