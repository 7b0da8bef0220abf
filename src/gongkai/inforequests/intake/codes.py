"""The query code: shown once, kept as a hash, derived from a secret that only the browser holds.

Twelve signs of an alphabet without look-alikes: 31¹² ≈ 8·10¹⁷ codes, beyond guessing under a throttle.
"""

import base64
import secrets
from hashlib import sha256

from gongkai.kernel.sealed import blind_index

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12


def new_token() -> str:
    """A secret for a browser's cookie: 256 random bits."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """What the database knows of a token."""
    return base64.urlsafe_b64encode(sha256(token.encode()).digest()).decode().rstrip("=")


def code_from(token: str) -> str:
    """The code that belongs to a token: the same at every sending, so that sending twice is safe."""
    number = int(blind_index("inforequests.query_code", token), 16)
    signs = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return grouped("".join(signs))


def grouped(code: str) -> str:
    """ABCDEFGHJKMN as ABCD-EFGH-JKMN."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def normal_code(typed: str) -> str:
    """What a person typed as it is compared: capitals, no spaces or hyphens."""
    return "".join(char for char in typed.upper() if char.isascii() and char.isalnum())[:40]
