"""Field-level encryption: what is sealed lies in the database as ciphertext only.

A sealed value is ``g1.<key>.<cipher>.<base64 of nonce + ciphertext + tag>``. Its table and column
are authenticated with it, so a value moved to another column does not open. AES-256-GCM, or
SM4-GCM by ``GONGKAI_FIELD_CIPHER`` (rules §14.3: algorithms can be switched); both open at any
time. Empty text stays empty. A sealed column cannot be searched; equality goes through
`blind_index` in a column of its own.
"""

import base64
import binascii
import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.apps import apps
from django.conf import settings
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from gongkai.kernel.constraints import guards
from gongkai.kernel.keys import KeyRingError, ring

VERSION = "g1"
AES, SM4 = "aes", "sm4"
KEY_BYTES = {AES: 32, SM4: 16}
NONCE_BYTES = 12
TAG_BYTES = 16
BATCH = 500


class SealedValueError(Exception):
    """A sealed value that does not open: damaged, moved, or sealed by a key that is not here.

    Its words never hold what was sealed.
    """


@lru_cache(maxsize=64)
def _derived(key: bytes, purpose: str, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, None, f"gongkai/{purpose}".encode()).derive(key)


def _cipher(cipher: str, key: bytes, nonce: bytes, tag: bytes | None = None) -> Any:
    derived = _derived(key, f"field/{cipher}", KEY_BYTES[cipher])
    algorithm = algorithms.AES(derived) if cipher == AES else algorithms.SM4(derived)
    return Cipher(algorithm, modes.GCM(nonce, tag))


def has_cipher(cipher: str) -> bool:
    """Whether the library at hand offers this cipher."""
    if cipher not in KEY_BYTES:
        return False
    try:
        _cipher(cipher, b"\0" * 32, b"\0" * NONCE_BYTES).encryptor()
    except UnsupportedAlgorithm:
        return False
    return True


def _context(place: str, key: str, cipher: str) -> bytes:
    return f"gongkai|{place}|{key}|{cipher}".encode()


def seal(data: bytes, place: str) -> str:
    """Seal *data* for *place* (``table.column``) with the current key and cipher."""
    keys, cipher, nonce = ring(), settings.FIELD_CIPHER, os.urandom(NONCE_BYTES)
    encryptor = _cipher(cipher, keys.key(keys.current), nonce).encryptor()
    encryptor.authenticate_additional_data(_context(place, keys.current, cipher))
    sealed = nonce + encryptor.update(data) + encryptor.finalize() + encryptor.tag
    return f"{VERSION}.{keys.current}.{cipher}.{base64.b64encode(sealed).decode()}"


def unseal(token: str, place: str) -> bytes:
    """Open what `seal` has sealed for *place*. Raises SealedValueError."""
    try:
        _, name, cipher, encoded = _parts(token)
        raw = base64.b64decode(encoded, validate=True)
        nonce, data, tag = raw[:NONCE_BYTES], raw[NONCE_BYTES:-TAG_BYTES], raw[-TAG_BYTES:]
        decryptor = _cipher(cipher, ring().key(name), nonce, tag).decryptor()
        decryptor.authenticate_additional_data(_context(place, name, cipher))
        opened: bytes = decryptor.update(data) + decryptor.finalize()
    except KeyRingError as error:
        raise SealedValueError(f"{place}：{error}") from None
    except (InvalidTag, ValueError, binascii.Error):
        raise SealedValueError(f"{place} 的加密内容已损坏，或不是在这里加密的") from None
    return opened


def _parts(token: str) -> tuple[str, str, str, str]:
    version, name, cipher, encoded = token.split(".")
    if version != VERSION or cipher not in KEY_BYTES:
        raise ValueError
    return version, name, cipher, encoded


def is_current(token: str) -> bool:
    """Whether a sealed value carries today's key and cipher."""
    return token.startswith(f"{VERSION}.{ring().current}.{settings.FIELD_CIPHER}.")


def blind_index(purpose: str, value: str) -> str:
    """64 hexadecimal digits that are equal for equal values and tell nothing else.

    ``purpose`` keeps the indexes of different columns apart. The caller brings the value into one
    form first (case, spaces). Empty text has the empty index.
    """
    if not value:
        return ""
    key = _derived(ring().index, f"index/{purpose}", 32)
    return hmac.new(key, value.encode(), sha256).hexdigest()


class _Sealed(models.TextField):  # type: ignore[type-arg]
    """What sealed fields share. No lookup but ``isnull``: ciphertext equals nothing."""

    @property
    def place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def _written(self, value: Any) -> str:
        return str(value)

    def _read(self, text: str) -> Any:
        return text

    def get_prep_value(self, value: Any) -> Any:
        if value is None or value == "":
            return value
        return seal(self._written(value).encode(), self.place)

    def from_db_value(self, value: Any, *_: Any) -> Any:
        return value if not value else self._read(unseal(value, self.place).decode())


class SealedTextField(_Sealed):
    """Text that is sealed in the database and plain in Python."""


class SealedJSONField(_Sealed):
    """Plain JSON (dict, list, numbers, text) that is sealed as a whole."""

    def _written(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    def _read(self, text: str) -> Any:
        return json.loads(text)

    def to_python(self, value: Any) -> Any:
        return value


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """One sealed column of one table."""

    model: type[models.Model]
    field: _Sealed

    @property
    def place(self) -> str:
        return self.field.place

    @property
    def is_fixed(self) -> bool:
        """Whether a guard forbids changing its rows, so that they keep the key they have."""
        guard = f"guard_{self.model._meta.db_table}_update"
        return guard in guards and not guards[guard].unless


def sealed_columns() -> list[SealedColumn]:
    """Every sealed column of the product."""
    return [
        SealedColumn(model, field)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, _Sealed)
    ]


def key_use(column: SealedColumn) -> dict[str, int]:
    """How many values of the column each key has sealed, by the key's name."""
    found: dict[str, int] = {}
    for _, token in _tokens(column):
        name = token.split(".")[1]
        found[name] = found.get(name, 0) + 1
    return found


def _names(column: SealedColumn, connection: BaseDatabaseWrapper) -> tuple[str, str, str]:
    """Table, primary key and sealed column, quoted."""
    meta, quote = column.model._meta, connection.ops.quote_name
    return quote(meta.db_table), quote(str(meta.pk.column)), quote(str(column.field.column))


def _tokens(column: SealedColumn, using: str = "default") -> Iterator[tuple[Any, str]]:
    """(primary key, sealed value) of every row that holds one, in order, in small portions."""
    connection = connections[using]
    table, key, name = _names(column, connection)
    start = f"SELECT {key}, {name} FROM {table} WHERE {name} <> ''"  # noqa: S608
    last: Any = None
    while True:
        past = "" if last is None else f" AND {key} > %s"
        with connection.cursor() as cursor:
            cursor.execute(
                f"{start}{past} ORDER BY {key} LIMIT {BATCH}",
                [] if last is None else [last],
            )
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < BATCH:
            return
        last = rows[-1][0]


def reseal(column: SealedColumn, using: str = "default") -> int:
    """Seal every value of the column anew that an older key or cipher has sealed; how many.

    A row is changed only if it still holds what was read, so that work going on at the same time
    is never overwritten; run it again and it finds nothing.
    """
    connection, done = connections[using], 0
    table, key, name = _names(column, connection)
    change = f"UPDATE {table} SET {name} = %s WHERE {key} = %s AND {name} = %s"  # noqa: S608
    for pk, token in _tokens(column, using):
        if is_current(token):
            continue
        fresh = seal(unseal(token, column.place), column.place)
        with transaction.atomic(using), connection.cursor() as cursor:
            cursor.execute(change, [fresh, pk, token])
            done += cursor.rowcount
    return done
