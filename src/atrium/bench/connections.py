"""Connections shared out evenly among the processes that listen at one port.

Whichever process wakes first takes a connection, so that one may get nearly all of them by chance, and a figure
would then depend on that chance.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar, cast

import psutil

from atrium.bench.requests import Load

MOST_ROUNDS = 20
PATIENCE_S = 0.05


class Connection(asyncio.Protocol):
    """One end of a connection."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    @property
    def port(self) -> int:
        """This end's port, by which the connection is known to the other end."""
        return 0 if self.transport is None else int(self.transport.get_extra_info("sockname")[1])

    def close(self) -> None:
        """Hangs up."""
        if self.transport is not None:
            self.transport.close()


C = TypeVar("C", bound=Connection)


async def connect(load: Load, make: Callable[[], C]) -> list[C]:
    """As many connections as the load has clients; as evenly as could be had within some rounds."""
    shares = _shares(load)
    held: dict[int, list[C]] = {pid: [] for pid in shares}
    spare: list[C] = []
    for _ in range(MOST_ROUNDS):
        missing = sum(max(share - len(held[pid]), 0) for pid, share in shares.items())
        if not missing:
            break
        new = await asyncio.gather(*(_open(load.port, make) for _ in range(missing)))
        await asyncio.sleep(PATIENCE_S if load.servers else 0)
        owners = {port: pid for pid in load.servers for port in _ports(pid)}
        for client in new:
            pid = owners.get(client.port, 0)
            taken = pid in held and len(held[pid]) < shares[pid]
            (held[pid] if taken else spare).append(client)
    chosen = [client for mine in held.values() for client in mine]
    short = load.clients - len(chosen)
    for client in spare[short:]:
        client.close()
    return chosen + spare[:short]


def _shares(load: Load) -> dict[int, int]:
    servers = load.servers or [0]
    even, over = divmod(load.clients, len(servers))
    return {pid: even + (place < over) for place, pid in enumerate(servers)}


def _ports(pid: int) -> list[int]:
    """The other ends' ports of the connections that a process has accepted."""
    return [found.raddr.port for found in psutil.Process(pid).net_connections("tcp4") if found.raddr]


async def _open(port: int, make: Callable[[], C]) -> C:
    return (await asyncio.get_running_loop().create_connection(make, "127.0.0.1", port))[1]
