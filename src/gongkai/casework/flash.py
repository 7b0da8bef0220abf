"""What a refused action leaves for the next page: all reasons, and the words the person typed.

Kept in the session under the case, shown once. The sheet of a kind, in whatever app, does
``context |= taken_refusal(request, case_id)``.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from gongkai.kernel.errors import Reason

KEY = "casework.refused"
KEPT = 5
LONGEST_NOTE = 20_000


def keep_refusal(
    request: HttpRequest, case_id: int, reasons: Sequence[Reason], note: str = ""
) -> None:
    """Keep *reasons* and *note* until the case's sheet is shown; only the latest cases are kept."""
    kept = dict(request.session.get(KEY, {}))
    kept.pop(str(case_id), None)
    kept[str(case_id)] = {
        "reasons": [[reason.code, reason.sentence, reason.ground] for reason in reasons],
        "note": note[:LONGEST_NOTE],
    }
    request.session[KEY] = dict(list(kept.items())[-KEPT:])


def taken_refusal(request: HttpRequest, case_id: int) -> dict[str, Any]:
    """``reasons`` and ``note`` for the sheet's context, taken out of the session; or nothing."""
    kept = dict(request.session.get(KEY, {}))
    found = kept.pop(str(case_id), None)
    if found is None:
        return {}
    request.session[KEY] = kept
    return {"reasons": [Reason(*parts) for parts in found["reasons"]], "note": found["note"]}
