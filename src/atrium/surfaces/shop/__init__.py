"""The web shop: from the home page over search and product to the cart, the order and the account.

Every page is drawn by the server and works without script; htmx makes it quick. What is promised on a page comes
from `readmodels/promise`, and what is sold from published views.
"""

from fastapi import APIRouter

from atrium.surfaces.shared.pages import unlisted
from atrium.surfaces.shop.cart.routes import cart
from atrium.surfaces.shop.checkout.routes import checkout
from atrium.surfaces.shop.home.routes import home
from atrium.surfaces.shop.listing.routes import listing
from atrium.surfaces.shop.order.routes import order
from atrium.surfaces.shop.orders.routes import my_orders
from atrium.surfaces.shop.place_picker.routes import picker
from atrium.surfaces.shop.product.routes import product
from atrium.surfaces.shop.robots.routes import robots
from atrium.surfaces.shop.stores.routes import stores

__all__ = ["routers"]


def routers() -> list[APIRouter]:
    """Every route of the shop, the most asked for first."""
    return unlisted([product, listing, cart, checkout, order, home, my_orders, stores, picker, robots])
