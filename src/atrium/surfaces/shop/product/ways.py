"""The ways in which an item can be had, as a shopper chooses between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from atrium.readmodels.product_page import ProductPage, StoreOffer
from atrium.surfaces.shop.shop_words import ShopWords


@dataclass(frozen=True, slots=True)
class Way:
    """One choice: `value` is `ship`, or `pickup:` with a location."""

    value: str
    title: str
    text: str
    side: str = ""
    icon: str = ""
    disabled: bool = False


def ways_of(shown: ProductPage, say: ShopWords, *, postal_code: str, knows_place: bool) -> list[Way]:
    """Pickup at the shopper's store, else at the nearest that has it, and shipping.

    Nobody is sent to a store while we do not know where they are.
    """
    offer = _best(shown.stores) if knows_place else None
    return [*([_pickup(offer, say)] if offer else []), _shipping(shown, say, postal_code)]


def chosen_way(ways: Sequence[Way]) -> str:
    """The first one that is possible; nothing where none is."""
    return next((way.value for way in ways if not way.disabled), "")


def _best(offers: Sequence[StoreOffer]) -> StoreOffer | None:
    return next((offer for offer in offers if offer.pickup), offers[0] if offers else None)


def _pickup(offer: StoreOffer, say: ShopWords) -> Way:
    name, value = offer.store.place.name, f"pickup:{offer.store.place.id}"
    if offer.pickup is None:
        return Way(value, f"Pick up at {name}", "Not on the shelf there today", "", "store", disabled=True)
    text = say.pickup(offer.pickup)
    if offer.shelf == "few_left":
        text += f" · only {offer.available} left"
    return Way(value, f"Pick up at {name}", text, "Free", "store")


def _shipping(shown: ProductPage, say: ShopWords, postal_code: str) -> Way:
    if shown.shipping is None:
        return Way("ship", "Ship to you", "Sold out for now", "", "truck", disabled=True)
    where = f"Ship to {postal_code}" if postal_code else "Ship to you"
    return Way("ship", where, f"{say.parcel(shown.shipping)} · {say.cut_off(shown.shipping)}", "", "truck")
