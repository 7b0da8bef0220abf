"""Which public pages are counted: each app registers its own, by the name of their view."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from gongkai.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Place:
    """What a visited page is, and whose: its unit and section, None where it has none."""

    title: str
    unit_id: int | None = None
    section_id: int | None = None


@dataclass(frozen=True)
class Visited:
    """A kind of page. ``argument`` is the part of the address that tells its pages apart.

    ``address`` is the page's address with ``{}`` in that place; ``places(keys)`` names several at
    once and leaves out what is not public.
    """

    code: str
    label: str
    view: str
    argument: str
    address: str
    places: Callable[[Iterable[str]], Mapping[str, Place]]

    def __hash__(self) -> int:
        return hash(self.code)


visited: Registry[Visited] = Registry("visited page")
