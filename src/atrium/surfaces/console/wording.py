"""Words of the console for what the house knows by a name of the program."""

from collections.abc import Mapping

TROUBLE_WORDS: Mapping[str, str] = {
    "late": "Late",
    "waits_for_stock": "Waits for stock",
    "waits_for_consent": "Waits for the shopper",
    "code_locked": "Code locked",
    "location_closed": "At a closed location",
    "operation_refused": "Gateway refused",
    "payment_unanswered": "Payment unanswered",
}
"""What is wrong with an order, as a tag says it."""
MODE_WORDS: Mapping[str, str] = {"ship": "Shipped", "pickup": "Collected"}
