"""The live console: what an operator sees of the whole house on a busy Saturday.

One page, drawn by the server and kept alive by server-sent events. Each region is drawn once for all screens,
at most twice a second, and only what changed is sent.
"""

from fastapi import APIRouter

from atrium.surfaces.console.helping.routes import order_help
from atrium.surfaces.console.home.front import front
from atrium.surfaces.console.home.routes import home
from atrium.surfaces.console.home.stream import stream_console
from atrium.surfaces.console.invariants.routes import verification
from atrium.surfaces.console.item.routes import items
from atrium.surfaces.console.log_finder.routes import log_list
from atrium.surfaces.console.mailbox.routes import mailbox
from atrium.surfaces.console.order.routes import orders
from atrium.surfaces.console.order_finder.routes import order_list
from atrium.surfaces.console.people_desk.routes import people
from atrium.surfaces.console.people_desk.tablets import tablets
from atrium.surfaces.console.place_desk.routes import place_list
from atrium.surfaces.console.sign_in.routes import sign_in
from atrium.surfaces.console.stock_finder.ledger import ledger
from atrium.surfaces.console.stock_finder.routes import stock_list
from atrium.surfaces.shared.pages import unlisted

__all__ = ["routers", "stream_console"]


def routers() -> list[APIRouter]:
    """Every route of the console. They are pages, not an API, so the API document leaves them out."""
    desks = [order_list, orders, order_help, stock_list, ledger, place_list, tablets, people, mailbox, log_list]
    return unlisted([front, home, *desks, items, verification, sign_in])
