"""Every kind of message with plausible facts, for people who look at templates. Pure."""

from collections.abc import Mapping
from datetime import time

from atrium.contexts.messaging.facts import (
    Cancelled,
    Facts,
    Goods,
    Kind,
    OpenDays,
    OrderReceived,
    Part,
    PartlyReady,
    Place,
    ReadyForPickup,
    Refunded,
    Shipped,
    ShortageQuestion,
    SignInCode,
)
from atrium.contexts.messaging.rendering import Rendered, render
from atrium.kit.money import Money
from atrium.vocabulary.contact import Address

STORE = Place(
    "Fargo",
    Address("1615 38th St S", "Fargo", "ND", "58103", "US"),
    (OpenDays(0, 5, ((time(10), time(21)),)), OpenDays(6, 6, ((time(11), time(18)),))),
)
HOME = Place("Kim Otieno", Address("101 Broadway N", "Fargo", "ND", "58102", "US"))
LAMP = Goods("Brass desk lamp", 1, Money(4999, "USD"))
VASES = Goods("Stoneware vase", 2, Money(2598, "USD"))
BACKPACK = Goods("Canvas backpack", 1, Money(8900, "USD"))
CODE = "482913"


def preview(kind: Kind, locale: str, *, retailer: str) -> Rendered:
    """A kind of message as somebody of this locale would get it."""
    return render(_plausible(retailer)[kind], locale)


def _plausible(retailer: str) -> Mapping[Kind, Facts]:
    of = {
        "retailer": retailer,
        "shopper": HOME.name,
        "number": "7K2QF-93QXM",
        "link": "https://shop.example/o/preview",
    }
    known: tuple[Facts, ...] = (
        OrderReceived(
            **of,
            ways=(Part("pickup", STORE, (LAMP, VASES)), Part("ship", HOME, (BACKPACK,))),
            net=Money(14890, "USD"),
            tax=Money(1607, "USD"),
            total=Money(16497, "USD"),
        ),
        ReadyForPickup(**of, store=STORE, code=CODE, goods=(LAMP, VASES)),
        PartlyReady(**of, store=STORE, code=CODE, goods=(LAMP,), to_come=(VASES,), missing=(BACKPACK,)),
        Shipped(**of, to=HOME, tracking="1Z 999 AA1 01 2345 6784", goods=(BACKPACK,), to_come=(VASES,)),
        Cancelled(**of, goods=(VASES,), whole=False),
        Refunded(**of, amount=Money(2598, "USD"), to_card=True),
        ShortageQuestion(**of, store=STORE, goods=(VASES,)),
        SignInCode(retailer=retailer, code="307418", valid_minutes=10),
    )
    return {facts.KIND: facts for facts in known}
