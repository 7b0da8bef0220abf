"""Documents, their editions, and the gates that stand between a text and the public.

``Publication`` is the only table the portal reads. Its composite foreign keys can only be met by
an edition that is proactive, whose very content (by hash) passed a secrecy review by somebody else
than its author, and was signed by a leader who is not its author (design §3).
"""

from django.db.models import Model

from gongkai.documents.models.afterlife import ChannelPosting, ValidityChange, Withdrawal
from gongkai.documents.models.explainers import (
    ExplainerDebt,
    ExplainerExemption,
    ExplainerPlan,
    PolicyExplainer,
    PolicyFile,
)
from gongkai.documents.models.figures import SectionFigure
from gongkai.documents.models.gates import Approval, Ending, Publication, Review
from gongkai.documents.models.gazette import GazetteIssue, GazetteItem, GazetteSubmission
from gongkai.documents.models.imports import (
    BatchDecision,
    ImportBatch,
    ImportedCopy,
    ImportedRecord,
    ImportFailure,
    LegacyAddress,
)
from gongkai.documents.models.life import (
    Amendment,
    CleanupCampaign,
    CleanupItem,
    CleanupPart,
    ExpiryReview,
)
from gongkai.documents.models.links import Link, LinkUse
from gongkai.documents.models.reprints import Reprint, SuperiorEntry, SuperiorFeed
from gongkai.documents.models.revisit import RevisitItem, RevisitPart, RevisitRound
from gongkai.documents.models.screenings import EditionScreening
from gongkai.documents.models.stock import StockCheck, StockFinding
from gongkai.documents.models.texts import Content, Document, Draft, Edition, Origin
from gongkai.kernel.constraints import Guard, append_only, guards

__all__ = [
    "Amendment",
    "Approval",
    "BatchDecision",
    "ChannelPosting",
    "CleanupCampaign",
    "CleanupItem",
    "CleanupPart",
    "Content",
    "Document",
    "Draft",
    "Edition",
    "EditionScreening",
    "Ending",
    "ExpiryReview",
    "ExplainerDebt",
    "ExplainerExemption",
    "ExplainerPlan",
    "GazetteIssue",
    "GazetteItem",
    "GazetteSubmission",
    "ImportBatch",
    "ImportFailure",
    "ImportedCopy",
    "ImportedRecord",
    "LegacyAddress",
    "Link",
    "LinkUse",
    "Origin",
    "PolicyExplainer",
    "PolicyFile",
    "Publication",
    "Reprint",
    "Review",
    "RevisitItem",
    "RevisitPart",
    "RevisitRound",
    "SectionFigure",
    "StockCheck",
    "StockFinding",
    "SuperiorEntry",
    "SuperiorFeed",
    "ValidityChange",
    "Withdrawal",
]


def _frozen(model: type[Model], *free: str) -> str:
    """Nothing of a row may change but the *free* columns; NULL is kept as NULL."""
    kept = [field for field in model._meta.concrete_fields if field.name not in free]
    same = [f"NEW.{field.column} = OLD.{field.column}" for field in kept if not field.null]
    same += [
        f"(NEW.{field.column} = OLD.{field.column}"
        f" OR (NEW.{field.column} IS NULL AND OLD.{field.column} IS NULL))"
        for field in kept
        if field.null
    ]
    return " AND ".join(same)


ENDS_ONCE = (
    f"{_frozen(Publication, 'visible_until')}"
    " AND NEW.visible_until IS NOT NULL AND OLD.visible_until IS NULL"
)
"""Nothing of a publication may change but its end, and that once."""
EXCLUSION = ("excluded_at", "excluded_by", "excluded_reason", "released")
PROGRESS = ("cursor", "written", "renumbered", "finished_at")

guards.register(
    *append_only("documents_edition", "版本"),
    *append_only("documents_review", "审查记录"),
    *append_only("documents_approval", "签发记录"),
    *append_only("documents_editionscreening", "内容检查"),
    *append_only("documents_ending", "撤下记录"),
    *append_only("documents_validitychange", "效力记录"),
    *append_only("documents_channelposting", "渠道记录"),
    Guard(
        "documents_publication",
        "UPDATE",
        "发布记录只可写入一次撤下时间，不得作其他修改",
        unless=ENDS_ONCE,
    ),
    Guard("documents_publication", "DELETE", "发布记录不得删除"),
    Guard(
        "documents_document",
        "UPDATE",
        "索引号一经分配不得更改",
        unless="OLD.index_number IS NULL OR NEW.index_number = OLD.index_number",
    ),
    Guard("documents_document", "DELETE", "信息不得删除"),
    Guard(
        "documents_importedrecord",
        "UPDATE",
        "迁入信息的出处一经写入不得修改",
        unless=_frozen(ImportedRecord, *EXCLUSION),
    ),
    Guard("documents_importedrecord", "DELETE", "迁入信息的出处不得删除"),
    Guard(
        "documents_batchdecision",
        "UPDATE",
        "整批决定一经作出不得修改",
        unless=_frozen(BatchDecision, *PROGRESS),
    ),
    Guard("documents_batchdecision", "DELETE", "整批决定不得删除"),
    *append_only("documents_importedcopy", "迁入信息的副本记录"),
    *append_only("documents_explainerexemption", "免予解读的决定"),
    Guard(
        "documents_gazetteitem",
        "UPDATE",
        "公报刊出后稿件不得改动",
        unless="OLD.frozen = FALSE",
    ),
    Guard(
        "documents_gazetteitem",
        "DELETE",
        "公报刊出后稿件不得删除",
        unless="OLD.frozen = FALSE",
    ),
    Guard(
        "documents_gazetteissue",
        "UPDATE",
        "公报刊出后不得改动",
        unless="OLD.published_at IS NULL",
    ),
    Guard("documents_gazetteissue", "DELETE", "公报不得删除"),
)
