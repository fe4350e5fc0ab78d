"""The ways in and out: the port that the house opens on, and the card gateway."""

import asyncio
import socket

import aiohttp

from atrium.cli.doctor.finding import Finding, ok, wrong
from atrium.settings import Settings

PATIENCE = aiohttp.ClientTimeout(total=2)


def look(settings: Settings) -> list[Finding]:
    """The port and the gateway."""
    return asyncio.run(_look(settings))


async def _look(settings: Settings) -> list[Finding]:
    async with aiohttp.ClientSession(timeout=PATIENCE) as session:
        return [await _port(settings, session), await _gateway(settings, session)]


async def _port(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    if _is_free(settings.port):
        return ok("port", f"{settings.port} is free")
    base = f"http://127.0.0.1:{settings.port}"
    try:
        async with session.get(f"{base}/readyz") as response:
            told = await response.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError):
        told = None
    match told:
        case {"status": "ok"}:
            return ok("port", f"the house is open at {base}")
        case {"code": "not_ready", "detail": str(detail)}:
            return wrong(
                "port", f"The house at {base} cannot serve: {detail}", "atrium migrate, or see to the database."
            )
        case _:
            found = f"Port {settings.port} is used by another program."
            return wrong("port", found, f"Choose another one, as in `ATRIUM_PORT={settings.port + 1} atrium up`.")


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


async def _gateway(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    if settings.gateway_url is None:
        return ok("gateway", "none is configured; cards are declined, the demo brings its own")
    try:
        async with session.get(settings.gateway_url):
            return ok("gateway", f"{settings.gateway_url} answers")
    except (aiohttp.ClientError, TimeoutError, ValueError) as fault:
        remedy = "Check ATRIUM_GATEWAY_URL, and the network between here and there."
        return wrong("gateway", f"{settings.gateway_url} does not answer: {fault or 'too slow'}", remedy)
