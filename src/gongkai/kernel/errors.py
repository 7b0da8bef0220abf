"""One family of refusals: every reason at once, in words a person can act on."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a deed is refused: a stable code, a Chinese sentence, the legal ground if any."""

    code: str
    sentence: str
    ground: str = ""

    def __str__(self) -> str:
        return f"{self.sentence}（{self.ground}）" if self.ground else self.sentence


class Refusal(Exception):
    """A deed that may not be done; carries *all* reasons. Pages, API and CLI show the same ones."""

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons
        super().__init__("；".join(str(reason) for reason in reasons))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(reason.code for reason in self.reasons)


def refuse_if(reasons: Iterable[Reason]) -> None:
    """Raise one Refusal with all *reasons*; do nothing when there are none."""
    found = tuple(reasons)
    if found:
        raise Refusal(*found)
