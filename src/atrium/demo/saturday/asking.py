"""Asking the house: one request that is repeated until it is answered, and everything odd written down."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from uuid import uuid4

import aiohttp
import msgspec
import structlog

from atrium.demo.saturday.tally import Tally

TRIES = 12
PAUSE_S = 0.5
LONGEST_PAUSE_S = 4.0
UNAVAILABLE = 503
IN_FLIGHT = frozenset({"still_in_flight"})
Query = Mapping[str, str | int] | list[tuple[str, str]] | None

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Reply:
    """What the house answered: `body` decoded, for refusals a problem; `code` is the problem's code, or empty."""

    status: int
    body: Any
    took_ms: float

    @property
    def ok(self) -> bool:
        return self.status < 400

    @property
    def code(self) -> str:
        return "" if self.ok else str(self.body["code"])


GONE = Reply(0, {"code": "no_answer"}, 0.0)


@dataclass(frozen=True, slots=True)
class Asking:
    """Sends requests with a key; counts and logs what is neither fine nor expected."""

    base: str
    session: aiohttp.ClientSession
    tally: Tally
    key: str

    async def get(self, path: str, query: Query = None, *, expects: Collection[str] = ()) -> Reply:
        return await self._ask("GET", path, query=query, expects=expects)

    async def post(self, path: str, body: Any = None, *, expects: Collection[str] = ()) -> Reply:
        """Sends once in effect: repeats carry the same Idempotency-Key."""
        return await self._ask("POST", path, body=body, expects=expects)

    async def _ask(
        self, method: str, path: str, *, query: Query = None, body: Any = None, expects: Collection[str]
    ) -> Reply:
        headers = {"Authorization": f"Bearer {self.key}"}
        if method != "GET":
            headers["Idempotency-Key"] = str(uuid4())
        data = None if body is None else msgspec.json.encode(body)
        if data is not None:
            headers["Content-Type"] = "application/json"
        reply = GONE
        for number in range(TRIES):
            reply = await self._once(method, path, headers=headers, query=query, data=data)
            if not _again(reply, expects):
                break
            self.tally.add("retried")
            await asyncio.sleep(min(PAUSE_S * 2**number, LONGEST_PAUSE_S))
        if not reply.ok and reply.code not in expects:
            self.tally.add("unexpected")
            log.warning("saturday.unexpected", request=f"{method} {path}", status=reply.status, problem=reply.body)
        return reply

    async def _once(
        self, method: str, path: str, *, headers: Mapping[str, str], query: Query, data: bytes | None
    ) -> Reply:
        began = perf_counter()
        try:
            async with self.session.request(
                method, self.base + path, headers=headers, params=query, data=data
            ) as response:
                body: Any = msgspec.json.decode(await response.read() or b"null")
                return Reply(response.status, body, (perf_counter() - began) * 1000)
        except (aiohttp.ClientError, TimeoutError, msgspec.DecodeError):
            return GONE


def _again(reply: Reply, expects: Collection[str]) -> bool:
    if reply is GONE or reply.code in IN_FLIGHT:
        return True
    return reply.status >= UNAVAILABLE and reply.code not in expects
