"""A fulfilment as it is answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from atrium.contexts import fulfilment
from atrium.vocabulary.mode import Mode

STEP = [fulfilment.FulfilmentNotFound, fulfilment.WrongStep]
"""What every step may be refused with."""


class FulfilmentView(msgspec.Struct, frozen=True):
    """A fulfilment as its location sees it; the code only when it is being made ready."""

    id: UUID
    order_id: UUID
    order_number: str
    location: str
    mode: Mode
    state: fulfilment.State
    reason: str
    decision: list[dict[str, Any]]
    tracking: str | None
    bay: str | None
    picking: fulfilment.Picking | None
    created_at: datetime
    changed_at: datetime
    lines: list[fulfilment.FulfilmentLine]


class ReadyView(msgspec.Struct, frozen=True):
    """A fulfilment at the counter, with the code that the shopper is to be told."""

    fulfilment: FulfilmentView
    handover_code: str


def fulfilment_view(work: fulfilment.Fulfilment) -> FulfilmentView:
    return msgspec.convert(work, FulfilmentView, from_attributes=True)
