"""What a shopper is told of when goods can be had, and what is kept with the order."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LAST_DELIVERY = time(20)
"""By this time of its day a parcel has arrived, if it arrives that day."""


@dataclass(frozen=True, slots=True)
class PickupPromise:
    """From `ready_at` on the goods can be collected at a location; until `closes_at` on that day. Both in its zone."""

    location: str
    zone: str
    ready_at: datetime
    closes_at: datetime

    @property
    def promised_by(self) -> datetime:
        return self.ready_at

    def days_ahead(self, now: datetime) -> int:
        """0 for today, 1 for tomorrow, by the location's own calendar."""
        return (self.ready_at.date() - now.astimezone(ZoneInfo(self.zone)).date()).days


@dataclass(frozen=True, slots=True)
class ShippingPromise:
    """Ordered before `order_by`, a parcel leaves a location on `ships_on` and arrives from `first` to `last`.

    `order_by` is in the location's zone; the days of arrival are in `arrives_in`, the zone of where it goes.
    """

    location: str
    order_by: datetime
    ships_on: date
    first: date
    last: date
    arrives_in: str

    @property
    def promised_by(self) -> datetime:
        return datetime.combine(self.last, LAST_DELIVERY, ZoneInfo(self.arrives_in))

    def time_left(self, now: datetime) -> timedelta:
        """How long it is until the cut-off."""
        return self.order_by - now


Promise = PickupPromise | ShippingPromise
