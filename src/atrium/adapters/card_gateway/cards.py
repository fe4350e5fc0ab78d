"""What is typed into the card form: whether it can be a card, and what the simulated issuer makes of it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

NUMBER = re.compile(r"[0-9]{12,19}")
EXPIRY = re.compile(r"(0[1-9]|1[0-2]) ?/? ?(?:20)?([0-9]{2})")
CVC = re.compile(r"[0-9]{3,4}")
FURTHEST_YEARS = 20


@dataclass(frozen=True, slots=True)
class SampleCard:
    """A number that stands for a magic token, and what people read of it."""

    number: str
    token: str
    outcome: str

    @property
    def grouped(self) -> str:
        return " ".join(self.number[place : place + 4] for place in range(0, len(self.number), 4))


SAMPLE_CARDS = (
    SampleCard("4242424242424242", "tok_visa", "Approved"),
    SampleCard("5555555555554444", "tok_mastercard", "Approved"),
    SampleCard("4000000000000002", "tok_declined", "Declined"),
    SampleCard("4000000000009995", "tok_insufficient_funds", "Declined: not enough money on the account"),
    SampleCard("4000000000000069", "tok_expired_card", "Declined: the card has expired"),
    SampleCard("4100000000000019", "tok_fraud", "Declined: suspected fraud"),
    SampleCard("4000000000000309", "tok_slow_5s", "Approved, five seconds late"),
    SampleCard("4000000000000507", "tok_timeout", "The answer never comes"),
    SampleCard("4000000000000119", "tok_error_once", "Fails the first time, approved when asked again"),
    SampleCard("4000000000005126", "tok_refund_declined", "Approved; refunds are refused"),
)
UNKNOWN_CARD = "tok_declined"
"""Any other number that could be a card's: the simulated issuer knows nobody by it."""
_TOKENS: Mapping[str, str] = {card.number: card.token for card in SAMPLE_CARDS}


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of the form, as they were typed."""

    number: str
    expiry: str
    cvc: str

    @property
    def digits(self) -> str:
        return re.sub(r"[ -]", "", self.number)


def faults(typed: Typed, *, today: date) -> dict[str, str]:
    """What cannot be a card, by field, as sentences for people."""
    found: dict[str, str] = {}
    if not NUMBER.fullmatch(typed.digits):
        found["number"] = "A card number has 12 to 19 digits."
    elif not _adds_up(typed.digits):
        found["number"] = "This is no card number; look for a digit that is wrong."
    expiry = _expiry_fault(typed.expiry.strip(), today)
    if expiry is not None:
        found["expiry"] = expiry
    if not CVC.fullmatch(typed.cvc.strip()):
        found["cvc"] = "The three or four digits on the back of the card."
    return found


def behaves_as(typed: Typed) -> str:
    """The magic token that a card behaves as."""
    return _TOKENS.get(typed.digits, UNKNOWN_CARD)


def _expiry_fault(text: str, today: date) -> str | None:
    found = EXPIRY.fullmatch(text)
    if found is None:
        return "Month and year, as 08/29."
    ends = (2000 + int(found[2]), int(found[1]))
    if ends < (today.year, today.month):
        return "The card has expired."
    return None if ends[0] <= today.year + FURTHEST_YEARS else "Month and year, as 08/29."


def _adds_up(digits: str) -> bool:
    """The check digit of ISO/IEC 7812 (Luhn)."""
    doubled = [int(digit) * 2 for digit in reversed(digits[:-1])][::2]
    plain = [int(digit) for digit in reversed(digits[:-1])][1::2]
    return (sum(sum(divmod(value, 10)) for value in doubled) + sum(plain) + int(digits[-1])) % 10 == 0
