"""How goods reach the shopper."""

from typing import Literal

Mode = Literal["ship", "pickup"]
"""`ship`: sent to an address. `pickup`: collected at the location that the shopper chose."""
