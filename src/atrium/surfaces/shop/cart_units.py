"""How many units are in the cart, as the header of every page shows it: kept in the browser, so that it costs nothing.

Only a number to look at; what is in the cart, and whose it is, the cart itself knows.
"""

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "atrium_cart_units"
MOST_SHOWN = 999
A_MONTH_S = 30 * 24 * 3600


def cart_units_of(request: Request) -> int:
    """The number that the browser keeps; none where it keeps something else."""
    kept = request.cookies.get(COOKIE, "")
    return min(int(kept), MOST_SHOWN) if kept.isascii() and kept.isdigit() and len(kept) <= 9 else 0


def keep_cart_units(response: Response, units: int, *, secure: bool) -> Response:
    """Lets the browser keep the number; whoever changes a cart says it with the answer."""
    response.set_cookie(
        COOKIE, str(units), max_age=A_MONTH_S if units else 0, httponly=True, samesite="lax", secure=secure
    )
    return response
