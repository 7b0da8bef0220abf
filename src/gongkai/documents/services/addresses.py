"""Old addresses: which of them can lead to the records of a chunk."""

from collections.abc import Iterable

from django.urls import Resolver404, resolve

from gongkai.documents.models import LegacyAddress
from gongkai.documents.moving.address import LONGEST_PATH, legacy_path

FALLBACK = "moved"
"""The name of the portal's address that looks old addresses up, after all others."""


class Claims:
    """Old addresses claimed by records that are about to be written; the first one has it."""

    def __init__(self, addresses: Iterable[str]) -> None:
        paths = {legacy_path(each) for each in addresses if each}
        found = LegacyAddress.objects.filter(path__in=paths)
        self._taken = dict(found.values_list("path", "document_id"))

    def doubts(self, address: str) -> list[str]:
        """Why *address* cannot lead to its record, as warnings; it is claimed otherwise."""
        path = legacy_path(address) if address else ""
        if not path or len(path) > LONGEST_PATH:
            return []
        if path in self._taken:
            other = self._taken[path]
            which = f"信息 #{other}" if other else "本次迁入的另一条信息"
            return [f"原网址 {path[:200]} 已指向{which}，不能再指向本条"]
        if _stands_here(path):
            return [f"新站自己用着网址 {path[:200]}，旧网址不能跳转到本条"]
        self._taken[path] = 0
        return []

    def write(self, pairs: Iterable[tuple[str, int]]) -> None:
        """Let each address that was claimed lead to its document: the first (address, id) of it."""
        rows: dict[str, int] = {}
        for address, pk in pairs:
            if address:
                rows.setdefault(legacy_path(address), pk)
        LegacyAddress.objects.bulk_create(
            [
                LegacyAddress(path=path, document_id=pk)
                for path, pk in rows.items()
                if self._taken.get(path) == 0
            ],
            ignore_conflicts=True,
        )


def _stands_here(path: str) -> bool:
    try:
        return resolve(path.partition("?")[0]).url_name != FALLBACK
    except Resolver404:
        return False
