"""What happened to fulfilments; all belong to the order's story."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class _OfAFulfilment:
    order_id: UUID
    fulfilment_id: UUID
    location: str

    @property
    def subject(self) -> str:
        return f"order/{self.order_id}"


@dataclass(frozen=True, slots=True)
class FulfilmentRouted(_OfAFulfilment):
    """A location was chosen; the event's reason says why. `state` is `planned` until the order is paid."""

    TYPE: ClassVar[str] = "fulfilment.routed"
    mode: str
    state: str
    quantities: dict[int, int]


@dataclass(frozen=True, slots=True)
class FulfilmentQueued(_OfAFulfilment):
    """The order is paid; the location may begin."""

    TYPE: ClassVar[str] = "fulfilment.queued"


@dataclass(frozen=True, slots=True)
class PickBegun(_OfAFulfilment):
    """Somebody picks this now."""

    TYPE: ClassVar[str] = "fulfilment.pick_begun"
    picker: str
    before: str | None
    """From whom it was taken over, if from anybody."""


@dataclass(frozen=True, slots=True)
class PickLeft(_OfAFulfilment):
    """Whoever picked this put everything back and left it to others."""

    TYPE: ClassVar[str] = "fulfilment.pick_left"
    picker: str


@dataclass(frozen=True, slots=True)
class GoodsPicked(_OfAFulfilment):
    """Units were picked, and some perhaps not found; by line number."""

    TYPE: ClassVar[str] = "fulfilment.picked"
    picked: dict[int, int]
    short: dict[int, int]


@dataclass(frozen=True, slots=True)
class GoodsPacked(_OfAFulfilment):
    """The parcel is closed."""

    TYPE: ClassVar[str] = "fulfilment.packed"


@dataclass(frozen=True, slots=True)
class GoodsShipped(_OfAFulfilment):
    """The carrier has it."""

    TYPE: ClassVar[str] = "fulfilment.shipped"
    tracking: str | None


@dataclass(frozen=True, slots=True)
class GoodsReady(_OfAFulfilment):
    """The goods lie at the counter."""

    TYPE: ClassVar[str] = "fulfilment.ready"
    bay: str | None = None


@dataclass(frozen=True, slots=True)
class GoodsHandedOver(_OfAFulfilment):
    """The shopper has them."""

    TYPE: ClassVar[str] = "fulfilment.handed_over"


@dataclass(frozen=True, slots=True)
class WrongCodeShown(_OfAFulfilment):
    """Somebody showed a code that is not this fulfilment's."""

    TYPE: ClassVar[str] = "fulfilment.wrong_code_shown"
    tries: int


@dataclass(frozen=True, slots=True)
class FulfilmentCancelled(_OfAFulfilment):
    """Units are not wanted here any more; by line number."""

    TYPE: ClassVar[str] = "fulfilment.cancelled"
    quantities: dict[int, int]
    state: str
