"""The codes on the retailer's own labels: EAN-13 numbers of the range that is kept for use inside a store."""

from string import ascii_uppercase

from atrium.contexts import catalog

IN_STORE = "200"
"""GS1 gives the prefixes 20 to 29 to nobody, so that a retailer's own number meets no maker's."""


def in_store_barcode(sku: str) -> str:
    """The number of a SKU such as `LGT-0023`: its letters as digits of base 26, then its own four digits."""
    letters, _, number = sku.partition("-")
    group = 0
    for letter in letters:
        group = group * len(ascii_uppercase) + ascii_uppercase.index(letter)
    digits = f"{IN_STORE}{group:05d}{number}"
    return digits + catalog.check_digit(digits)
