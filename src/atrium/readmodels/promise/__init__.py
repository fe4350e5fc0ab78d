"""The promise: when goods can be collected at a store, and when a parcel arrives.

One answer for every door: the product page, the cart and the checkout ask here, and `promised_by` of what they are told
is kept with the order. Facts, not sentences.
"""

from atrium.readmodels.promise.pickup import promise_pickup
from atrium.readmodels.promise.rules import RULES, Band, Rules
from atrium.readmodels.promise.shipping import Destination, destination_of, promise_parcel, promise_shipping
from atrium.readmodels.promise.working_days import is_working_day, next_working_day, public_holidays

__all__ = [
    "RULES",
    "Band",
    "Destination",
    "Rules",
    "destination_of",
    "is_working_day",
    "next_working_day",
    "promise_parcel",
    "promise_pickup",
    "promise_shipping",
    "public_holidays",
]
