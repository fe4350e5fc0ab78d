"""The mailbox of the house: found by kind, state and recipient, read, and tried again."""

from typing import Any, cast
from uuid import UUID

from babel import Locale
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import messaging
from atrium.kit.refusals import Forbidden
from atrium.surfaces.console.desk import address, chosen, retailer_of, show_desk, typed
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.surface import page
from atrium.surfaces.shared import door, house_of
from atrium.surfaces.shared.forms import Entered
from atrium.surfaces.shared.letter_page import SANDBOX, letter_page
from atrium.surfaces.shared.pages import see
from atrium.surfaces.shared.rendering import words

mailbox = door("/console/mailbox", tag="console")
PATH = "/console/mailbox"
PARTS = ("html", "text")
LANGUAGES = {name: str(Locale.parse(name).get_display_name(name)).title() for name in messaging.LANGUAGES}
"""What speakers of each language call it."""


class LetsIn(Forbidden):
    """Whoever reads this message can sign in as its recipient."""

    remedy = "Ask the recipient to have a new code sent."

    @property
    def message(self) -> str:
        return "A sign-in code is shown to nobody but its recipient."


@page(mailbox, "GET", "", requires="messages:read", summary="Messages by kind, state and recipient")
async def show_mailbox(request: Request) -> Response:
    actor = admit_operator(request)
    kind = cast("messaging.Kind | None", chosen(request, "kind", messaging.KINDS))
    state = cast("messaging.State | None", chosen(request, "state", messaging.STATES))
    recipient = typed(request, "to")
    only = messaging.Filter(kind, state, recipient or None)
    cursor = request.query_params.get("cursor")
    async with house_of(request).database.reading() as tx:
        found = await messaging.list_messages(tx, visible_to=actor.sees, only=only, cursor=cursor)
    fields = {name: value for name, value in (("kind", kind), ("state", state), ("to", recipient)) if value}
    return _show(
        request,
        "mailbox/page.html",
        found=found,
        fields=fields,
        lists=[
            ("kind", "Kind", [("", "Every kind"), *((one, words(one)) for one in messaging.KINDS)]),
            ("state", "State", [("", "Every state"), *((one, words(one)) for one in messaging.STATES)]),
        ],
        next_page=address(PATH, fields, cursor=found.next_cursor) if found.next_cursor else None,
    )


@page(mailbox, "GET", "/templates", requires="messages:read", summary="Every kind of message with plausible facts")
async def show_templates(request: Request) -> Response:
    kind, language = _template(request)
    said = _preview(request, kind, language)
    return _show(
        request,
        "mailbox/templates.html",
        kind=kind,
        language=language,
        said=said,
        part=_part(request),
        kinds=messaging.KINDS,
        languages=LANGUAGES,
    )


@page(mailbox, "GET", "/templates/letter", requires="messages:read", summary="A kind of message as its reader sees it")
async def show_template_letter(request: Request) -> Response:
    admit_operator(request)
    kind, language = _template(request)
    return letter_page(_preview(request, kind, language).html)


async def _again(request: Request, entered: Entered, message_id: str) -> Response:
    return await _draw(request, message_id, entered)


@page(mailbox, "GET", "/{message_id}", requires="messages:read", summary="One message")
async def show_message(request: Request, message_id: str) -> Response:
    return await _draw(request, message_id, None)


@page(mailbox, "GET", "/{message_id}/letter", requires="messages:read", summary="A message as its reader sees it")
async def show_letter(request: Request, message_id: str) -> Response:
    message = await _message(request, message_id)
    if messaging.lets_in(message.kind):
        raise LetsIn
    return letter_page(message.html)


@page(
    mailbox,
    "POST",
    "/{message_id}/delivery",
    requires="messages:write",
    summary="Try a failed message again",
    again=_again,
)
async def retry_message(request: Request, message_id: str) -> Response:
    actor, house = admit_operator(request), house_of(request)
    async with house.database.transaction() as tx:
        await messaging.retry(tx, _id(message_id), visible_to=actor.sees, now=house.now())
    return see(f"{PATH}/{message_id}")


async def _draw(request: Request, message_id: str, entered: Entered | None) -> Response:
    message = await _message(request, message_id)
    return _show(
        request,
        "mailbox/message.html",
        message=message,
        is_hidden=messaging.lets_in(message.kind),
        part=_part(request),
        languages=LANGUAGES,
        entered=entered,
    )


async def _message(request: Request, message_id: str) -> messaging.Message:
    actor = admit_operator(request)
    async with house_of(request).database.reading() as tx:
        return await messaging.get_message(tx, _id(message_id), visible_to=actor.sees)


def _show(request: Request, template: str, **given: Any) -> Response:
    return show_desk(request, template, way=PATH, sandbox=SANDBOX, path=PATH, **given)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as fault:
        raise messaging.MessageNotFound(UUID(int=0)) from fault


def _part(request: Request) -> str:
    part = request.query_params.get("part", PARTS[0])
    return part if part in PARTS else PARTS[0]


def _preview(request: Request, kind: messaging.Kind, language: str) -> messaging.Rendered:
    """A template as a reader of that language in this market would see it."""
    house = house_of(request)
    country = next((market.country for market in house.markets.values()), "US")
    return messaging.preview(kind, f"{language}_{country}", retailer=retailer_of(house))


def _template(request: Request) -> tuple[messaging.Kind, str]:
    """The template that was chosen: a kind and a language, else the first of each."""
    kind = chosen(request, "kind", messaging.KINDS) or messaging.KINDS[0]
    return cast("messaging.Kind", kind), chosen(request, "language", messaging.LANGUAGES) or messaging.LANGUAGES[0]
