"""The process behind the doors: numbers events, lets holds expire, settles payments, reacts."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from atrium import settings as environment
from atrium.contexts import carts, identity
from atrium.flows.expire_orders import expire_orders
from atrium.flows.reactions import reactions
from atrium.flows.send_messages import send_messages
from atrium.flows.settle_payments import settle_payments
from atrium.kit import events, idempotency
from atrium.kit.events import Sequencer, Subscription
from atrium.kit.processes import end_with_parent
from atrium.kit.tracing import configure_logging
from atrium.settings import Settings
from atrium.surfaces.shared.house import House
from atrium.wiring import open_house

SWEEP_S = 1.0
HOUSEKEEPING_S = 600.0
KEEP_KEYS = timedelta(days=30)

log = structlog.get_logger()


async def work(settings: Settings, stopping: asyncio.Event) -> None:
    """Works until `stopping` is set. Any number of workers may run; each task is safe beside itself."""
    async with open_house(settings) as house, asyncio.TaskGroup() as group:
        sequencer = Sequencer(house.database, stopping=stopping)
        listening = group.create_task(house.hub.run())
        group.create_task(sequencer.run())
        group.create_task(_every(SWEEP_S, stopping, "expire_orders", lambda: _expire(house)))
        group.create_task(_every(SWEEP_S, stopping, "settle_payments", lambda: _settle(house)))
        group.create_task(_every(SWEEP_S, stopping, "send_messages", lambda: _send(house)))
        group.create_task(_every(HOUSEKEEPING_S, stopping, "keep_partitions", lambda: _keep_partitions(house)))
        group.create_task(_every(HOUSEKEEPING_S, stopping, "forget_keys", lambda: _forget_keys(house)))
        group.create_task(_every(HOUSEKEEPING_S, stopping, "forget_visits", lambda: _forget_visits(house)))
        group.create_task(_every(HOUSEKEEPING_S, stopping, "forget_carts", lambda: _forget_carts(house)))
        for subscription in reactions(house.source_maps, house.telling, house.now):
            group.create_task(_follow(house, subscription, stopping))
        await stopping.wait()
        listening.cancel()


async def _every(pause_s: float, stopping: asyncio.Event, name: str, do: Callable[[], Awaitable[None]]) -> None:
    """Does something again and again; a fault is logged, and tried again after the next pause."""
    while not stopping.is_set():
        try:
            await do()
        except Exception:
            log.exception("worker.turn_failed", task=name)
        try:
            await asyncio.wait_for(stopping.wait(), pause_s)
        except TimeoutError:
            continue


async def _expire(house: House) -> None:
    while await expire_orders(house.database, now=house.now()):
        pass


async def _settle(house: House) -> None:
    await settle_payments(house.database, house.card_desk, clock=house.now)


async def _send(house: House) -> None:
    while await send_messages(house.database, house.mailer, clock=house.now):
        pass


async def _keep_partitions(house: House) -> None:
    async with house.database.transaction() as tx:
        await events.keep_partitions(tx)


async def _forget_keys(house: House) -> None:
    forgotten = 1
    while forgotten:
        async with house.database.transaction() as tx:
            forgotten = await idempotency.forget(tx, before=house.now() - KEEP_KEYS)


async def _forget_visits(house: House) -> None:
    while await house.database.commit(lambda tx: identity.forget_visits(tx, now=house.now())):
        pass


async def _forget_carts(house: House) -> None:
    while await house.database.commit(lambda tx: carts.forget(tx, now=house.now())):
        pass


async def _follow(house: House, subscription: Subscription, stopping: asyncio.Event) -> None:
    """Handles a subscription's events as they come; one that fails is tried again, and holds up no other."""
    while not stopping.is_set():
        try:
            if not await events.catch_up(house.database, subscription):
                await house.hub.news(within_s=1.0)
        except Exception:
            log.exception("worker.reaction_failed", subscription=subscription.name)
            await asyncio.sleep(1)


async def _main() -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    await work(environment.from_environment(), stopping)


def main() -> None:
    """`python -m atrium.worker`: one worker, as `atrium up` starts it."""
    end_with_parent()
    configure_logging()
    asyncio.run(_main())


if __name__ == "__main__":
    main()
