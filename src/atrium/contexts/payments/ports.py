"""What payments needs from a card gateway. Every answer is a value; nothing here is raised.

A reference or operation id names one intent for ever: asking again with the same id never moves money twice.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Authorised:
    """The issuer held this amount, in minor units of the currency; still the answer after capture or void."""

    gateway_id: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Declined:
    """No money is held: the issuer or the gateway said no, and `code` says why."""

    code: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The operation took effect once, for this amount in minor units."""

    gateway_operation_id: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The operation moved nothing and never will under its id; `code` says why."""

    code: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class NotSeen:
    """The gateway has no payment under this reference, as yet: a request still under way may bring it."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """We do not know whether it happened: ask again with the same id, or `find` an authorisation."""

    reason: str


class Gateway(Protocol):
    """A card gateway; amounts are positive, in minor units."""

    def card_form(self, *, reference: UUID, amount_minor: int, currency: str, return_to: str) -> str | None:
        """The address of the gateway's own page on which a shopper types a card; None where it has none.

        The browser comes back to `return_to` (an absolute address) with `token` in its query, or with `cancelled=1`.
        The token pays this amount under this reference, so that must be the id of the payment that will be authorised
        with it. Nothing is asked of the gateway, and no card number reaches the house.
        """
        ...

    async def authorise(
        self, *, reference: UUID, amount_minor: int, currency: str, token: str
    ) -> Authorised | Declined | Unknown:
        """Hold an amount on the card behind a token."""
        ...

    async def capture(self, *, operation: UUID, gateway_id: str, amount_minor: int) -> Done | Refused | Unknown:
        """Take part or all of what is held; may be called for several parts."""
        ...

    async def void(self, *, operation: UUID, gateway_id: str) -> Done | Refused | Unknown:
        """Let go of all that is held; refused once anything was captured."""
        ...

    async def refund(self, *, operation: UUID, gateway_id: str, amount_minor: int) -> Done | Refused | Unknown:
        """Give back part or all of what was captured."""
        ...

    async def find(self, *, reference: UUID) -> Authorised | Declined | NotSeen | Unknown:
        """What became of the authorisation with this reference."""
        ...
