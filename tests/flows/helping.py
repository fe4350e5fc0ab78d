"""What an operator does in the world of the flows, in short words."""

import asyncio
from collections.abc import Awaitable, Collection

import pytest

from atrium.contexts import fulfilment, orders
from atrium.flows.cancel_order import cancel_order
from atrium.flows.destination import Destination
from atrium.flows.refund_order import refund_order
from atrium.flows.release_order import release_order
from atrium.flows.renew_handover_code import renew_handover_code
from atrium.flows.reroute_fulfilment import Move, reroute_fulfilment
from atrium.flows.route_lines import Wanted, route_lines
from atrium.kit.refusals import Refusal
from atrium.readmodels.invariants import check_all
from atrium.vocabulary.mode import Mode
from tests.builders import an_actor
from tests.world import World

MIA = an_actor(named="Mia Okafor")
FLOODED = "the cellar is flooded"


async def move(
    world: World,
    work: fulfilment.Fulfilment,
    to: str | None = None,
    *,
    mode: Mode | None = None,
    agreed: bool = False,
) -> orders.Order:
    """Moves work to a location, else to where sourcing finds the goods."""
    wanted = Move(work.id, Destination(mode or work.mode, to, consent_given=agreed), FLOODED)
    return await world.database.commit(
        lambda tx: reroute_fulfilment(tx, move=wanted, source_map=world.source_map, actor=MIA, now=world.now)
    )


async def route(
    world: World,
    order: orders.Order,
    to: str | None = None,
    *,
    mode: Mode = "ship",
    agreed: bool = False,
    lines: Collection[int] = (),
) -> orders.Order:
    """Gives waiting lines a location."""
    wanted = Wanted(order.id, Destination(mode, to, consent_given=agreed), FLOODED, lines)
    return await world.database.commit(
        lambda tx: route_lines(tx, wanted=wanted, source_map=world.source_map, actor=MIA, now=world.now)
    )


async def release(world: World, order: orders.Order) -> orders.Order:
    return await world.database.commit(
        lambda tx: release_order(tx, order_id=order.id, reason="a test order", actor=MIA, now=world.now)
    )


async def refund(world: World, order: orders.Order, amount_minor: int | None = None) -> orders.Order:
    return await world.database.commit(
        lambda tx: refund_order(
            tx, order_id=order.id, amount_minor=amount_minor, reason="arrived late", actor=MIA, now=world.now
        )
    )


async def new_code(world: World, work: fulfilment.Fulfilment, code: str = "700007") -> fulfilment.Fulfilment:
    return await world.database.commit(
        lambda tx: renew_handover_code(
            tx, fulfilment_id=work.id, code=code, reason="lost the message", actor=MIA, now=world.now
        )
    )


async def cancel_lines(world: World, order: orders.Order, *lines: int) -> orders.Order:
    return await world.database.commit(
        lambda tx: cancel_order(tx, order_id=order.id, reason="not wanted", lines=lines, actor=MIA, now=world.now)
    )


async def unchanged(world: World, attempt: Awaitable[object]) -> Refusal:
    """Why something is refused, having changed nothing."""
    before = await world.contents()
    with pytest.raises(Refusal) as caught:
        await attempt
    assert await world.contents() == before
    return caught.value


async def race(*attempts: Awaitable[object]) -> list[Refusal]:
    """Does all at once, of which one must win; answers what the others were told."""
    answers = await asyncio.gather(*attempts, return_exceptions=True)
    faults = [answer for answer in answers if isinstance(answer, BaseException)]
    refused = [fault for fault in faults if isinstance(fault, Refusal)]
    assert refused == faults, faults
    assert len(refused) == len(attempts) - 1, answers
    return refused


async def drift(world: World) -> list[str]:
    """The invariants that do not hold."""
    async with world.database.snapshot() as tx:
        report = await check_all(tx)
    return [check.name for check in report.checks if check.drift]
