"""The deeds of a request by name: a road is a line of these words, told one after the other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gongkai.cli.demo.requests.asking import Asking
from gongkai.cli.demo.world import Story

Deed = Callable[[Asking, str], None]
"""Does one thing to a request; the text after the colon, "" without."""
WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Step:
    """A deed, and how many working days it lets pass before."""

    do: Deed
    least: int
    most: int


STEPS: dict[str, Step] = {}


def step(least: int = 0, most: int | None = None) -> Callable[[Deed], Deed]:
    """Enter a deed under its own name."""

    def enter(deed: Deed) -> Deed:
        STEPS[deed.__name__] = Step(deed, least, least if most is None else most)
        return deed

    return enter


def walk(asking: Asking, steps: Iterable[str]) -> Story:
    """What happens to a request, word by word; ``wait:15`` lets working days pass."""
    for word in steps:
        name, _, more = word.partition(":")
        if name == WAIT:
            yield asking.later(int(more), int(more))
            continue
        found = STEPS[name]
        yield asking.later(found.least, found.most)
        found.do(asking, more)
