"""A house under load whose processes and database are killed, and what became of every order that it confirmed.

Short in the normal tests; a soak calls `run` with bigger numbers.
"""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from uuid import UUID

import aiohttp
import psutil
import psycopg

from atrium.kit import postgres
from atrium.kit.db import Database
from atrium.kit.ids import new_secret
from atrium.wiring import LOCK_ORDER
from tests.properties.last_unit_race import SKU, an_order
from tests.properties.running_house import Visitor, card_gateway, faults_of, free_session, until_ready
from tests.web import Reply, issue_key
from tests.world import a_world

Victim = Literal["web", "worker", "session", "database"]
PLENTY = 1_000_000
CLIENTS = 10
MORE = 40
"""So many orders must be confirmed between two kills."""
RECOVERED_WITHIN_S = 150.0
"""A payment that was written down and never sent is given up after a minute and a half."""
ENDS_WITHIN_S = 30.0
UP = "from atrium.cli import main; main()"
# A crash that loses what was not yet written out: commits are answered before, and nothing else writes it.
LOSSY: Sequence[str] = (
    "ALTER DATABASE atrium SET synchronous_commit = off",
    "ALTER SYSTEM SET wal_writer_delay = '10s'",
    "ALTER SYSTEM SET wal_writer_flush_after = '1GB'",
    "ALTER SYSTEM SET bgwriter_lru_maxpages = 0",
    "SELECT pg_reload_conf()",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'atrium' AND pid <> pg_backend_pid()",
)
BOOK = "SELECT id, contact ->> 'name' AS shopper, state FROM orders.orders"
SETTLED = """
    SELECT NOT EXISTS (SELECT 1 FROM payments.operations WHERE state = 'due')
       AND NOT EXISTS (SELECT 1 FROM payments.payments WHERE state = 'started')
       AND NOT EXISTS (SELECT 1 FROM kit.event_inbox)
"""


@dataclass(frozen=True, slots=True)
class Booked:
    """An order as the book has it."""

    id: UUID
    shopper: str
    state: str


@dataclass(slots=True)
class Load:
    """Shoppers, each with a name of their own, who repeat a request until it is answered."""

    visitor: Visitor
    confirmed: dict[str, str] = field(default_factory=dict[str, str])
    """The id of the order that was confirmed to each shopper."""
    refused: list[str] = field(default_factory=list[str])
    repeats: int = 0
    ending: asyncio.Event = field(default_factory=asyncio.Event)

    async def shop(self, client: int) -> None:
        number = 0
        while not self.ending.is_set():
            number += 1
            await self.one(f"shopper {client} {number}", pays_later=number % 3 == 0)

    async def one(self, shopper: str, *, pays_later: bool) -> None:
        """One order, paid for at once or by card, confirmed or refused."""
        placed = await self._until_answered("/v1/orders", an_order(paid=not pays_later, shopper=shopper))
        if placed is None or placed.status >= 400:
            return self._note(placed)
        id_ = placed.json["id"]
        if pays_later:
            paid = await self._until_answered(f"/v1/orders/{id_}/payment", {"token": "tok_visa"})
            if paid is None or paid.status >= 400:
                return self._note(paid)
        self.confirmed[shopper] = id_
        return None

    async def _until_answered(self, path: str, body: object) -> Reply | None:
        """The answer, other than that the house is away; None when the load ends before."""
        once = new_secret()
        while not self.ending.is_set():
            with suppress(aiohttp.ClientError, TimeoutError):
                reply = await self.visitor.post(path, body, once=once)
                if reply.status < 500 and not (
                    reply.status == 409 and reply.code in ("still_in_flight", "payment_under_way")
                ):
                    return reply
            self.repeats += 1
            await asyncio.sleep(0.1)
        return None

    def _note(self, reply: Reply | None) -> None:
        if reply is not None:
            self.refused.append(f"{reply.status} {reply.body.decode()}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was confirmed, and what the house knows of it afterwards."""

    confirmed: int
    repeats: int
    refused: list[str]
    lost: list[str]
    doubled: list[str]
    unpaid: list[str]
    faults: list[str]
    longest_recovery_s: float


@dataclass(slots=True)
class SupervisedHouse:
    """`atrium up` as a process of its own, whose children may be killed."""

    up: Process
    folder: Path
    base: str
    ends_with: int = 0

    @property
    def url(self) -> str:
        address = postgres.find(self.folder / "postgres")
        assert address is not None
        return address.url()

    def kill(self, victim: Victim) -> None:
        """Kills without warning: one process, or the database with all of its own at the same moment."""
        if victim in ("web", "worker"):
            return self._children(f"atrium.{'app' if victim == 'web' else victim}")[0].kill()
        (postmaster,) = self._children("postgres")
        if victim == "session":
            return next(one for one in postmaster.children() if "[local]" in " ".join(one.cmdline())).kill()
        return _kill_at_once([postmaster, *postmaster.children()])

    def kill_all(self) -> None:
        """Kills the whole house at the same moment, as when the power fails; it is not started again."""
        self.ends_with = -signal.SIGKILL
        up = psutil.Process(self.up.pid)
        _kill_at_once([up, *up.children(recursive=True)])

    def _children(self, word: str) -> list[psutil.Process]:
        children = psutil.Process(self.up.pid).children()
        return [child for child in children if any(word in Path(part).name for part in child.cmdline()[:3])]


def _kill_at_once(processes: Sequence[psutil.Process]) -> None:
    # Stopped first, so that none of them can still write something out while the others die.
    for number in (signal.SIGSTOP, signal.SIGKILL):
        for one in processes:
            with suppress(psutil.NoSuchProcess):
                one.send_signal(number)


async def run(folder: Path, *, victims: Sequence[Victim], lossy: bool = False) -> Outcome:
    """Loads a house of its own in `folder`, kills the victims one after the other, and looks at the books."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(free_session())
        house = await stack.enter_async_context(supervised_house(folder, session))
        load = Load(Visitor(house.base, session, await _furnish(house)))
        if lossy:
            await _make_lossy(house.url)
        async with asyncio.TaskGroup() as group:
            for client in range(CLIENTS):
                group.create_task(load.shop(client))
            slowest = [await _kill(house, load, victim) for victim in victims]
            load.ending.set()
        return await _outcome(house, load, max(slowest))


async def run_through_a_power_failure(folder: Path) -> Outcome:
    """Loads a house, kills all of it at once, opens it again on the same folder, and looks at the books."""
    async with free_session() as session:
        async with supervised_house(folder, session) as house:
            key = await _furnish(house)
            load = Load(Visitor(house.base, session, key))
            async with asyncio.TaskGroup() as group:
                for client in range(CLIENTS):
                    group.create_task(load.shop(client))
                await _confirm_more(load, MORE)
                house.kill_all()
                load.ending.set()
        async with supervised_house(folder, session) as again:
            later = Load(Visitor(again.base, session, key), confirmed=load.confirmed)
            await later.one("shopper after the failure", pays_later=True)
            return await _outcome(again, later, 0.0)


@asynccontextmanager
async def supervised_house(folder: Path, session: aiohttp.ClientSession) -> AsyncGenerator[SupervisedHouse]:
    """`atrium up` on a folder and a free port, ready; told to end with the block, which it must do cleanly."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    async with card_gateway(folder) as gateway:
        told = {"ATRIUM_DATA_DIR": str(folder), "ATRIUM_PORT": str(port), **gateway}
        with (folder / "up.log").open("wb") as log:
            up = await asyncio.create_subprocess_exec(
                sys.executable, "-c", UP, "up", env={**os.environ, **told}, stdout=log, stderr=log
            )
        house = SupervisedHouse(up, folder, f"http://127.0.0.1:{port}")
        try:
            await until_ready(house.base, session)
            yield house
        finally:
            if up.returncode is None and not house.ends_with:
                up.terminate()
            assert await asyncio.wait_for(up.wait(), ENDS_WITHIN_S) == house.ends_with, (folder / "up.log").read_text()


async def _furnish(house: SupervisedHouse) -> str:
    """Fills the shelves; answers the key of somebody who may do all."""
    async with Database.open(house.url, lock_order=LOCK_ORDER) as database:
        world = await a_world(database)
        await world.stock(**{SKU: {"DC-RENO": PLENTY}})
        return await issue_key(database, "*")


async def _make_lossy(url: str) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        for statement in LOSSY:
            await connection.execute(statement.encode())


async def _kill(house: SupervisedHouse, load: Load, victim: Victim) -> float:
    """Kills under load; answers how many seconds passed until orders were confirmed again."""
    clock = asyncio.get_running_loop().time
    await _confirm_more(load, MORE)
    house.kill(victim)
    began = clock()
    await _confirm_more(load, 2 * CLIENTS)
    return clock() - began


async def _confirm_more(load: Load, number: int) -> None:
    wanted = len(load.confirmed) + number
    async with asyncio.timeout(RECOVERED_WITHIN_S):
        while len(load.confirmed) < wanted:  # noqa: ASYNC110 - the shoppers count for themselves
            await asyncio.sleep(0.02)


async def _outcome(house: SupervisedHouse, load: Load, slowest_s: float) -> Outcome:
    async with Database.open(house.url, lock_order=LOCK_ORDER) as database:
        await _settled(database)
        async with database.reading() as tx:
            book = await tx.rows(Booked, BOOK)
        faults = await faults_of(database)
    by_shopper: dict[str, list[Booked]] = {}
    for booked in book:
        by_shopper.setdefault(booked.shopper, []).append(booked)
    states = {str(booked.id): booked.state for booked in book}
    return Outcome(
        confirmed=len(load.confirmed),
        repeats=load.repeats,
        refused=load.refused,
        lost=[shopper for shopper, id_ in load.confirmed.items() if id_ not in states],
        doubled=[shopper for shopper, orders in by_shopper.items() if len(orders) > 1],
        unpaid=[shopper for shopper, id_ in load.confirmed.items() if states.get(id_) == "awaiting_payment"],
        faults=faults,
        longest_recovery_s=slowest_s,
    )


async def _settled(database: Database) -> None:
    async with asyncio.timeout(RECOVERED_WITHIN_S):
        while True:
            async with database.reading() as tx:
                if await tx.value(SETTLED):
                    return
            await asyncio.sleep(0.1)
