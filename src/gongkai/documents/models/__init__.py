"""Documents, their editions, and the gates that stand between a text and the public.

``Publication`` is the only table the portal reads. Its composite foreign keys can only be met by
an edition that is proactive, whose very content (by hash) passed a secrecy review by somebody else
than its author, and was signed by a leader who is not its author (design §3).
"""

from gongkai.documents.models.afterlife import ChannelPosting, ValidityChange, Withdrawal
from gongkai.documents.models.figures import SectionFigure
from gongkai.documents.models.gates import Approval, Ending, Publication, Review
from gongkai.documents.models.imports import ImportBatch, ImportedRecord, LegacyAddress
from gongkai.documents.models.texts import Content, Document, Draft, Edition, Origin
from gongkai.kernel.constraints import Guard, append_only, guards

__all__ = [
    "Approval",
    "ChannelPosting",
    "Content",
    "Document",
    "Draft",
    "Edition",
    "Ending",
    "ImportBatch",
    "ImportedRecord",
    "LegacyAddress",
    "Origin",
    "Publication",
    "Review",
    "SectionFigure",
    "ValidityChange",
    "Withdrawal",
]


def _frozen_but_for_the_end() -> str:
    """Nothing of a publication may change but its end, and that only forward to an earlier one."""
    kept = [
        field.column
        for field in Publication._meta.concrete_fields
        if field.column != "visible_until"
    ]
    same = " AND ".join(f"NEW.{column} = OLD.{column}" for column in kept)
    ends = "NEW.visible_until IS NOT NULL AND OLD.visible_until IS NULL"
    return f"{same} AND {ends}"


guards.register(
    *append_only("documents_edition", "版本"),
    *append_only("documents_review", "审查记录"),
    *append_only("documents_approval", "签发记录"),
    *append_only("documents_ending", "撤下记录"),
    *append_only("documents_validitychange", "效力记录"),
    *append_only("documents_channelposting", "渠道记录"),
    Guard(
        "documents_publication",
        "UPDATE",
        "发布记录只可写入一次撤下时间，不得作其他修改",
        unless=_frozen_but_for_the_end(),
    ),
    Guard("documents_publication", "DELETE", "发布记录不得删除"),
    Guard(
        "documents_document",
        "UPDATE",
        "索引号一经分配不得更改",
        unless="OLD.index_number IS NULL OR NEW.index_number = OLD.index_number",
    ),
    Guard("documents_document", "DELETE", "信息不得删除"),
)
