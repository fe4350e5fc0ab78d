"""Answers anything with one fixed order: the least that a server can be, to see how fast the generator is alone."""

import asyncio
import socket
import sys
from typing import cast

import uvloop

from atrium.kit.processes import end_with_parent

BODY = b'{"id":"019a0000-0000-7000-8000-000000000001","lines":[' + b" " * 500 + b"]}"
ANSWER = b"HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(BODY), BODY)


class Responder(asyncio.Protocol):
    """One connection; every request of the generator arrives whole, or its end does."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if data.endswith(b"}") and self._transport is not None:
            self._transport.write(ANSWER)


async def respond(descriptor: int) -> None:
    """Serves on a socket that the parent opened, until it is ended."""
    server = await asyncio.get_running_loop().create_server(Responder, sock=socket.socket(fileno=descriptor))
    async with server:
        await server.serve_forever()


def main() -> None:
    """`python -m atrium.bench.responder FD`."""
    end_with_parent()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(respond(int(sys.argv[1])))


if __name__ == "__main__":
    main()
