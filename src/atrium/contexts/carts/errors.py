"""Why a cart says no."""

from dataclasses import dataclass
from uuid import UUID

from atrium.kit.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class CartNotFound(NotFound):
    """There is no such cart, or it is somebody else's."""

    field = "cart"
    remedy = "Add an item to begin a new cart."

    @property
    def message(self) -> str:
        return "There is no such cart."


@dataclass(eq=False)
class CartLineNotFound(NotFound):
    """The cart has no line of that number, or no longer."""

    number: int
    field = "line"
    remedy = "Look at the cart again; the line may have been removed meanwhile."

    @property
    def message(self) -> str:
        return f"The cart has no line {self.number}."


@dataclass(eq=False)
class CartLineInvalid(Invalid):
    """A line says something that cannot be meant."""

    reason: str
    field: str | None

    @property
    def message(self) -> str:
        return self.reason


@dataclass(eq=False)
class TooManyUnits(Invalid):
    """More of one item than a cart takes."""

    sku: str
    quantity: int
    most: int
    field = "quantity"
    remedy = "Take fewer, or ask the retailer for an offer."

    @property
    def message(self) -> str:
        return f"A line of a cart has 1 to {self.most} units; {self.sku} would have {self.quantity}."


@dataclass(eq=False)
class CartFull(Conflict):
    """The cart has as many lines as it can have."""

    most: int
    field = "sku"
    remedy = "Order what is in the cart, or remove a line."

    @property
    def message(self) -> str:
        return f"A cart has at most {self.most} lines."


@dataclass(eq=False)
class CartClosed(Conflict):
    """The cart was ordered or went into another."""

    state: str
    order_id: UUID
    field = "cart"
    remedy = "Look at the order, or begin a new cart."

    @property
    def message(self) -> str:
        return f"This cart is {self.state}; it can no longer be changed."


@dataclass(eq=False)
class CartChanged(Conflict):
    """The cart is not as it was when the shopper last saw it."""

    field = "version"
    remedy = "Look at the cart again, then order."

    @property
    def message(self) -> str:
        return "The cart was changed since this page was shown; nothing was ordered."


@dataclass(eq=False)
class CartEmpty(Conflict):
    """There is nothing to order."""

    field = "lines"
    remedy = "Put something into the cart first."

    @property
    def message(self) -> str:
        return "The cart is empty."


@dataclass(eq=False)
class ContactMissing(Invalid):
    """Nobody said whom the order is for."""

    field = "contact"
    remedy = "Give a name and an e-mail address."

    @property
    def message(self) -> str:
        return "The cart does not say whom the order is for."
