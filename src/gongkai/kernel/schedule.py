"""Work that time brings: each app registers its jobs, `gongkai jobs` runs them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from gongkai.kernel.registry import Registry


@dataclass(frozen=True)
class Job:
    """Something to run every ``every_seconds``; ``run`` returns how many things it did."""

    code: str
    label: str
    every_seconds: float
    run: Callable[[datetime], int]

    def __hash__(self) -> int:
        return hash(self.code)


jobs: Registry[Job] = Registry("job")
