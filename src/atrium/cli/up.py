"""`atrium up`: the whole house in one process group."""

import asyncio
import errno
import os
import signal
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Annotated

import aiohttp
import structlog
import typer

from atrium.cli import app, fail, read_settings
from atrium.cli.furnishing import Opening, furnish_demo
from atrium.cli.supervisor import Child, Supervisor
from atrium.demo.seeding import HouseInUse
from atrium.kit import migrations
from atrium.kit.db import Database
from atrium.kit.postgres import Cluster, ClusterError, require_version
from atrium.settings import SettingError, Settings
from atrium.surfaces.shared.design import packages
from atrium.wiring import LOCK_ORDER, DemoSignInsError, house_secret, refuse_demo_sign_ins

READY_WITHIN_S = 60.0
WATCH_S = 1.0

log = structlog.get_logger()


@app.command()
def up(
    demo: Annotated[bool, typer.Option("--demo", help="Open as the demo retailer, on a simulated Saturday.")] = False,
    shoppers: Annotated[float, typer.Option(help="Orders a second of the simulated Saturday; 0 for none.")] = 2.0,
    minutes: Annotated[float, typer.Option(help="How long the simulated Saturday lasts.")] = 60.0,
) -> None:
    """Start the house: embedded database, migrations, web processes and worker; Ctrl-C stops all of it."""
    settings = read_settings()
    try:
        house_secret(replace(settings, demo=demo))
        asyncio.run(_up(settings, Opening(demo=demo, orders_per_s=shoppers, minutes=minutes)))
    except (migrations.MigrationError, HouseInUse, SettingError, DemoSignInsError) as fault:
        fail(str(fault))


@dataclass(frozen=True, slots=True)
class _Running:
    """The database of this group: its address, and the cluster when it is our own."""

    url: str
    cluster: Cluster | None


async def _up(settings: Settings, opening: Opening) -> None:
    stopping = asyncio.Event()
    await _fetch_packages()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    listening = _listen(settings.port)
    async with _database(settings) as running:
        applied = migrations.migrate(running.url)
        if not opening.demo:
            async with Database.open(running.url, lock_order=LOCK_ORDER, writers=1, readers=1) as database:
                await refuse_demo_sign_ins(database)
        typer.echo(f"The database is ready ({len(applied)} migrations applied).")
        supervisor = Supervisor(stopping)
        try:
            await _open(settings, opening, running, supervisor, listening)
            await _watch(running, stopping)
        finally:
            await supervisor.stop()


async def _open(
    settings: Settings, opening: Opening, running: _Running, supervisor: Supervisor, listening: socket.socket
) -> None:
    environment = _environment(settings, running)
    furnished = await furnish_demo(settings, url=running.url) if opening.demo else None
    if furnished is not None:
        supervisor.start(furnished.gateway)
        environment |= furnished.environment
    descriptor = listening.fileno()
    for number in range(settings.web_processes):
        supervisor.start(Child(f"web {number + 1}", ("-m", "atrium.app", str(descriptor)), environment, (descriptor,)))
    supervisor.start(Child("worker", ("-m", "atrium.worker"), environment))
    base = f"http://127.0.0.1:{settings.port}"
    await _until_ready(base, supervisor)
    if furnished is None:
        typer.echo(f"The house is open at {base} (API document: {base}/openapi.json). Ctrl-C closes it.")
        return
    typer.echo(furnished.welcome(base))
    if opening.orders_per_s > 0:
        supervisor.start(furnished.saturday(base, opening))


async def _fetch_packages() -> None:
    """Fetches htmx and the icons where set-up could not; pages work without them."""
    if packages.is_complete():
        return
    typer.echo("Fetching htmx and the icons from npm (some seconds, once).")
    try:
        await asyncio.to_thread(packages.fetch)
    except packages.PackagesAwayError as fault:
        typer.echo(f"They could not be fetched, so pages are plainer: {fault}", err=True)


def _environment(settings: Settings, running: _Running) -> dict[str, str]:
    """What children are told; the embedded database is found through its folder, so it may move."""
    told = {"ATRIUM_DATA_DIR": str(settings.data_dir), "ATRIUM_PORT": str(settings.port)}
    return told if running.cluster is not None else told | {"ATRIUM_DATABASE_URL": running.url}


def _listen(port: int) -> socket.socket:
    """The socket that all web processes share; taken before anything else is done."""
    try:
        listening = socket.create_server(("127.0.0.1", port), backlog=1024)
    except OSError as fault:
        if fault.errno != errno.EADDRINUSE:
            raise
        fail(f"Port {port} is in use. Choose another one, as in `ATRIUM_PORT={port + 1} atrium up`.")
    os.set_inheritable(listening.fileno(), True)
    return listening


@asynccontextmanager
async def _database(settings: Settings) -> AsyncGenerator[_Running]:
    if settings.database_url is not None:
        require_version(settings.database_url)
        yield _Running(settings.database_url, None)
        return
    cluster = Cluster(settings.postgres_dir)
    address = await asyncio.to_thread(cluster.start)
    try:
        yield _Running(address.url(), cluster)
    finally:
        await asyncio.to_thread(cluster.stop)


async def _watch(running: _Running, stopping: asyncio.Event) -> None:
    """Waits for the end; an embedded database that dies is started again."""
    while not stopping.is_set():
        try:
            await asyncio.wait_for(stopping.wait(), WATCH_S)
        except TimeoutError:
            if running.cluster is not None and not running.cluster.alive:
                await _restart(running.cluster)


async def _restart(cluster: Cluster) -> None:
    """Starts a database that has died; what stands in its way may go, so a failure is tried again."""
    log.warning("database.died")
    try:
        await asyncio.to_thread(cluster.restart)
        log.warning("database.restarted")
    except ClusterError as fault:
        log.error("database.not_restarted", fault=str(fault))  # noqa: TRY400 - its sentence says all


async def _until_ready(base: str, supervisor: Supervisor) -> None:
    """Waits until a web process answers; fails with a sentence when none does."""
    deadline = asyncio.get_running_loop().time() + READY_WITHIN_S
    async with aiohttp.ClientSession() as session:
        while asyncio.get_running_loop().time() < deadline and not supervisor.stopping.is_set():
            try:
                async with session.get(f"{base}/readyz") as response:
                    if response.ok:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
    if not supervisor.stopping.is_set():
        fail(f"The house did not open within {READY_WITHIN_S:.0f} s; its log above says why.")
