"""The demo shopper's mailbox: what would be in it if the demo sent mail. In a house that is no demo nothing is here."""

from fastapi import APIRouter

from atrium.surfaces.mailbox.routes import mail
from atrium.surfaces.shared.pages import unlisted

__all__ = ["routers"]


def routers() -> list[APIRouter]:
    """The mailbox's pages; they are no part of the API."""
    return unlisted([mail])
