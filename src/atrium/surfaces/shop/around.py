"""What is drawn above and below every page of the shop: once for all whose pages have the same there."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from atrium.readmodels.shop_window import Department
from atrium.surfaces.shared.rendering import Templates
from atrium.surfaces.shop.place import Chosen
from atrium.vocabulary.market import Market


@dataclass(frozen=True, slots=True)
class Around:
    """All that the top and the bottom of a page depend on, nothing else."""

    templates: Templates
    market: Market
    theme: str
    here: str
    """The page to which forms around it come back."""
    searched: str
    chosen: Chosen
    store: str
    """The shopper's store, empty where none is chosen; `opening` is until when it is open, in words."""
    store_name: str
    opening: str
    departments: Sequence[Department]
    """As a tuple, because what is drawn is kept by all this."""
    cart_units: int
    shopper: str | None
    """How whoever is signed in is greeted; None for a guest."""
    tax_note: str

    @property
    def top(self) -> Markup:
        """The header with search, store, account and cart, and the departments."""
        return self.templates.render_once("top.html", self)

    @property
    def bottom(self) -> Markup:
        """The footer."""
        return self.templates.render_once("bottom.html", self)
