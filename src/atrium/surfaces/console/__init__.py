"""The live console: what an operator sees of the whole house on a busy Saturday.

One page, drawn by the server and kept alive by server-sent events. Each region is drawn once for all screens,
at most twice a second, and only what changed is sent.
"""

from fastapi import APIRouter

from atrium.surfaces.console.home.front import front
from atrium.surfaces.console.home.routes import home
from atrium.surfaces.console.home.stream import stream_console
from atrium.surfaces.console.invariants.routes import verification
from atrium.surfaces.console.item.routes import items
from atrium.surfaces.console.mailbox.routes import mailbox
from atrium.surfaces.console.order.routes import orders
from atrium.surfaces.console.sign_in.routes import sign_in
from atrium.surfaces.shared.pages import unlisted

__all__ = ["routers", "stream_console"]


def routers() -> list[APIRouter]:
    """Every route of the console. They are pages, not an API, so the API document leaves them out."""
    return unlisted([front, home, orders, items, mailbox, verification, sign_in])
