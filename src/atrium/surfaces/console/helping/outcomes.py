"""What was done, in a sentence; the page of the order says it once more after the form."""

from collections.abc import Mapping

OUTCOMES: Mapping[str, str] = {
    "move": "The work was moved. The new location sees it in its queue now.",
    "route": "The waiting units have a location. It sees them in its queue now.",
    "cancel": "The lines were cancelled. Their stock is free, and their money goes back.",
    "release": "The order was ended and its stock let go. Money that still comes is let go as well.",
    "refund": "The money goes back to the shopper. A card shows it in a few days.",
    "code": "A new code was made, and the shopper is told. The old one opens nothing any more.",
}
