"""The entrances of the house: which pages people come in by, with which cookie, and where they sign in."""

from dataclasses import dataclass

from atrium.contexts.identity import SessionKind


@dataclass(frozen=True, slots=True)
class Entrance:
    """One entrance: the path that all its pages begin with, its sessions' kind and cookie, and its sign-in page."""

    kind: SessionKind
    path: str
    cookie: str
    sign_in: str
    takes_keys: bool = False
    """Whether an API key may stand in the cookie instead of a session's secret."""

    def holds(self, path: str) -> bool:
        """Whether a page of that path is behind this entrance."""
        return self.path in ("/", path) or path.startswith(f"{self.path}/")


CART_COOKIE = "atrium_cart"
"""Holds a cart's secret; path /."""
DEVICE_COOKIE = "atrium_device"
"""Holds a shared tablet's secret; path /till."""
THEME_COOKIE = "atrium_theme"
"""Says whether somebody chose light or dark; path /."""
ORDER_LINK = "order"
"""The purpose for which links to an order's page are signed (`kit.signing`): /o/{token}."""
CONSOLE = Entrance("console", "/console", "atrium_console", "/console/sign-in", takes_keys=True)
TILL = Entrance("till", "/till", "atrium_till", "/till/sign-in")
SHOP = Entrance("shop", "/", "atrium_shop", "/account/sign-in")
API = "/v1/"
"""Machines come in here, and with a Bearer key or session only: no cookie opens anything."""


def entrance_of(path: str) -> Entrance:
    """The entrance that leads to a page."""
    if CONSOLE.holds(path):
        return CONSOLE
    return TILL if TILL.holds(path) else SHOP


def entrance_for(kind: SessionKind) -> Entrance:
    """The entrance that a kind of session is for."""
    return {"console": CONSOLE, "till": TILL, "shop": SHOP}[kind]
