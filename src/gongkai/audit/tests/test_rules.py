from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gongkai.audit.rules import GENESIS, Entry, digest_of, first_break


def chain(length: int, algorithm: str = "sha256") -> list[tuple[Entry, str]]:
    links: list[tuple[Entry, str]] = []
    previous = GENESIS
    for seq in range(1, length + 1):
        at = datetime(2026, 3, seq, 1, 2, 3, tzinfo=UTC)
        entry = Entry(seq, at, 7, "王敏", "a.b", "document:1", 2, {"次": seq}, algorithm, previous)
        previous = digest_of(entry)
        links.append((entry, previous))
    return links


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_an_untouched_chain_holds(algorithm: str) -> None:
    links = chain(5, algorithm)
    assert first_break(links, 5, links[-1][1]) is None


def test_sm3_and_sha256_give_different_digests_of_64_hex_digits() -> None:
    (one, a), (_, b) = chain(1)[0], chain(1, "sm3")[0]
    assert a != b
    assert len(a) == len(b) == 64
    with pytest.raises(ValueError, match="sm3"):
        digest_of(replace(one, algorithm="md5"))


@pytest.mark.parametrize(
    ("field", "value"),
    [("actor_name", "别人"), ("deed", "a.c"), ("detail", {}), ("unit_id", None), ("actor_id", 8)],
)
def test_an_altered_entry_is_named(field: str, value: object) -> None:
    links = chain(5)
    links[2] = (replace(links[2][0], **{field: value}), links[2][1])
    found = first_break(links, 5, links[-1][1])
    assert found is not None
    assert found.seq == 3


def test_a_removed_an_exchanged_and_a_cut_entry_are_named() -> None:
    links = chain(5)
    head = links[-1][1]
    removed = first_break([*links[:2], *links[3:]], 5, head)
    assert removed is not None
    assert removed.seq == 3
    exchanged = first_break([links[1], links[0], *links[2:]], 5, head)
    assert exchanged is not None
    assert exchanged.seq == 1
    cut = first_break(links[:3], 5, head)
    assert cut is not None
    assert cut.seq == 4


def test_an_entry_rewritten_with_a_fresh_digest_breaks_at_the_next() -> None:
    links = chain(5)
    forged = replace(links[1][0], detail={"forged": True})
    links[1] = (forged, digest_of(forged))
    found = first_break(links, 5, links[-1][1])
    assert found is not None
    assert found.seq == 3
