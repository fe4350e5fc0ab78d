"""A simulated card gateway: its own process, over HTTP, on the loopback address only.

`python -m atrium.adapters.card_gateway.simulator --port 0 --state-file gateway.db` prints one line of JSON
with its `port` and `url` once it listens. See the face of this package for the magic tokens.
"""

import argparse
import asyncio
import hashlib
import hmac
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from pydantic import ValidationError

from atrium.adapters.card_gateway import card_form
from atrium.adapters.card_gateway.book import Book
from atrium.adapters.card_gateway.desk import Answer, Desk, Operation, error, present
from atrium.adapters.card_gateway.notices import Courier
from atrium.adapters.card_gateway.tokens import LONGEST_DELAY_SECONDS, SANDBOX_KEY, SANDBOX_SIGNING_KEY
from atrium.kit.processes import end_with_parent

LOOPBACK = "127.0.0.1"
LOOPBACK_NAMES = {LOOPBACK, "localhost", "::1"}
LARGEST_BODY_BYTES = 16 * 1024
LONGEST_KEY = 255


class Counter:
    """The HTTP face of the desk.

    SQLite is called on the event loop on purpose: one writer at a time is what makes each write happen once.
    """

    def __init__(self, *, book: Book, courier: Courier | None) -> None:
        self._book = book
        self._desk = Desk(book=book, notifies=courier is not None)
        self._courier = courier

    def routes(self) -> list[web.RouteDef]:
        """Everything that the gateway answers to."""
        return [
            web.post("/payments", self.authorise),
            web.get("/payments", self.find),
            web.get("/payments/{id}", self.show),
            web.post("/payments/{id}/captures", self._operation("capture")),
            web.post("/payments/{id}/voids", self._operation("void")),
            web.post("/payments/{id}/refunds", self._operation("refund")),
            web.get("/settlement", self.settlement),
        ]

    @property
    def desk(self) -> Desk:
        return self._desk

    async def authorise(self, request: web.Request) -> web.Response:
        key, fingerprint, body = await _read(request)
        answer = self._desk.authorise(key=key, fingerprint=fingerprint, body=body)
        self._wake_courier()
        if answer.payment is not None and answer.payment.behaviour.hangs:
            await asyncio.sleep(LONGEST_DELAY_SECONDS)
            answer = error(504, "gave_up", "The answer never came.")
        return await _respond(answer)

    def _operation(self, operation: Operation) -> Handler:
        async def handle(request: web.Request) -> web.Response:
            key, fingerprint, body = await _read(request)
            answer = self._desk.operate(
                operation, payment_id=request.match_info["id"], key=key, fingerprint=fingerprint, body=body
            )
            self._wake_courier()
            return await _respond(answer)

        return handle

    async def show(self, request: web.Request) -> web.Response:
        return self._show(request.match_info["id"])

    async def find(self, request: web.Request) -> web.Response:
        key = request.query.get("idempotency_key", "")
        kept = self._book.find_answer(key)
        return self._show(kept.payment_id if kept else "")

    async def settlement(self, _request: web.Request) -> web.Response:
        return web.json_response({"payments": [present(payment) for payment in self._book.list_payments()]})

    def _show(self, payment_id: str) -> web.Response:
        payment = self._book.find_payment(payment_id)
        if payment is None:
            return _json(error(404, "payment_not_found", "There is no such payment."))
        return _json(Answer(200, present(payment)))

    def _wake_courier(self) -> None:
        if self._courier is not None:
            self._courier.wake()


class _Malformed(Exception):
    """A request that cannot be read; becomes a 400."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


async def _read(request: web.Request) -> tuple[str, str, Any]:
    """The idempotency key, a fingerprint of what is asked, and the JSON body."""
    key = request.headers.get("Idempotency-Key", "")
    if not (0 < len(key) <= LONGEST_KEY and key.isascii()):
        raise _Malformed("idempotency_key_missing", "Send an Idempotency-Key of at most 255 ASCII letters.")
    try:
        body: Any = json.loads(await request.read())
    except (ValueError, RecursionError):
        raise _Malformed("invalid_json", "The body is not JSON.") from None
    asked = json.dumps([request.method, request.path, body], sort_keys=True)
    return key, hashlib.sha256(asked.encode()).hexdigest(), body


def _json(answer: Answer) -> web.Response:
    headers = {"Idempotent-Replayed": "true"} if answer.repeated else {}
    return web.json_response(answer.body, status=answer.status, headers=headers)


async def _respond(answer: Answer) -> web.Response:
    if answer.payment is not None and not answer.repeated:
        await asyncio.sleep(answer.payment.behaviour.late_seconds)
    return _json(answer)


def _guard(key: str) -> Middleware:
    expected = f"Bearer {key}".encode()

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path in card_form.OPEN:
            return await _answer(request, handler)
        given = request.headers.get("Authorization", "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, expected):
            return _json(error(401, "unauthorised", "Send the key as a bearer token."))
        return await _answer(request, handler)

    return guard


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The handler's answer, or what went wrong as a code and a sentence; never the request's own words."""
    try:
        return await handler(request)
    except _Malformed as malformed:
        return _json(error(400, malformed.code, str(malformed)))
    except ValidationError as invalid:
        first = invalid.errors(include_input=False, include_url=False)[0]
        return _json(error(400, "invalid_request", f"{first['type']}: {first['msg']}"))
    except web.HTTPException as refused:
        return _json(error(refused.status, f"http_{refused.status}", refused.reason))


def build_app(*, book: Book, key: str, courier: Courier | None = None) -> web.Application:
    """The gateway as an aiohttp application."""
    app = web.Application(middlewares=[_guard(key)], client_max_size=LARGEST_BODY_BYTES)
    counter = Counter(book=book, courier=courier)
    app.add_routes(counter.routes())
    app.add_routes(card_form.CardForm(desk=counter.desk, key=key).routes())

    async def deliver(_app: web.Application) -> AsyncIterator[None]:
        if courier is None:
            yield
            return
        running = asyncio.create_task(courier.run())
        yield
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    app.cleanup_ctx.append(deliver)
    return app


async def _serve(arguments: argparse.Namespace) -> None:
    book = Book(path=arguments.state_file)
    courier = None
    if arguments.notify_url:
        courier = Courier(book=book, url=arguments.notify_url, signing_key=arguments.signing_key)
    app = build_app(book=book, key=arguments.key, courier=courier)
    # A card that hangs keeps its request open; stopping does not wait for it.
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1)
    await runner.setup()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    try:
        await web.TCPSite(runner, LOOPBACK, arguments.port).start()
        port = runner.addresses[0][1]
        sys.stdout.write(json.dumps({"port": port, "url": f"http://{LOOPBACK}:{port}"}) + "\n")
        sys.stdout.flush()
        await stopped.wait()
    finally:
        await runner.cleanup()
        book.close()


def _loopback_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or parts.hostname not in LOOPBACK_NAMES:
        raise argparse.ArgumentTypeError("notices go to a loopback address only")
    return text


def main() -> None:
    """Run the gateway until SIGTERM, or until whoever started it is gone."""
    end_with_parent()
    parser = argparse.ArgumentParser(description="A simulated card gateway on the loopback address.")
    parser.add_argument("--port", type=int, required=True, help="0 takes any free port and prints it")
    parser.add_argument("--state-file", type=Path, required=True, help="a SQLite file, made when missing")
    parser.add_argument(
        "--key",
        default=os.environ.get("ATRIUM_GATEWAY_KEY") or SANDBOX_KEY,
        help="the bearer key that callers must send; better given as ATRIUM_GATEWAY_KEY, which no other user sees",
    )
    parser.add_argument("--notify-url", type=_loopback_url, help="where signed notices are posted")
    parser.add_argument("--signing-key", default=SANDBOX_SIGNING_KEY, help="whsec_..., signs the notices")
    asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
