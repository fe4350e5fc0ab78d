"""The address of an order's page: signed, so that nobody finds another one by guessing."""

from uuid import UUID

from atrium.kit.signing import sign, unsign
from atrium.surfaces.shared.entrances import ORDER_LINK


def order_path(secret: bytes, order_id: UUID) -> str:
    """The page of an order."""
    return f"/o/{sign(secret, ORDER_LINK, order_id)}"


def order_of(secret: bytes, link: str) -> UUID:
    """Whose page a link opens; refuses with LinkBroken what this house did not sign."""
    return unsign(secret, ORDER_LINK, link)
