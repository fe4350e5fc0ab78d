"""E-mail addresses, passwords and PINs: what they must look like. Pure."""

import re

from atrium.contexts.identity.errors import EmailInvalid, PasswordInvalid, PinInvalid
from atrium.kit.refusals import Refusal

# As browsers check it (HTML, "valid e-mail address"), with letters of any language; whether it exists, a code tells.
EMAIL = re.compile(r"[^\s@\"(),:;<>\[\]\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])?")
LONGEST_EMAIL = 254
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 200
PIN = re.compile(r"[0-9]{4,6}")


def email_key(email: str) -> str:
    """How an address is compared: nobody has two that differ in capitals only."""
    return email.strip().lower()


def check_email(email: str) -> Refusal | None:
    """What is wrong with the form of an address, if anything."""
    good = len(email) <= LONGEST_EMAIL and EMAIL.fullmatch(email.strip())
    return None if good else EmailInvalid()


def check_password(password: str, *, email: str) -> Refusal | None:
    """What is wrong with a new password, if anything."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        return PasswordInvalid(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
    if len(set(password)) < 4:
        return PasswordInvalid("A password is more than a few characters again and again.")
    if email_key(password) in (email_key(email), email_key(email).partition("@")[0]):
        return PasswordInvalid("A password is something else than the e-mail address.")
    return None


def check_pin(pin: str) -> Refusal | None:
    """What is wrong with a new PIN, if anything."""
    if not PIN.fullmatch(pin):
        return PinInvalid("A PIN has 4 to 6 digits.")
    if len(set(pin)) == 1 or pin in "0123456789" or pin in "9876543210":
        return PinInvalid("A PIN is neither one digit again and again nor digits in a row.")
    return None
