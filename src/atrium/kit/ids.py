"""Identifiers: UUIDv7 for machines, short numbers and codes for people."""

import secrets
from uuid import UUID

from uuid_utils import compat

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NUMBER_BITS = 50


def new_id() -> UUID:
    """A UUIDv7: ordered by the millisecond of its making, so that indexes and partitions stay local."""
    return compat.uuid7()


def short_number(id_: UUID) -> str:
    """The ten letters that a person reads out instead of an id, as `7K2QF-93QXM`; made of its random bits."""
    bits = id_.int & ((1 << NUMBER_BITS) - 1)
    letters = "".join(CROCKFORD[(bits >> shift) & 31] for shift in range(NUMBER_BITS - 5, -1, -5))
    return f"{letters[:5]}-{letters[5:]}"


def new_code(digits: int = 6) -> str:
    """A code of so many digits for a person to show at a counter, from the system's secure source."""
    return "".join(secrets.choice("0123456789") for _ in range(digits))


def new_word(letters: int = 8) -> str:
    """A word of so many letters for a person to type once, as `7K2Q-F93Q`, from the system's secure source."""
    word = "".join(secrets.choice(CROCKFORD) for _ in range(letters))
    return f"{word[: letters // 2]}-{word[letters // 2 :]}"


def new_secret() -> str:
    """A secret of 256 bits for an API key, safe in a header."""
    return secrets.token_urlsafe(32)
