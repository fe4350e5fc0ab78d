"""A write that is sent twice has one effect and gets one answer."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from atrium.kit import idempotency
from atrium.kit.db import Tx
from atrium.kit.idempotency import Key, KeyReused, Overtaken
from atrium.kit.refusals import Invalid
from atrium.kit.rows import as_document
from atrium.surfaces.shared.bodies import JSON, raw_body
from atrium.surfaces.shared.headers import header
from atrium.surfaces.shared.house import House, actor_of
from atrium.surfaces.shared.problems import PROBLEM

HEADER = "Idempotency-Key"
FORM = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass(eq=False)
class KeyRequired(Invalid):
    """An unsafe write came without a usable Idempotency-Key."""

    field = HEADER
    remedy = "Send an Idempotency-Key of 1 to 200 visible ASCII characters, new for every new request."

    @property
    def message(self) -> str:
        return "This write needs an Idempotency-Key of 1 to 200 visible ASCII characters."


class Given(msgspec.Struct, frozen=True):
    """An answer as it is kept: enough to give it again."""

    status: int
    body: str
    location: str | None = None


async def request_key(request: Request, operation: str) -> Key:
    """The request's Idempotency-Key, bound to its actor, operation, path and body; refuses when there is none."""
    word = header(request.scope, b"idempotency-key")
    if word is None or not FORM.fullmatch(word):
        raise KeyRequired
    content = request.scope["path"].encode() + b"\n" + await raw_body(request)
    return Key(f"{actor_of(request).id} {operation}", word, idempotency.fingerprint(content))


async def answer_once(house: House, key: Key, work: Callable[[Tx], Awaitable[Response]]) -> Response:
    """Does `work` in one transaction with its key, or gives the answer that the key already has.

    Refuses with KeyReused when the key came with another request, with StillInFlight when the first one
    has not finished within the lock timeout.
    """
    while True:
        try:
            return await house.database.commit(lambda tx: _find_or_do(tx, house, key, work))
        except Overtaken:
            continue


async def bind(house: House, key: Key) -> None:
    """Remembers which request a key came with, before a write of several transactions; refuses with KeyReused."""
    bound = Key(f"{key.scope} request", key.key, key.fingerprint)

    async def remember(tx: Tx) -> None:
        kept = (await idempotency.find(tx, [bound])).get(bound.handle)
        if kept is None:
            await idempotency.keep(tx, [(bound, "")], now=house.now())
        elif kept.fingerprint != bound.fingerprint:
            raise KeyReused(key.key)

    while True:
        try:
            return await house.database.commit(remember)
        except Overtaken:
            continue


def replay(key: Key, kept: idempotency.Kept) -> Response:
    """The answer that was kept, marked as given before; refuses when the request differs."""
    if kept.fingerprint != key.fingerprint:
        raise KeyReused(key.key)
    given = msgspec.json.decode(kept.answer, type=Given)
    headers = {"Idempotent-Replayed": "true"} | ({"Location": given.location} if given.location else {})
    media = PROBLEM if given.status >= HTTPStatus.BAD_REQUEST else JSON
    return Response(given.body, given.status, headers, media if given.body else None)


async def _find_or_do(tx: Tx, house: House, key: Key, work: Callable[[Tx], Awaitable[Response]]) -> Response:
    await idempotency.claim(tx, key)
    kept = (await idempotency.find(tx, [key])).get(key.handle)
    if kept is not None:
        return replay(key, kept)
    response = await work(tx)
    given = Given(response.status_code, bytes(response.body).decode(), response.headers.get("location"))
    await idempotency.keep(tx, [(key, as_document(given))], now=house.now())
    return response
