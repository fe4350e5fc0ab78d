"""Finding orders for an operator: by text and filters, with what is wrong with each; page by page."""

from atrium.readmodels.order_search.filters import (
    LATE_PICKUP,
    LATE_SHIPMENT,
    TROUBLES,
    Filters,
    Text,
    Trouble,
    read_text,
)
from atrium.readmodels.order_search.finding import FoundOrder, list_channels, search_orders
from atrium.readmodels.order_search.troubles import list_troubles

__all__ = [
    "LATE_PICKUP",
    "LATE_SHIPMENT",
    "TROUBLES",
    "Filters",
    "FoundOrder",
    "Text",
    "Trouble",
    "list_channels",
    "list_troubles",
    "read_text",
    "search_orders",
]
