"""What people were told, whether it has reached them, and another try for what has not."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import messaging
from atrium.kit.db import Tx
from atrium.kit.paging import BadCursor, Page
from atrium.surfaces.shared import actor_of, answer, answer_once, door, house_of, request_key, route
from atrium.surfaces.shared.fields import Cursor, Limit

messages = door("/v1/messages", tag="messages")


class MessageView(msgspec.Struct, frozen=True):
    """A message in words; `text` and `html` are null where reading them would let the reader in as its recipient."""

    id: UUID
    kind: messaging.Kind
    recipient: str
    language: str
    subject: str
    text: str | None
    html: str | None
    order_id: UUID | None
    order_number: str | None
    cause: str
    state: messaging.State
    tries: int
    next_try_at: datetime | None
    fault: str | None
    created_at: datetime
    changed_at: datetime
    sent_at: datetime | None


@route(
    messages,
    "GET",
    "",
    requires="messages:read",
    summary="Messages, newest first",
    answers=Page[messaging.MessageSummary],
    refuses=[BadCursor],
)
async def list_messages(
    request: Request,
    kind: Annotated[messaging.Kind | None, Query()] = None,
    state: Annotated[messaging.State | None, Query()] = None,
    recipient: Annotated[str | None, Query(max_length=300)] = None,
    order: Annotated[UUID | None, Query(description="The order's id.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    only = messaging.Filter(kind, state, recipient, order)
    async with house_of(request).database.reading() as tx:
        page = await messaging.list_messages(
            tx, visible_to=actor_of(request).sees, only=only, cursor=cursor, limit=limit
        )
    return answer(page)


@route(
    messages,
    "GET",
    "/{message_id}",
    requires="messages:read",
    summary="One message in words",
    answers=MessageView,
    refuses=[messaging.MessageNotFound],
)
async def get_message(request: Request, message_id: UUID) -> Response:
    async with house_of(request).database.reading() as tx:
        found = await messaging.get_message(tx, message_id, visible_to=actor_of(request).sees)
    return answer(_view(found))


@route(
    messages,
    "POST",
    "/{message_id}/delivery",
    requires="messages:write",
    summary="Try again to send a message that has failed",
    answers=MessageView,
    refuses=[messaging.MessageNotFound, messaging.NothingToRetry],
    once=True,
)
async def retry_message(request: Request, message_id: UUID) -> Response:
    house, actor = house_of(request), actor_of(request)

    async def work(tx: Tx) -> Response:
        return answer(_view(await messaging.retry(tx, message_id, visible_to=actor.sees, now=house.now())))

    return await answer_once(house, await request_key(request, "delivery"), work)


def _view(message: messaging.Message) -> MessageView:
    view = msgspec.convert(message, MessageView, from_attributes=True)
    return msgspec.structs.replace(view, text=None, html=None) if messaging.lets_in(message.kind) else view
