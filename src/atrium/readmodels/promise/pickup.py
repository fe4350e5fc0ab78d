"""When goods can be collected: the lead time, counted while the store is open. Pure."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from atrium.contexts.locations import Location
from atrium.readmodels.promise.rules import RULES, Rules
from atrium.vocabulary.promise import PickupPromise

QUARTER = timedelta(minutes=15)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def promise_pickup(place: Location, *, now: datetime, rules: Rules = RULES) -> PickupPromise | None:
    """When somebody who orders now can collect there; None where nothing is handed over, or where it never opens.

    Never at a moment at which the store is closed, and rounded up to a quarter of an hour.
    """
    if not place.hands_over:
        return None
    left = rules.pickup_lead
    for opens, closes in place.openings(now):
        begins = max(opens, now)
        # What was made ready in an earlier opening can be had at the door's first minute.
        ready = _rounded_up(begins + left) if left else begins
        if ready <= closes - rules.before_closing or not left:
            zone = ZoneInfo(place.zone)
            return PickupPromise(place.id, place.zone, ready.astimezone(zone), closes.astimezone(zone))
        left = max(left - (closes - begins), timedelta())
    return None


def _rounded_up(moment: datetime) -> datetime:
    over = (moment - EPOCH) % QUARTER
    return moment + (QUARTER - over if over else timedelta())
