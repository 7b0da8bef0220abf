"""Where a reading stands and what it may still spend: bytes, members, depth, seconds."""

from dataclasses import dataclass, field

from gongkai.files.extraction import Limits, Unreadable
from gongkai.files.extraction.result import Clock
from gongkai.screening.rules.findings import Finding
from gongkai.screening.rules.passages import Passage

Piece = Passage | Finding


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of one reading, everything packed inside the file included.

    ``limits`` holds bytes, characters, pages and seconds; ``depth`` counts files within files;
    ``ratio`` is how many times its packed size a member larger than 1 MB may grow.
    """

    limits: Limits = field(default_factory=Limits)
    depth: int = 4
    members: int = 2_000
    ratio: int = 400


class Budget:
    """What is left of the bounds; shared by the file and all files inside it."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.clock = Clock(bounds.limits)
        self._unpacked = 0
        self._members = 0

    def check(self) -> None:
        """Raise `Unreadable` when the seconds are used up."""
        self.clock.check()

    def unpack(self, size: int) -> None:
        """Count *size* unpacked bytes."""
        self._unpacked += size
        if self._unpacked > self.bounds.limits.expanded_bytes:
            megabytes = self.bounds.limits.expanded_bytes // 1024 // 1024
            raise Unreadable(
                f"解压后总共超过 {megabytes} MB，疑为压缩炸弹，已停止读取；请拆分后重试"
            )

    def member(self) -> None:
        """Count one more file inside the file."""
        self._members += 1
        if self._members > self.bounds.members:
            raise Unreadable(f"里面的文件超过 {self.bounds.members} 个，已停止读取；请拆分后重试")


@dataclass(frozen=True, slots=True)
class Reading:
    """A file being read: its name, the words that lead to it, how deep it lies."""

    name: str
    budget: Budget
    path: str = ""
    depth: int = 0

    def at(self, place: str) -> str:
        """A location people understand, led by the way into the file."""
        if not self.path:
            return place
        return f"{self.path}，{place}" if place else self.path

    def inside(self, name: str, how: str) -> "Reading":
        """The reading of a file inside this one; *how* says where: 压缩包内, 嵌入的文件."""
        self.budget.member()
        if self.depth >= self.budget.bounds.depth:
            raise Unreadable(
                f"文件套文件超过 {self.budget.bounds.depth} 层，已停止读取；请解压后逐个检查"
            )
        return Reading(name, self.budget, self.at(f"{how}“{name}”"), self.depth + 1)
