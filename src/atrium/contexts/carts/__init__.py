"""What shoppers gather before they order.

Owns: carts, from the first item until they are ordered, or put into the cart of a shopper who signed in.
Promises: a cart opens only to its shopper, or to the guest who has its secret; it becomes one order at most, whose id
is known from the start; each change raises its *version*, so that what is ordered is what was seen.
Words: a *cart* has a *line* for so many units of an item that come one way; a *holder* is who comes for it; to *adopt*
is to make a guest's cart a shopper's. A cart promises nothing: prices and stock are asked when it is shown and ordered.
"""

from atrium.contexts.carts.errors import (
    CartChanged,
    CartClosed,
    CartEmpty,
    CartFull,
    CartLineInvalid,
    CartLineNotFound,
    CartNotFound,
    ContactMissing,
    TooManyUnits,
)
from atrium.contexts.carts.model import (
    KEEP_GUEST_CARTS,
    MOST_LINES,
    MOST_UNITS,
    AddLine,
    Cart,
    CartLine,
    Change,
    ChangeMode,
    ChangeQuantity,
    Holder,
    RemoveLine,
    SetDetails,
)
from atrium.contexts.carts.queries import find_cart, get_cart
from atrium.contexts.carts.service import Asked, NewCart, adopt, change, close, forget
from atrium.contexts.carts.store import lock_carts

__all__ = [
    "KEEP_GUEST_CARTS",
    "MOST_LINES",
    "MOST_UNITS",
    "AddLine",
    "Asked",
    "Cart",
    "CartChanged",
    "CartClosed",
    "CartEmpty",
    "CartFull",
    "CartLine",
    "CartLineInvalid",
    "CartLineNotFound",
    "CartNotFound",
    "Change",
    "ChangeMode",
    "ChangeQuantity",
    "ContactMissing",
    "Holder",
    "NewCart",
    "RemoveLine",
    "SetDetails",
    "TooManyUnits",
    "adopt",
    "change",
    "close",
    "find_cart",
    "forget",
    "get_cart",
    "lock_carts",
]
