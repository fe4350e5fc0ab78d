"""The magic tokens: what the simulated gateway does with a card, told by its token alone."""

import base64
import re
from dataclasses import dataclass

LONGEST_DELAY_SECONDS = 60
SANDBOX_KEY = "sandbox-key"
SANDBOX_SIGNING_KEY = "whsec_" + base64.b64encode(b"sandbox-signing-key-24by").decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """How a card misbehaves; by default it does not."""

    decline_code: str | None = None
    late_seconds: int = 0
    """How late the first answer to each write comes; a repeat is answered at once."""
    hangs: bool = False
    """The authorisation is made, but neither it nor its repeats are ever answered."""
    authorise_fails_once: bool = False
    capture_fails_once: bool = False
    refund_declined: bool = False
    notices_doubled: bool = False
    """Each notice is sent twice, and the one of the authorisation behind the later ones."""


_BEHAVIOURS = {
    "tok_visa": Behaviour(),
    "tok_mastercard": Behaviour(),
    "tok_declined": Behaviour(decline_code="card_declined"),
    "tok_insufficient_funds": Behaviour(decline_code="insufficient_funds"),
    "tok_expired_card": Behaviour(decline_code="expired_card"),
    "tok_fraud": Behaviour(decline_code="suspected_fraud"),
    "tok_timeout": Behaviour(hangs=True),
    "tok_error_once": Behaviour(authorise_fails_once=True),
    "tok_capture_fails_once": Behaviour(capture_fails_once=True),
    "tok_refund_declined": Behaviour(refund_declined=True),
    "tok_duplicate": Behaviour(notices_doubled=True),
}
_SLOW = re.compile(r"tok_slow_([1-9][0-9]?)s", re.ASCII)


def find_behaviour(token: str) -> Behaviour | None:
    """What a card does; None for a token that nobody issued."""
    if slow := _SLOW.fullmatch(token):
        seconds = int(slow[1])
        return Behaviour(late_seconds=seconds) if seconds <= LONGEST_DELAY_SECONDS else None
    return _BEHAVIOURS.get(token)
