"""A race on the event log: many writers, rollbacks, a transaction held open, readers that are killed.

Short in the fast tests; a soak calls `run` with bigger numbers.
"""

import asyncio
import random
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, ClassVar

from atrium.kit import events
from atrium.kit.db import Database, Tx
from tests.builders import NOW

SUBJECTS = "CREATE TABLE public.subjects (name text PRIMARY KEY, number integer NOT NULL DEFAULT 0)"
# What follows raw insert numbers cannot see the log that the sequencer makes, so it is given the inbox as it was.
RAW = "CREATE TABLE public.raw (insert_number bigint, id uuid)"
COPY = """
    CREATE FUNCTION public.copy_raw() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO public.raw VALUES (new.insert_number, new.id); RETURN NULL; END $$
"""
COPIED = "CREATE TRIGGER copied AFTER INSERT ON kit.event_inbox FOR EACH ROW EXECUTE FUNCTION public.copy_raw()"
TOLD = "CREATE TABLE public.told (place bigint GENERATED ALWAYS AS IDENTITY, subject text, number integer)"
FILL = "INSERT INTO public.subjects (name) SELECT unnest(%(names)s::text[])"
NEXT = "UPDATE public.subjects SET number = number + 1 WHERE name = %(name)s RETURNING number"
NUMBERS = "SELECT name AS subject, number FROM public.subjects ORDER BY name"
TELL = "INSERT INTO public.told (subject, number) VALUES (%(subject)s, %(number)s)"
STORY = "SELECT subject, number FROM public.told ORDER BY place"
HEARD = "SELECT count(*) FROM public.told"
COMMITTED = "SELECT sum(number)::bigint FROM public.subjects"
RAW_AFTER = "SELECT insert_number FROM public.raw WHERE insert_number > %(after)s ORDER BY insert_number"
KILLS_WANTED = 4
MOST_TIMES_LONGER = 8
HELD = "held"
PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Counted:
    """The fact that a subject's counter went up to `number`."""

    TYPE: ClassVar[str] = "race.counted"
    subject: str
    number: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One event as a reader was told of it."""

    subject: str
    number: int


@dataclass(slots=True)
class Race:
    """How big the race is; `transactions` for each writer, about a third of which are rolled back."""

    database: Database
    writers: int = 12
    transactions: int = 25
    subjects: int = 7
    chance: random.Random = field(default_factory=lambda: random.Random(20261120))  # noqa: S311 - a race needs no secrets
    positions: list[int] = field(default_factory=list[int])
    raw_seen: int = 0
    kills: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def pause(self, most_s: float = 0.004) -> None:
        await asyncio.sleep(self.chance.random() * most_s)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written and what each kind of reader came to know."""

    written: dict[str, int]
    """For each subject, the number of its last committed event; they count from one without a gap."""
    positions: list[int]
    """Every position, as one reader that polls saw them come."""
    told: list[Seen]
    """What a subscription handled, in order, though its readers were killed."""
    raw_missed: int
    """How many events the control, which follows insert numbers, never saw."""
    stalled: bool
    """Whether the readers had not caught up while the long transaction was still open."""
    kills: int


async def run(url: str, *, writers: int = 12, transactions: int = 25) -> Outcome:
    """Runs one race on a fresh database at `url`."""
    async with Database.open(url, writers=writers + 8, readers=4) as database:
        race = Race(database, writers=writers, transactions=transactions)
        await _prepare(race)
        background = (_killed_readers(race), _poll(race), _poll_raw(race), _sequence(race), _sequence(race))
        async with _running(*background):
            stalled = await _write_around_a_held_transaction(race)
            await _until(lambda: _caught_up(race))
            race.done.set()
        return await _outcome(race, stalled=stalled)


async def _prepare(race: Race) -> None:
    names = [f"subject/{number}" for number in range(race.subjects)]
    async with race.database.transaction() as tx:
        for statement in (SUBJECTS, RAW, COPY, COPIED, TOLD):
            await tx.run(statement)
        await tx.run(FILL, {"names": [*names, HELD]})


async def _write_around_a_held_transaction(race: Race) -> bool:
    """Writes everything while one early transaction stays open; answers whether readers waited for it."""
    async with race.database.transaction() as held:
        await _count(held, HELD)
        async with asyncio.TaskGroup() as group:
            for _ in range(race.writers):
                group.create_task(_write(race))
        return not await _until(lambda: _caught_up(race))


async def _write(race: Race) -> None:
    for turn in range(race.transactions * MOST_TIMES_LONGER):
        # On a busy machine readers are killed slowly, and a race without kills would prove little.
        if turn >= race.transactions and race.kills >= KILLS_WANTED:
            return
        subject = f"subject/{race.chance.randrange(race.subjects)}"
        with suppress(ZeroDivisionError):
            async with race.database.transaction() as tx:
                await _count(tx, subject)
                await race.pause()
                if race.chance.random() < 0.3:
                    raise ZeroDivisionError
        await race.pause()


async def _count(tx: Tx, subject: str) -> None:
    """Counts a subject up under its lock, and says so in the log."""
    number = await tx.value(NEXT, {"name": subject})
    await events.append(tx, [events.happening(Counted(subject, number), at=NOW, actor="race")])


async def _sequence(race: Race) -> None:
    await events.Sequencer(race.database, pause_s=0.001, idle_pause_s=0.002, stopping=race.done).run()


async def _killed_readers(race: Race) -> None:
    """Two readers of one subscription at a time; one is killed every few milliseconds and another started."""
    readers = [asyncio.create_task(_follow(race)) for _ in range(2)]
    killed: list[asyncio.Task[None]] = []
    while not race.done.is_set():
        await asyncio.sleep(0.005 + race.chance.random() * 0.02)
        unlucky = race.chance.randrange(2)
        readers[unlucky].cancel()
        killed.append(readers[unlucky])
        # On a busy machine a connection takes its time to end, and the next victim is not kept waiting for it.
        await asyncio.wait([readers[unlucky]], timeout=0.1)
        race.kills += 1
        readers[unlucky] = asyncio.create_task(_follow(race))
    await asyncio.gather(*readers)
    await asyncio.gather(*killed, return_exceptions=True)


async def _follow(race: Race) -> None:
    async def handle(tx: Tx, found: list[events.Recorded]) -> None:
        for event in found:
            await tx.run(TELL, {"subject": event.subject, "number": event.facts["number"]})
            await race.pause(0.001)

    subscription = events.Subscription("race", [Counted.TYPE], handle)
    while not race.done.is_set():
        if not await events.catch_up(race.database, subscription, most=5):
            await asyncio.sleep(0.002)


async def _poll(race: Race) -> None:
    while not race.done.is_set():
        after = race.positions[-1] if race.positions else 0
        async with race.database.reading() as tx:
            found = await events.read(tx, after=after, limit=50)
        race.positions += [event.position for event in found if event.position is not None]
        await asyncio.sleep(0.001)


async def _poll_raw(race: Race) -> None:
    """The control: takes the highest insert number that it saw for everything that there is."""
    last, is_last = 0, False
    while not is_last:
        is_last = race.done.is_set()
        async with race.database.reading() as tx:
            found = await tx.values(RAW_AFTER, {"after": last})
        race.raw_seen += len(found)
        last = found[-1] if found else last
        await asyncio.sleep(0.001)


async def _caught_up(race: Race) -> bool:
    async with race.database.reading() as tx:
        written = await tx.value(COMMITTED)
        return written == await tx.value(HEARD) == len(race.positions)


async def _outcome(race: Race, *, stalled: bool) -> Outcome:
    async with race.database.reading() as tx:
        written = {seen.subject: seen.number for seen in await tx.rows(Seen, NUMBERS)}
        told = await tx.rows(Seen, STORY)
    return Outcome(written, race.positions, told, sum(written.values()) - race.raw_seen, stalled, race.kills)


async def _until(holds: Any) -> bool:
    """Whether something came true within the patience."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            while not await holds():  # noqa: ASYNC110 - only the database knows
                await asyncio.sleep(0.01)
            return True
    return False


@asynccontextmanager
async def _running(*work: Coroutine[Any, Any, None]) -> AsyncGenerator[None]:
    async with asyncio.TaskGroup() as group:
        for one in work:
            group.create_task(one)
        yield
