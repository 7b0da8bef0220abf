"""The jobs of documents."""

from datetime import datetime

from gongkai.documents import selectors, services

SECONDS = 60.0
"""How long one run writes rows before other jobs have their turn."""


def carry_on(now: datetime) -> int:
    """Go on with decisions on batches whose rows are not all written; how many were written."""
    return sum(
        services.carry_out(decision_id=pk, now=now, seconds=SECONDS)
        for pk in selectors.open_decisions()
    )
