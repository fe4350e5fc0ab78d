"""The retailer's own code of an item."""

import re
from typing import NewType

Sku = NewType("Sku", str)
SKU = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,31}")
