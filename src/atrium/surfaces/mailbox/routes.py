"""Mail as a shopper of the demo finds it: by address, newest first, with the codes that are in it."""

from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import messaging
from atrium.kit.refusals import NotFound
from atrium.surfaces.shared import PUBLIC, door, house_of
from atrium.surfaces.shared.letter_page import SANDBOX, letter_page
from atrium.surfaces.shared.pages import Surface
from atrium.surfaces.shared.rendering import Templates
from atrium.vocabulary.actor import EVERYTHING

MAIL = Surface(name="Mailbox", home="/mailbox", sign_in=None, templates=Templates(Path(__file__).parent))
mail = door("/mailbox", tag="mailbox")
LONGEST_ADDRESS = 300
NEWEST = 30


class NoMailHere(NotFound):
    """Only a demo shows mail to everybody."""

    remedy = "Open the mail at your own mail provider."

    @property
    def message(self) -> str:
        return "Nothing is here."


@MAIL.page(mail, "GET", "", requires=PUBLIC, summary="The demo's mail, by address")
async def show_mail(request: Request) -> Response:
    _admit(request)
    address = request.query_params.get("to", "").strip()[:LONGEST_ADDRESS]
    async with house_of(request).database.reading() as tx:
        only = messaging.Filter(recipient=address or None)
        found = await messaging.list_messages(tx, visible_to=EVERYTHING, only=only, limit=NEWEST)
    return MAIL.show(request, "list.html", messages=found.items, address=address, suffix=_suffix(address))


@MAIL.page(mail, "GET", "/{message_id}", requires=PUBLIC, summary="One message of the demo")
async def show_message(request: Request, message_id: str) -> Response:
    message = await _message(request, message_id)
    address = request.query_params.get("to", "").strip()[:LONGEST_ADDRESS]
    return MAIL.show(request, "message.html", message=message, sandbox=SANDBOX, suffix=_suffix(address))


@MAIL.page(mail, "GET", "/{message_id}/letter", requires=PUBLIC, summary="A message of the demo as it looks")
async def show_letter(request: Request, message_id: str) -> Response:
    return letter_page((await _message(request, message_id)).html)


def _admit(request: Request) -> None:
    if not house_of(request).demo:
        raise NoMailHere


async def _message(request: Request, message_id: str) -> messaging.Message:
    _admit(request)
    try:
        id_ = UUID(message_id)
    except ValueError as fault:
        raise NoMailHere from fault
    async with house_of(request).database.reading() as tx:
        return await messaging.get_message(tx, id_, visible_to=EVERYTHING)


def _suffix(address: str) -> str:
    """Keeps the chosen address in links."""
    return f"?to={quote(address, safe='@')}" if address else ""
