"""A real house for tests: two web processes on one socket, a worker and a card gateway, asked over HTTP."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import psutil

from atrium.kit.db import Database
from atrium.kit.ids import new_secret
from atrium.readmodels import invariants
from atrium.wiring import LOCK_ORDER
from tests.web import Reply, issue_key
from tests.world import World, a_world

PROCESSES = 2
READY_WITHIN_S = 30.0
SETTLED_WITHIN_S = 30.0
WEB: Sequence[str] = ("-m", "atrium.app")
GATEWAY = "atrium.adapters.card_gateway.simulator"
UNSETTLED = """
    SELECT (SELECT count(*) FROM payments.operations WHERE state = 'due')
         + (SELECT count(*) FROM payments.payments WHERE state = 'started')
         + (SELECT count(*) FROM kit.event_inbox)
"""


@dataclass(slots=True)
class Visitor:
    """Asks a running house over HTTP with a key."""

    base: str
    session: aiohttp.ClientSession
    key: str

    def with_key(self, key: str) -> "Visitor":
        return replace(self, key=key)

    def through(self, session: aiohttp.ClientSession) -> "Visitor":
        """The same visitor, on other connections."""
        return replace(self, session=session)

    async def get(self, path: str) -> Reply:
        return await self.send("GET", path)

    async def post(self, path: str, body: Any = None, *, once: str | None = None) -> Reply:
        """Writes, under the Idempotency-Key `once`, else under a new one."""
        return await self.send("POST", path, body, headers={"Idempotency-Key": once or new_secret()})

    async def send(
        self, method: str, path: str, body: Any = None, *, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Sends a body as JSON, bytes as they are."""
        sent = {"Authorization": f"Bearer {self.key}", **(headers or {})}
        data = body if isinstance(body, bytes) or body is None else msgspec.json.encode(body)
        if data is not None:
            sent["Content-Type"] = "application/json"
        async with self.session.request(method, self.base + path, data=data, headers=sent) as got:
            return Reply(got.status, got.headers, await got.read())


@dataclass(slots=True)
class RunningHouse:
    """Processes that serve a database of the test's own; `world` furnishes it from behind."""

    base: str
    url: str
    database: Database
    world: World
    visitor: Visitor
    doors: list[Visitor] = field(default_factory=list[Visitor])
    """Where processes have a socket each, a visitor for each of them."""
    web: list[Process] = field(default_factory=list[Process])

    def connections(self) -> list[int]:
        """How many callers each web process is talking to."""
        port = int(self.base.rpartition(":")[2])
        return [_callers(process.pid, port) for process in self.web]

    async def settle(self) -> None:
        """Waits until nothing is owed to the gateway and every event has its place."""
        async with asyncio.timeout(SETTLED_WITHIN_S):
            while await self.value(UNSETTLED):  # noqa: ASYNC110 - only the database knows
                await asyncio.sleep(0.05)

    async def value(self, sql: Any, **parameters: Any) -> Any:
        async with self.database.reading() as tx:
            return await tx.value(sql, parameters)

    async def faults(self) -> list[str]:
        """Every invariant that does not hold, with its examples."""
        return await faults_of(self.database)


async def faults_of(database: Database) -> list[str]:
    """What the books of a house contradict themselves in; nothing, if all is well."""
    async with database.snapshot() as tx:
        report = await invariants.check_all(tx)
    return [f"{check.name}: {check.drift} {check.examples[:3]}" for check in report.checks if check.drift]


@asynccontextmanager
async def running_house(
    url: str,
    folder: Path,
    *,
    web: Sequence[str] = WEB,
    apart: bool = False,
    settings: Mapping[str, str] | None = None,
) -> AsyncGenerator[RunningHouse]:
    """A house on the migrated database at `url`, furnished as a small world; ended with the block.

    `web` is what follows the interpreter's name when a web process is started, before its file descriptor. The
    two share a socket unless they are kept `apart`, so that a test can choose whom it asks. `settings` are variables
    that all of its processes get besides.
    """
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database.open(url, lock_order=LOCK_ORDER, writers=4, readers=4))
        world = await a_world(database)
        key = await issue_key(database, "*")
        sockets = [stack.enter_context(_listening()) for _ in range(PROCESSES if apart else 1)]
        environment = {
            "ATRIUM_DATABASE_URL": url,
            "ATRIUM_PUBLIC_URL": _base(sockets[0]),
            "ATRIUM_SECRET": new_secret(),
            "ATRIUM_REQUESTS_PER_S": "0",
            "ATRIUM_DATA_DIR": str(folder),
            **(settings or {}),
            **await stack.enter_async_context(card_gateway(folder)),
        }
        session = await stack.enter_async_context(free_session())
        doors = [Visitor(_base(one), session, key) for one in sockets]
        house = RunningHouse(doors[0].base, url, database, world, doors[0], doors)
        for number in range(PROCESSES):
            descriptor = sockets[number % len(sockets)].fileno()
            started = process(*web, str(descriptor), environment=environment, descriptors=(descriptor,))
            house.web.append(await stack.enter_async_context(started))
        await stack.enter_async_context(process("-m", "atrium.worker", environment=environment))
        for door in doors:
            await until_ready(door.base, session)
        if not apart:
            await _until_all_answer(house)
        yield house


def _listening() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0), backlog=1024)


def _base(listening: socket.socket) -> str:
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


@asynccontextmanager
async def free_session() -> AsyncGenerator[aiohttp.ClientSession]:
    """A session whose number of connections nobody limits."""
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=timeout) as session:
        yield session


@asynccontextmanager
async def card_gateway(folder: Path) -> AsyncGenerator[dict[str, str]]:
    """A simulated card gateway of its own, as the variables by which a house finds it."""
    key = new_secret()
    arguments = ("--port", "0", "--state-file", str(folder / "gateway.sqlite"), f"--key={key}")
    async with process("-m", GATEWAY, *arguments, environment={}, output=PIPE) as gateway:
        assert gateway.stdout is not None
        said = msgspec.json.decode(await gateway.stdout.readline())
        yield {"ATRIUM_GATEWAY_URL": said["url"], "ATRIUM_GATEWAY_KEY": key}


@asynccontextmanager
async def process(
    *arguments: str,
    environment: Mapping[str, str],
    descriptors: Sequence[int] = (),
    output: int | None = None,
) -> AsyncGenerator[Process]:
    """A Python process of its own, ended with the block."""
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        env={**os.environ, **environment},
        pass_fds=descriptors,
        stdin=DEVNULL,
        stdout=output,
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.terminate()
            await asyncio.wait_for(started.wait(), 15)


async def until_ready(base: str, session: aiohttp.ClientSession) -> None:
    """Waits until the house answers that it is ready."""
    async with asyncio.timeout(READY_WITHIN_S):
        while True:
            try:
                async with session.get(f"{base}/readyz") as response:
                    if response.ok:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)


async def _until_all_answer(house: RunningHouse) -> None:
    """Waits until every web process takes callers; which one does is up to the kernel."""
    async with asyncio.timeout(READY_WITHIN_S):
        while True:
            async with free_session() as session:
                await asyncio.gather(*(until_ready(house.base, session) for _ in range(16)))
                if all(house.connections()):
                    return


def _callers(pid: int, port: int) -> int:
    found = psutil.Process(pid).net_connections("tcp4")
    return sum(one.status == psutil.CONN_ESTABLISHED and one.laddr.port == port for one in found)
