"""One web process: the application of all surfaces, served on a socket that its parent opened."""

import asyncio
import gc
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import uvicorn
from fastapi import FastAPI
from starlette.exceptions import HTTPException

from atrium import settings as environment
from atrium.kit.processes import end_with_parent
from atrium.kit.tracing import configure_logging
from atrium.settings import Settings
from atrium.surfaces.api import routers as api_routers
from atrium.surfaces.api.application import api_application
from atrium.surfaces.console import routers as console_routers
from atrium.surfaces.mailbox import routers as mailbox_routers
from atrium.surfaces.shared.design.routes import routers as shared_routers
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.pages import handle_as_page
from atrium.surfaces.shop import routers as shop_routers
from atrium.surfaces.till import routers as till_routers
from atrium.wiring import open_house

YOUNG_OBJECTS = 20_000
"""A batch of orders makes some thousands of objects and lets go of them all; none is worth a search before."""


def create_app(house: House) -> FastAPI:
    """Every surface on one application."""
    pages = [*shop_routers(), *mailbox_routers(), *shared_routers(), *till_routers(), *console_routers()]
    app = api_application(house, routers=[*api_routers(), *pages])
    app.add_exception_handler(HTTPException, handle_as_page)
    return app


@asynccontextmanager
async def serving(settings: Settings) -> AsyncGenerator[FastAPI]:
    """The application in a house that is open and hears of events."""
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(open_house(settings))
        listening = asyncio.create_task(house.hub.run())
        stack.push_async_callback(_end, listening)
        yield create_app(house)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def serve(settings: Settings, *, file_descriptor: int | None = None) -> None:
    """Serves until SIGTERM or SIGINT; requests under way are finished first."""
    async with serving(settings) as app:
        # What lives from here on is not searched again at every collection.
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG_OBJECTS)
        config = uvicorn.Config(
            app,
            host="127.0.0.1",
            port=settings.port,
            loop="uvloop",
            http="httptools",
            lifespan="off",
            access_log=False,
            log_level="warning",
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=5,
            timeout_keep_alive=75,
        )
        await uvicorn.Server(config).serve(sockets=_sockets(file_descriptor))


def _sockets(file_descriptor: int | None) -> list[socket.socket] | None:
    """The parent's socket as TCP: uvicorn's own `fd` takes it for a UNIX socket and leaves Nagle's delay on."""
    return None if file_descriptor is None else [socket.socket(fileno=file_descriptor)]


def main() -> None:
    """`python -m atrium.app [FD]`: one web process, as `atrium up` starts it."""
    end_with_parent()
    configure_logging()
    descriptor = int(sys.argv[1]) if len(sys.argv) > 1 else None
    with asyncio.Runner(loop_factory=_loop) as runner:
        runner.run(serve(environment.from_environment(), file_descriptor=descriptor))


def _loop() -> asyncio.AbstractEventLoop:
    import uvloop

    return uvloop.new_event_loop()


if __name__ == "__main__":
    main()
