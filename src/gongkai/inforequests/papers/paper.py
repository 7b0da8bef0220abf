"""What a paper is: for whom, what it must hold, what it may not say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Reader(StrEnum):
    """Whom a paper is for."""

    APPLICANT = "applicant"
    THIRD_PARTY = "third_party"
    ORGAN = "organ"
    FILE = "file"


READER_LABELS: Mapping[Reader, str] = {
    Reader.APPLICANT: "申请人",
    Reader.THIRD_PARTY: "第三方",
    Reader.ORGAN: "有关机关、机构",
    Reader.FILE: "存档",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper (rules §4.2, §1.6).

    ``title`` follows the name of the organ; ``series`` is the last word of its 文号 ("" for papers
    without one: forms, receipts); ``slots`` are the fixed parts that its template must hold, in
    this order; ``needs`` the words in braces that the template must use and the facts cannot lack;
    ``kind`` is the reply kind of a reply.
    """

    code: str
    label: str
    title: str
    article: str
    reader: Reader = Reader.APPLICANT
    series: str = ""
    slots: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    kind: str = ""
    signed: bool = True

    @property
    def remedy(self) -> bool:
        """Whether it tells of reconsideration and suit: decisions do, procedural notices do not."""
        return "救济告知" in self.slots
