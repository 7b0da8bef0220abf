"""Check digits and shapes of numbers: GB 11643 (身份证), GB 32100 (统一社会信用代码), Luhn (银行卡)."""

import re
from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_FIRST_YEAR, _LAST_YEAR = 1880, 2079
_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_VALUES = {char: value for value, char in enumerate(_CODE_ALPHABET)}
_CODE_WEIGHTS = tuple(pow(3, power, 31) for power in range(17))


def id_check_digit(first_seventeen: str) -> str:
    """The eighteenth character of an identity number (GB 11643-1999)."""
    total = sum(
        int(digit) * weight for digit, weight in zip(first_seventeen, _ID_WEIGHTS, strict=True)
    )
    return _ID_CHECKS[total % 11]


def has_id_shape(number: str) -> bool:
    """An area and a day of birth where an 18-character identity number has them."""
    return bool(_PROVINCE.match(number)) and number[:17].isdecimal() and is_day(number[6:14])


def is_id18(number: str) -> bool:
    """18 characters with area, day of birth and check digit of GB 11643."""
    return len(number) == 18 and has_id_shape(number) and id_check_digit(number[:17]) == number[17]


def is_id15(number: str) -> bool:
    """15 digits with the area and the day of birth of the old form (births of 19xx)."""
    return (
        len(number) == 15
        and number.isdecimal()
        and bool(_PROVINCE.match(number))
        and number[2:4] != "00"
        and is_day("19" + number[6:12])
    )


def is_day(eight: str) -> bool:
    """Eight digits that are a day between 1880 and 2079."""
    if not _FIRST_YEAR <= int(eight[:4]) <= _LAST_YEAR:
        return False
    try:
        date(int(eight[:4]), int(eight[4:6]), int(eight[6:]))
    except ValueError:
        return False
    return True


def is_credit_code(code: str) -> bool:
    """统一社会信用代码: 18 characters of GB 32100-2015, alphabet without I O S V Z, modulus 31.

    The third to eighth are the area of registration, 100000 for the whole country.
    """
    if len(code) != 18 or any(char not in _CODE_VALUES for char in code):
        return False
    if not code[2:8].isdecimal() or not (code[2:4] == "10" or _PROVINCE.match(code, 2)):
        return False
    total = sum(
        _CODE_VALUES[char] * weight for char, weight in zip(code[:17], _CODE_WEIGHTS, strict=True)
    )
    return (31 - total % 31) % 31 == _CODE_VALUES[code[17]]


def passes_luhn(number: str) -> bool:
    """The check digit of bank cards (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit)
        if place % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0
