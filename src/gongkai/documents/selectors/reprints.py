"""Questions about reprints of superior documents (C12)."""

from gongkai.documents.models import Reprint


def is_reprint(document_id: int) -> bool:
    """Whether a record is a reprint: it is counted apart and never enters the gazette."""
    return Reprint.objects.filter(document_id=document_id).exists()
