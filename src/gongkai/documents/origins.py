"""What a record was made from, told by apps above: its desk pages link back there.

An app registers an `Origin` in ``AppConfig.ready``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Origin:
    """``find(document_id)`` gives (label, address) of what the record was made from, or None."""

    code: str
    find: Callable[[int], tuple[str, str] | None]


origins: Registry[Origin] = Registry("origin of records")


def origins_of(document_id: int) -> list[tuple[str, str]]:
    """(label, address) of everything that the record was made from."""
    found = (origin.find(document_id) for origin in origins)
    return [one for one in found if one is not None]
