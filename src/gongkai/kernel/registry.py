"""A typed registry that refuses duplicates: how business apps reach the engines below them."""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Coded(Protocol):
    @property
    def code(self) -> str: ...


T = TypeVar("T", bound=Coded)


class Registry(Generic[T]):
    """Things by their code, in the order of registration."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._things: dict[str, T] = {}

    def register(self, *things: T) -> None:
        for thing in things:
            known = self._things.get(thing.code)
            if known is not None and known != thing:
                raise ValueError(f"{self._what} {thing.code!r} is registered twice")
            self._things[thing.code] = thing

    def __getitem__(self, code: str) -> T:
        try:
            return self._things[code]
        except KeyError:
            raise LookupError(f"no {self._what} {code!r} is registered") from None

    def __contains__(self, code: str) -> bool:
        return code in self._things

    def __iter__(self) -> Iterator[T]:
        return iter(self._things.values())

    def __len__(self) -> int:
        return len(self._things)
