"""The key ring for what is sealed at field level: from the setting, or a file beside the data.

A ring is lines (or a comma-separated list) of ``name:key``, the key in base64 (32 bytes). The first
one seals; the others only open what was sealed before. The one named ``index`` never seals: it
makes blind indexes, and stays when the others are changed.
"""

import base64
import binascii
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

INDEX = "index"
KEY_BYTES = 32


class KeyRingError(Exception):
    """The ring cannot be read, or lacks the key that a value was sealed with."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """``current`` names the key that seals; ``keys`` are all keys that open, by name."""

    current: str
    keys: Mapping[str, bytes]
    index: bytes

    def key(self, name: str) -> bytes:
        """The key of this name. Raises KeyRingError when the ring does not hold it."""
        if name not in self.keys:
            raise KeyRingError(
                f"密钥环里没有“{name}”这把密钥，读不出用它加密的内容；"
                "请从备份中找回 field_keys，或在 GONGKAI_FIELD_KEYS 中补上它"
            )
        return self.keys[name]

    def text(self) -> str:
        """The ring as it is written down, the current key first."""
        order = [self.current, *(name for name in self.keys if name != self.current)]
        pairs = [*((name, self.keys[name]) for name in order), (INDEX, self.index)]
        return "".join(f"{name}:{base64.b64encode(key).decode()}\n" for name, key in pairs)


def parse_ring(text: str) -> KeyRing:
    """Read a ring. Raises KeyRingError, which never repeats a key, for anything else."""
    keys: dict[str, bytes] = {}
    for place, entry in enumerate(text.replace(",", "\n").split(), 1):
        name, _, encoded = entry.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != KEY_BYTES or not name.isalnum() or name in keys:
            raise KeyRingError(
                f"字段密钥第 {place} 项写法不对，应为“名称:密钥”（名称为字母数字且不重复，密钥为 "
                f"{KEY_BYTES} 字节的 base64）；gongkai keys new 可生成一份"
            )
        keys[name] = key
    index = keys.pop(INDEX, None)
    if index is None or not keys:
        raise KeyRingError(
            f"字段密钥至少要有一把加密用的密钥和一把名为 {INDEX} 的密钥；gongkai keys new 可生成一份"
        )
    return KeyRing(next(iter(keys)), keys, index)


def new_ring() -> KeyRing:
    """A ring of two fresh keys."""
    name = _fresh_name({})
    return KeyRing(name, {name: secrets.token_bytes(KEY_BYTES)}, secrets.token_bytes(KEY_BYTES))


def with_new_key(ring: KeyRing) -> KeyRing:
    """The ring with a fresh key that seals from now on."""
    name = _fresh_name(ring.keys)
    return KeyRing(name, {name: secrets.token_bytes(KEY_BYTES), **ring.keys}, ring.index)


def without_key(ring: KeyRing, name: str) -> KeyRing:
    """The ring without an old key."""
    return KeyRing(ring.current, {k: v for k, v in ring.keys.items() if k != name}, ring.index)


def _fresh_name(taken: Mapping[str, bytes]) -> str:
    name = secrets.token_hex(3)
    return _fresh_name(taken) if name in taken else name


def ring_path() -> Path:
    """Where the ring lies when no setting gives one; backups carry it."""
    return Path(settings.DATA) / "field_keys"


def is_given() -> bool:
    """Whether the setting gives the ring, so that the file is not used."""
    return bool(settings.FIELD_KEYS)


_read: dict[tuple[str, int], KeyRing] = {}


def ring() -> KeyRing:
    """The ring in force. A file is made once when there is none, and read again when it changes,
    so that running processes learn of a new key. Raises KeyRingError."""
    if is_given():
        return _kept(settings.FIELD_KEYS, 0)
    path = ring_path()
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        write_ring(new_ring(), replace=False)
        changed = path.stat().st_mtime_ns
    return _kept(str(path), changed)


def _kept(source: str, changed: int) -> KeyRing:
    found = _read.get((source, changed))
    if found is None:
        text = Path(source).read_text("utf-8") if changed else source
        found = parse_ring(text)
        _read.clear()
        _read[source, changed] = found
    return found


def write_ring(ring: KeyRing, *, replace: bool) -> None:
    """Put the ring in its file, whole or not at all, readable by its owner only.

    Without ``replace`` a ring that another process has just made is left as it is.
    """
    path = ring_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    temporary = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(ring.text())
        file.flush()
        os.fsync(file.fileno())
    if replace:
        temporary.replace(path)
        return
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        return
    finally:
        temporary.unlink()
