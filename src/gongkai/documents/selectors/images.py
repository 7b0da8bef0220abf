"""Pictures of a document as staff may see them, in whatever draft or edition they stand."""

from gongkai.documents.images import Item, find_inline
from gongkai.documents.models import Draft, Edition


def find_image(document_id: int, sha256: str) -> Item | None:
    """The picture with this hash in a draft or an edition of the document."""
    for stated in (Draft.objects, Edition.objects):
        found = stated.filter(document_id=document_id).order_by("-pk")
        for attachments in found.values_list("attachments", flat=True):
            item = find_inline(attachments, sha256)
            if item is not None:
                return item
    return None
