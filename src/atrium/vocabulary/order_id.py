"""The id of an order: a UUIDv7, given by the door where it may have to repeat itself."""

from typing import NewType
from uuid import UUID

OrderId = NewType("OrderId", UUID)
