"""What a handler is given: the house that it stands in, and the actor who knocks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from starlette.requests import HTTPConnection

from atrium.contexts import carts, identity, messaging, payments
from atrium.flows.check_out import Counter
from atrium.flows.confirm_payments import Heard
from atrium.flows.pay_order import CardDesk
from atrium.flows.place_orders import Placed, PlaceOrder
from atrium.flows.tell_shopper import Telling
from atrium.kit import events
from atrium.kit.batch import Batcher
from atrium.kit.db import Database
from atrium.readmodels.source_map import SourceMaps
from atrium.surfaces.shared.pace import Pace
from atrium.vocabulary.actor import Actor
from atrium.vocabulary.market import Market

ACTOR = "atrium.actor"
SESSION = "atrium.session"


@dataclass(slots=True, kw_only=True)
class House:
    """Everything that handlers need; filled once by wiring, before the first request."""

    database: Database
    now: Callable[[], datetime]
    hub: events.Hub
    keys: identity.KeyRing
    sessions: identity.SessionRing
    source_maps: SourceMaps
    placing: Batcher[PlaceOrder, Placed]
    """Single orders, joined into one transaction with those that arrive at the same time."""
    carting: Batcher[carts.Asked, carts.Cart]
    """Single changes of carts, joined in the same way."""
    confirming: Batcher[Heard, None]
    """What the gateway says of single payments, written down with what it says of others at the same time."""
    gateway: payments.Gateway
    mailer: messaging.Mailer
    telling: Telling
    markets: Mapping[str, Market]
    hold_for: timedelta
    secret: bytes = field(repr=False)
    """Signs links and codes; see `kit.signing`."""
    pace: Pace | None = None
    """How many requests a guest or a person may send; None for as many as they like."""
    demo: bool = False
    demo_console_key: str | None = field(default=None, repr=False)
    """In a demo house the operator's key, with which a visitor enters the console by one button."""

    @property
    def card_desk(self) -> CardDesk:
        """Where cards are asked."""
        return CardDesk(self.gateway, self.confirming.submit)

    @property
    def counter(self) -> Counter:
        """Where carts are ordered."""
        return Counter(self.database, self.placing.submit, self.card_desk, self._currency_of)

    def _currency_of(self, market: str) -> str:
        return self.markets[market].currency


def house_of(request: HTTPConnection) -> House:
    """The house of the application that serves this request."""
    return cast("House", request.app.state.house)


def actor_of(request: HTTPConnection) -> Actor:
    """Who sent the request: never on PUBLIC routes; on VISITOR routes `identity.GUEST` where nobody is signed in."""
    return cast("Actor", request.scope[ACTOR])


def session_of(request: HTTPConnection) -> identity.Session | None:
    """The session that the request came with; None for a guest, and for a system or person with an API key."""
    return cast("identity.Session | None", request.scope.get(SESSION))
