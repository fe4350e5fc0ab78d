"""A gateway under test, asked in few words, beside the truth about what it did."""

from typing import Protocol
from uuid import UUID, uuid4

from atrium.contexts.payments.ports import Authorised, Declined, Done, Gateway, Refused, Unknown
from tests.adapters.fake_gateway import Sums

APPROVED = "tok_visa"


class Settles(Protocol):
    """Whatever can tell what really happened."""

    async def settlement(self) -> dict[str, Sums]: ...


class House:
    """A gateway under test beside the truth about it."""

    def __init__(self, gateway: Gateway, truth: Settles) -> None:
        self.gateway = gateway
        self._truth = truth

    async def authorise(
        self, token: str = APPROVED, *, reference: UUID | None = None, amount_minor: int = 5000
    ) -> Authorised | Declined | Unknown:
        return await self.gateway.authorise(
            reference=reference or uuid4(), amount_minor=amount_minor, currency="EUR", token=token
        )

    async def payment(self, token: str = APPROVED, *, captured_minor: int = 0) -> str:
        """The gateway id of an approved payment of 50.00, captured so far."""
        answer = await self.authorise(token)
        assert isinstance(answer, Authorised)
        if captured_minor:
            assert isinstance(await self.capture(answer.gateway_id, captured_minor), Done)
        return answer.gateway_id

    async def capture(
        self, gateway_id: str, amount_minor: int, *, operation: UUID | None = None
    ) -> Done | Refused | Unknown:
        return await self.gateway.capture(
            operation=operation or uuid4(), gateway_id=gateway_id, amount_minor=amount_minor
        )

    async def void(self, gateway_id: str, *, operation: UUID | None = None) -> Done | Refused | Unknown:
        return await self.gateway.void(operation=operation or uuid4(), gateway_id=gateway_id)

    async def refund(
        self, gateway_id: str, amount_minor: int, *, operation: UUID | None = None
    ) -> Done | Refused | Unknown:
        return await self.gateway.refund(
            operation=operation or uuid4(), gateway_id=gateway_id, amount_minor=amount_minor
        )

    async def sums(self, gateway_id: str) -> Sums:
        return (await self._truth.settlement())[gateway_id]

    async def count(self) -> int:
        """How many payments there are."""
        return len(await self._truth.settlement())
