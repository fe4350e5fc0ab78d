"""The retailer's own code of a place that has stock, as `S0281` or `DC-RENO`."""

import re
from typing import NewType

LocationId = NewType("LocationId", str)
LOCATION_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{0,15}")
