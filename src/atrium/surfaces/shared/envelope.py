"""What every response carries: the request's id, and headers that keep browsers careful."""

import re
from collections.abc import MutableMapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from atrium.kit.ids import new_id
from atrium.surfaces.shared.headers import header

REQUEST_ID = "atrium.request_id"
FORM = re.compile(r"[\x21-\x7e]{1,128}")
ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
UNLESS_SAID = (
    (b"cache-control", b"no-store"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)


class Envelope:
    """Middleware that gives each response its X-Request-Id and the headers of the house."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = header(scope, b"x-request-id")
        request_id = given if given is not None and FORM.fullmatch(given) else new_id().hex
        scope[REQUEST_ID] = request_id
        mark = (b"x-request-id", request_id.encode())

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _seal(message, mark)
            await send(message)

        with bound_contextvars(request_id=request_id):
            await self.app(scope, receive, sealed)


def _seal(message: MutableMapping[str, Any], mark: tuple[bytes, bytes]) -> None:
    headers = [*message.get("headers", ()), mark, *ALWAYS]
    said = {name for name, _ in headers}
    headers.extend(pair for pair in UNLESS_SAID if pair[0] not in said)
    message["headers"] = headers
