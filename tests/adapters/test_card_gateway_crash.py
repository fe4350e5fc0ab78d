"""A gateway killed in the middle of captures: nothing acknowledged is lost, nothing is charged twice."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from atrium.adapters import card_gateway
from atrium.adapters.card_gateway import CardGateway
from atrium.contexts.payments.ports import Authorised, Done, Unknown
from tests.adapters.fake_gateway import Sums
from tests.adapters.simulated_gateway import SimulatedGateway

PAYMENTS = 80
AUTHORISED_MINOR = 1000
# A second charge would fit below what is authorised: only the idempotency key stands against it.
CAPTURED_MINOR = 100
ACKNOWLEDGED_BEFORE_KILL = 30
AT_ONCE = 8


@dataclass
class Captures:
    """What we meant to capture, and what the gateway acknowledged before it was killed."""

    intents: dict[UUID, str]
    acknowledged: dict[UUID, Done] = field(default_factory=dict[UUID, Done])
    unknown: set[UUID] = field(default_factory=set[UUID])

    async def run(self, gateway: CardGateway, running: SimulatedGateway) -> None:
        """Capture several at once, and kill the gateway when enough are acknowledged."""
        room = asyncio.Semaphore(AT_ONCE)

        async def capture(operation: UUID, gateway_id: str) -> None:
            async with room:
                answer = await gateway.capture(operation=operation, gateway_id=gateway_id, amount_minor=CAPTURED_MINOR)
            if isinstance(answer, Done):
                self.acknowledged[operation] = answer
            elif isinstance(answer, Unknown):
                self.unknown.add(operation)
            if len(self.acknowledged) == ACKNOWLEDGED_BEFORE_KILL:
                running.kill()

        await asyncio.gather(*(capture(*intent) for intent in self.intents.items()))

    def lost(self, settlement: dict[str, Sums]) -> list[str]:
        """Payments whose capture was acknowledged but is not in the settlement."""
        none = Sums(authorised=0)
        acknowledged = (self.intents[operation] for operation in self.acknowledged)
        return [payment for payment in acknowledged if settlement.get(payment, none).captured == 0]

    async def repeat(self, gateway: CardGateway, *, with_new_ids: bool = False) -> dict[UUID, object]:
        """Ask for every capture once more, as a worker does that does not trust its own memory."""
        return {
            operation: await gateway.capture(
                operation=uuid4() if with_new_ids else operation,
                gateway_id=gateway_id,
                amount_minor=CAPTURED_MINOR,
            )
            for operation, gateway_id in self.intents.items()
        }


async def captures_cut_short(state_file: Path | str) -> Captures:
    """Captures during which the gateway was killed."""
    with SimulatedGateway(state_file=state_file) as running:
        async with card_gateway.connect(url=running.url, key=card_gateway.SANDBOX_KEY) as gateway:
            intents: dict[UUID, str] = {}
            for _ in range(PAYMENTS):
                answer = await gateway.authorise(
                    reference=uuid4(), amount_minor=AUTHORISED_MINOR, currency="EUR", token="tok_visa"
                )
                assert isinstance(answer, Authorised)
                intents[uuid4()] = answer.gateway_id
            captures = Captures(intents)
            await captures.run(gateway, running)
    assert len(captures.acknowledged) >= ACKNOWLEDGED_BEFORE_KILL
    assert len(captures.acknowledged) + len(captures.unknown) == PAYMENTS
    assert captures.unknown, "the kill came too late to prove anything"
    return captures


def charged_twice(settlement: dict[str, Sums]) -> list[str]:
    return [payment for payment, sums in settlement.items() if sums.captured > CAPTURED_MINOR]


class TestKill:
    async def test_loses_nothing_acknowledged_and_charges_nothing_twice(self, tmp_path: Path) -> None:
        state_file = tmp_path / "state.db"
        captures = await captures_cut_short(state_file)
        with SimulatedGateway(state_file=state_file) as restarted:
            assert captures.lost(await restarted.settlement()) == []
            async with card_gateway.connect(url=restarted.url, key=card_gateway.SANDBOX_KEY) as gateway:
                answers = await captures.repeat(gateway)
            settlement = await restarted.settlement()
        assert all(isinstance(answer, Done) for answer in answers.values())
        assert {key: answers[key] for key in captures.acknowledged} == captures.acknowledged
        assert settlement == {
            gateway_id: Sums(authorised=AUTHORISED_MINOR, captured=CAPTURED_MINOR)
            for gateway_id in captures.intents.values()
        }

    async def test_would_be_seen_to_charge_twice_without_the_same_id(self, tmp_path: Path) -> None:
        state_file = tmp_path / "state.db"
        captures = await captures_cut_short(state_file)
        with SimulatedGateway(state_file=state_file) as restarted:
            async with card_gateway.connect(url=restarted.url, key=card_gateway.SANDBOX_KEY) as gateway:
                await captures.repeat(gateway, with_new_ids=True)
            twice = charged_twice(await restarted.settlement())
        assert len(twice) >= ACKNOWLEDGED_BEFORE_KILL

    async def test_would_be_seen_to_lose_what_was_only_in_memory(self, tmp_path: Path) -> None:
        captures = await captures_cut_short(":memory:")
        with SimulatedGateway(state_file=tmp_path / "state.db") as restarted:
            lost = captures.lost(await restarted.settlement())
        assert len(lost) == len(captures.acknowledged)
