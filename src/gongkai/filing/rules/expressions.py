"""Checks between fields: small expressions that are parsed into data and computed, never executed.

``新收 + 结转 = 办结 + 结转下年``, ``许可 <= 上年(许可) * 1.5``, ``合计(甲, 乙) = 丙``. A field is named by
its code or its label; a label with other signs in it stands in square brackets: ``[（一）予以公开]``.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext

LENGTH = 300
DEPTH = 20
COMPARISONS = {
    "=": "等于",
    "!=": "不等于",
    "<=": "不大于",
    ">=": "不小于",
    "<": "小于",
    ">": "大于",
}
SPELLINGS = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!=", "<>": "!=", "×": "*", "÷": "/"}
PAST = {"上年": "last_year", "上期": "last"}
SUM = "合计"
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|\[(?P<quoted>[^\[\]]+)\]|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign><=|>=|==|!=|<>|[-+*/(),=<>≤≥≠×÷]))"
)


class Malformed(ValueError):
    """An expression that cannot be read; says what is wrong in Chinese."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Named:
    """The value of a field: ``when`` is this period (""), the ``last`` one, or ``last_year``."""

    code: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Binary:
    """Two parts and the sign between them."""

    sign: str
    left: "Node"
    right: "Node"


Node = Number | Named | Binary


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a check states."""

    sign: str
    left: Node
    right: Node

    @property
    def names(self) -> tuple[Named, ...]:
        """Every value it speaks of, in the order of writing."""
        return tuple(_named(self.left)) + tuple(_named(self.right))


def _named(node: Node) -> Iterator[Named]:
    if isinstance(node, Named):
        yield node
    if isinstance(node, Binary):
        yield from _named(node.left)
        yield from _named(node.right)


def parse(text: str, codes: Mapping[str, str]) -> Comparison:
    """The comparison that *text* states; ``codes`` maps what fields may be called to their codes.

    Raises Malformed.
    """
    if len(text) > LENGTH:
        raise Malformed(f"算式不能超过 {LENGTH} 个字符")
    return _Reader(text, codes).comparison()


class _Reader:
    """Recursive descent over the tokens; depth is bounded."""

    def __init__(self, text: str, codes: Mapping[str, str]) -> None:
        self._tokens = list(_tokens(text))
        self._codes = codes
        self._at = 0

    @property
    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _take(self, *signs: str) -> str:
        kind, found = self._next
        if kind == "sign" and found in signs:
            self._at += 1
            return found
        return ""

    def comparison(self) -> Comparison:
        left = self._sum(0)
        sign = self._take(*COMPARISONS)
        if not sign:
            raise Malformed("算式中要有一个比较：=、<=、>=、<、> 或 !=")
        right = self._sum(0)
        if self._next[0] != "end":
            raise Malformed(f"“{self._next[1]}”处读不懂，一条只写一个比较")
        found = Comparison(sign, left, right)
        if not found.names:
            raise Malformed("算式中没有提到任何一栏")
        return found

    def _sum(self, depth: int) -> Node:
        if depth > DEPTH:
            raise Malformed("括号套得太深")
        found = self._product(depth)
        while sign := self._take("+", "-"):
            found = Binary(sign, found, self._product(depth))
        return found

    def _product(self, depth: int) -> Node:
        found = self._atom(depth)
        while sign := self._take("*", "/"):
            found = Binary(sign, found, self._atom(depth))
        return found

    def _atom(self, depth: int) -> Node:
        if self._take("("):
            inside = self._sum(depth + 1)
            self._close()
            return inside
        if self._take("-"):
            if depth > DEPTH:
                raise Malformed("负号太多")
            return Binary("-", Number(Decimal(0)), self._atom(depth + 1))
        kind, found = self._next
        self._at += 1
        if kind == "number":
            return Number(Decimal(found))
        if kind == "name" and found == SUM and self._take("("):
            return self._total(depth + 1)
        if kind == "name" and found in PAST and self._take("("):
            past = self._field(PAST[found])
            self._close()
            return past
        self._at -= 1
        return self._field("")

    def _total(self, depth: int) -> Node:
        found = self._sum(depth)
        while self._take(","):
            found = Binary("+", found, self._sum(depth))
        self._close()
        return found

    def _field(self, when: str) -> Named:
        kind, found = self._next
        if kind == "end":
            raise Malformed("算式没有写完")
        if kind not in {"name", "quoted"}:
            raise Malformed(f"“{found}”的位置应当是一栏或者一个数")
        if found not in self._codes:
            raise Malformed(f"没有“{found}”这一栏数字；栏名有括号、空格的，写在方括号里")
        self._at += 1
        return Named(self._codes[found], when)

    def _close(self) -> None:
        if not self._take(")"):
            raise Malformed("缺少右括号")


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    plain = _half_width(text).rstrip()
    at = 0
    while at < len(plain):
        match = TOKEN.match(plain, at)
        if match is None:
            raise Malformed(f"“{plain[at:].strip()[:10]}”处读不懂")
        kind = str(match.lastgroup)
        found = match[kind]
        yield kind, SPELLINGS.get(found, found)
        at = match.end()


def _half_width(text: str) -> str:
    """Signs and digits as on a plain keyboard; what stands in square brackets is left as it is."""
    parts = re.split(r"([\[［][^\[\]［］]*[\]］])", text)
    return "".join(
        f"[{part[1:-1]}]" if place % 2 else unicodedata.normalize("NFKC", part)
        for place, part in enumerate(parts)
    )


Known = Mapping[tuple[str, str], Decimal | None]
"""Values by (code, when)."""


def compute(node: Node, known: Known) -> Decimal | None:
    """The value of *node*; None where a value is unknown or a division is by zero."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Named):
        return known.get((node.code, node.when))
    left, right = compute(node.left, known), compute(node.right, known)
    if left is None or right is None:
        return None
    with localcontext(prec=60):
        try:
            if node.sign == "+":
                return left + right
            if node.sign == "-":
                return left - right
            return left * right if node.sign == "*" else left / right
        except (DivisionByZero, InvalidOperation, Overflow):
            return None


def holds(comparison: Comparison, known: Known) -> bool | None:
    """Whether it is so; None where it cannot be said because a value is missing."""
    left, right = compute(comparison.left, known), compute(comparison.right, known)
    if left is None or right is None:
        return None
    left, right = round(left, 8), round(right, 8)
    return {
        "=": left == right,
        "!=": left != right,
        "<=": left <= right,
        ">=": left >= right,
        "<": left < right,
        ">": left > right,
    }[comparison.sign]
