"""Prices, distances, opening hours and promises as shoppers of a market read them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_currency, format_percent

from atrium.kit.money import minor_digits
from atrium.readmodels.stores import NearStore
from atrium.surfaces.shared.rendering import Wording, locale_of, wording_of
from atrium.vocabulary.market import Market
from atrium.vocabulary.promise import PickupPromise, ShippingPromise

MILES = 0.621371
EN_DASH = "\u2013"
SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class ShopWords:
    """What the shop says in a market, at a moment."""

    market: Market
    now: datetime

    @property
    def wording(self) -> Wording:
        return wording_of(locale_of(self.market))

    @property
    def tax_note(self) -> str:
        """What is said about tax beside a price."""
        return "Tax included" if self.market.prices_include == "tax" else "Tax is added at checkout"

    def price(self, unit_price: Decimal, currency: str) -> str:
        """What one costs, with as many places as its price has: `$24.99`, `$0.001`."""
        return _price(unit_price, currency, locale_of(self.market))

    def rate(self, fraction: Decimal) -> str:
        """A tax rate, as `10.75%`."""
        return _rate(fraction, locale_of(self.market))

    def amount(self, figure: str) -> str:
        """A round figure in the market's currency, as `$25`."""
        return format_currency(
            Decimal(figure), self.market.currency, "¤#,##0", locale=locale_of(self.market), currency_digits=False
        )

    def distance(self, km: float) -> str:
        """How far something is, as people of the market say it."""
        far, unit = (km * MILES, "mi") if self.market.country == "US" else (km, "km")
        return f"{far:.1f} {unit}" if far < 10 else f"{far:,.0f} {unit}"

    def opening(self, store: NearStore) -> str:
        """`Open until 9:00 PM`, `Opens tomorrow at 10:00 AM`, `Closed`."""
        wording, zone = self.wording, store.place.zone
        if store.closes_at is not None:
            if store.closes_at - self.now > SOON:
                return "Open around the clock"
            return f"Open until {wording.clock(store.closes_at, zone=zone)}"
        if store.opens_at is None:
            return "Closed"
        day = wording.day(store.opens_at, zone=zone, now=self.now)
        return f"Opens {day} at {wording.clock(store.opens_at, zone=zone)}"

    def weekday(self, day: date) -> str:
        """`Friday`."""
        return format_date(day, "EEEE", locale=locale_of(self.market))

    def pickup(self, promise: PickupPromise) -> str:
        """`Today from 4:15 PM`, `Fri, Nov 27 from 10:00 AM`, by the store's clock."""
        wording = self.wording
        day = wording.day(promise.ready_at, zone=promise.zone, now=self.now)
        return f"{_begun(day)} from {wording.clock(promise.ready_at, zone=promise.zone)}"

    def parcel(self, promise: ShippingPromise) -> str:
        """`Fri, Nov 27 – Mon, Nov 30`."""
        first, last = (self.wording.day(day, now=self.now, zone=promise.arrives_in) for day in self._days(promise))
        return f"{_begun(first)} {EN_DASH} {_begun(last)}"

    def cut_off(self, promise: ShippingPromise) -> str:
        """`Order by 2:00 PM CST today`: until when the promise holds."""
        wording, zone = self.wording, str(promise.order_by.tzinfo)
        day = wording.day(promise.order_by, zone=zone, now=self.now)
        return f"Order by {wording.clock(promise.order_by, zone=zone)} {promise.order_by:%Z} {day}"

    def _days(self, promise: ShippingPromise) -> tuple[datetime, datetime]:
        """The days of arrival as moments of their own zone."""
        last = promise.promised_by
        return last - (promise.last - promise.first), last


@lru_cache(maxsize=4096)
def _price(unit_price: Decimal, currency: str, locale: str) -> str:
    exponent = unit_price.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    if places <= minor_digits(currency):
        return format_currency(unit_price, currency, locale=locale)
    return format_currency(unit_price, currency, f"¤#,##0.{'0' * places}", locale=locale, currency_digits=False)


@lru_cache(maxsize=256)
def _rate(fraction: Decimal, locale: str) -> str:
    return format_percent(fraction, "#,##0.####%", locale=locale)


def _begun(words: str) -> str:
    """The words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]
