"""Profiles and addresses: what may be said of them. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from atrium.contexts.customers.errors import AddressInvalid, ProfileInvalid
from atrium.kit.refusals import Refusal
from atrium.vocabulary.contact import Address

MOST_ADDRESSES = 20
LONGEST_LINE = 200
PHONE = re.compile(r"\+?[0-9 ()./-]{5,30}")
COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Profile:
    """How a shopper is called and reached; the e-mail address is identity's, because they come in with it."""

    name: str = ""
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class NewAddress:
    """Where a parcel may go: to whom, and what the shopper calls the place, as `Home`."""

    recipient: str
    address: Address
    label: str = ""
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class SavedAddress:
    """An address of a shopper; one of them is the default."""

    id: UUID
    label: str
    recipient: str
    address: Address
    is_default: bool


def check_profile(profile: Profile) -> Refusal | None:
    """What is wrong with a profile, if anything."""
    if len(profile.name) > LONGEST_LINE:
        return ProfileInvalid(f"A name has at most {LONGEST_LINE} characters.", "name")
    if profile.phone is not None and not PHONE.fullmatch(profile.phone.strip()):
        return ProfileInvalid("A telephone number has digits, spaces, brackets, dots and dashes.", "phone")
    return None


def check_address(new: NewAddress) -> Refusal | None:
    """What is wrong with an address, if anything; whether it exists, the carrier knows."""
    if len(new.label) > LONGEST_LINE:
        return AddressInvalid(f"A label has at most {LONGEST_LINE} characters.", "label")
    for field, value in _lines(new):
        if not value.strip() or len(value) > LONGEST_LINE:
            return AddressInvalid(f"This has 1 to {LONGEST_LINE} characters: {field.replace('_', ' ')}.", field)
    if not COUNTRY.fullmatch(new.address.country):
        return AddressInvalid("A country has two capital letters, as US.", "country")
    return None


def _lines(new: NewAddress) -> Iterator[tuple[str, str]]:
    there = new.address
    yield "recipient", new.recipient
    yield "street", there.street
    yield "city", there.city
    yield "region", there.region
    yield "postal_code", there.postal_code
