"""Invented numbers that pass their checks; none belongs to anybody (areas that do not exist)."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(serial: int, birthday: str = "19900307", area: str = "110101") -> str:
    """Eighteen characters with the check digit of GB 11643."""
    body = f"{area}{birthday}{serial % 1000:03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def bank_card(serial: int, length: int = 19) -> str:
    """A card of a known issuer that passes Luhn."""
    body = f"622848{serial:0{length - 7}}"
    digits = [int(digit) for digit in reversed(body)]
    total = sum(d if i % 2 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(digits))
    return f"{body}{-total % 10}"


def mobile(serial: int) -> str:
    return f"138{serial % 10**8:08}"


def credit_code(serial: int) -> str:
    """统一社会信用代码 with the check character of GB 32100."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"11330000{serial:09}"
    total = sum(alphabet.index(char) * pow(3, i, 31) for i, char in enumerate(body))
    return body + alphabet[(31 - total % 31) % 31]
