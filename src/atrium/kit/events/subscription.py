"""A reader with a memory: its position is kept in the transaction of what it did."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from atrium.kit.db import Database, Tx
from atrium.kit.events.log import Recorded, last_position, read

START = "INSERT INTO kit.subscriptions (name, position) VALUES (%(name)s, 0) ON CONFLICT DO NOTHING"
POSITION = "SELECT position FROM kit.subscriptions WHERE name = %(name)s FOR UPDATE"
ADVANCE = "UPDATE kit.subscriptions SET position = %(position)s, moved_at = now() WHERE name = %(name)s"


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who reads which types of events, and what it does with a set of them inside the transaction."""

    name: str
    types: Sequence[str] | None
    handle: Callable[[Tx, list[Recorded]], Awaitable[None]]


async def catch_up(database: Database, subscription: Subscription, *, most: int = 200) -> int:
    """Handles the next events of a subscription; answers how many.

    Each is handled once: its effect and the new position are committed together, and done again when a
    deadlock ended them.
    """
    return await database.commit(lambda tx: _catch_up(tx, subscription, most=most))


async def _catch_up(tx: Tx, subscription: Subscription, *, most: int) -> int:
    await tx.run(START, {"name": subscription.name})
    position = await tx.value(POSITION, {"name": subscription.name})
    newest = await last_position(tx)
    if newest == position:
        return 0
    found = await read(tx, after=position, up_to=newest, types=subscription.types, limit=most)
    if found:
        await subscription.handle(tx, found)
    # Events of other types are passed over for good, so that they are not searched again.
    reached = found[-1].position if len(found) == most else newest
    await tx.run(ADVANCE, {"name": subscription.name, "position": reached})
    return len(found)
