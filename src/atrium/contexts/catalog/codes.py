"""What scanners read: numbers that check themselves, and the retailer's own codes. Pure."""

import re

DIGITS = re.compile(r"[0-9]+")
CODE = re.compile(r"[0-9A-Z._+-]{1,48}")
LENGTHS = (8, 12, 13, 14)
"""How many digits a GTIN has, the last of which checks the others (GS1 General Specifications, section 7.9)."""
SCANNED_LENGTH = 13


def check_digit(digits: str) -> str:
    """The last digit of a GTIN whose others are these: they weigh three and one in turn, from the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def is_gtin(code: str) -> bool:
    """Whether it is so many digits as a GTIN has, right or wrong."""
    return DIGITS.fullmatch(code) is not None and len(code) in LENGTHS


def tidy(code: str) -> str:
    """The one form in which a code is kept: capitals, and 12 or 14 digits as the 13 that scanners send."""
    plain = code.strip().upper()
    if is_gtin(plain) and len(plain) > LENGTHS[0]:
        short = plain.lstrip("0").zfill(SCANNED_LENGTH)
        return short if len(short) == SCANNED_LENGTH else plain
    return plain


def fault_of(code: str) -> str | None:
    """What is wrong with a tidy code as a barcode, if anything."""
    if not CODE.fullmatch(code):
        return "A barcode has 1 to 48 of 0-9, A-Z, dot, underscore, plus and hyphen."
    if is_gtin(code) and check_digit(code[:-1]) != code[-1]:
        return f"{code} is not a barcode: its last digit should be {check_digit(code[:-1])}."
    return None
