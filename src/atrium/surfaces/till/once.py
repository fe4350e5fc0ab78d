"""A form of the till that is sent twice has one effect: its hidden key is its idempotency key."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.kit import idempotency
from atrium.kit.db import Tx
from atrium.kit.idempotency import Key
from atrium.surfaces.shared import actor_of, answer_once, house_of, raw_body
from atrium.surfaces.shared.forms import Form
from atrium.surfaces.till.station import station_of


class StepForm(Form):
    """A form that takes a step; `key` was made with the page."""

    key: Annotated[str, Meta(min_length=8, max_length=64, description="Load the page anew, then try again.")]


async def take_once(request: Request, form: StepForm, work: Callable[[Tx], Awaitable[Response]]) -> Response:
    """Takes the step in one transaction with its key, or sends the browser where the first one went.

    Refuses with NoStation: a till takes steps only where it stands.
    """
    await station_of(request)
    content = request.scope["path"].encode() + b"\n" + await raw_body(request)
    key = Key(f"{actor_of(request).id} {request.scope['path']}", form.key, idempotency.fingerprint(content))
    return await answer_once(house_of(request), key, work)
