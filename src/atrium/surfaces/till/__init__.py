"""The till: what associates do at one location, on a tablet or a phone, with one hand, on a busy Saturday.

Every step is a form that works without script; a step that is sent twice happens once. A stream keeps each page up to
date with the location's queue.
"""

from fastapi import APIRouter

from atrium.surfaces.shared.pages import unlisted
from atrium.surfaces.till.handover.routes import handover
from atrium.surfaces.till.home.routes import home
from atrium.surfaces.till.lookup.routes import lookup
from atrium.surfaces.till.queue.routes import queues
from atrium.surfaces.till.sign_in.routes import sign_in
from atrium.surfaces.till.sign_in.tablets import tablets
from atrium.surfaces.till.work.paper import paper
from atrium.surfaces.till.work.routes import work

__all__ = ["routers"]


def routers() -> list[APIRouter]:
    """Every route of the till. They are pages, not an API, so the API document leaves them out."""
    return unlisted([home, queues, work, paper, handover, lookup, sign_in, tablets])
