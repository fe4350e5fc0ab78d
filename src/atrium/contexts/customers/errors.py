"""How customers says no."""

from dataclasses import dataclass
from uuid import UUID

from atrium.kit.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class ProfileInvalid(Invalid):
    """A profile cannot be as it is described."""

    fault: str
    field: str | None = None

    @property
    def message(self) -> str:
        return self.fault


@dataclass(eq=False)
class AddressInvalid(Invalid):
    """An address cannot be as it is described."""

    fault: str
    field: str | None = None

    @property
    def message(self) -> str:
        return self.fault


@dataclass(eq=False)
class TooManyAddresses(Conflict):
    """A shopper has as many addresses as one may have."""

    most: int
    remedy = "Remove one that you do not need any more."

    @property
    def message(self) -> str:
        return f"You have {self.most} addresses already."


@dataclass(eq=False)
class AddressNotFound(NotFound):
    """There is no such address that the caller may see."""

    address_id: UUID

    @property
    def message(self) -> str:
        return f"There is no address {self.address_id}."


@dataclass(eq=False)
class ShopperNotFound(NotFound):
    """There is no such shopper that the caller may see."""

    shopper_id: UUID

    @property
    def message(self) -> str:
        return f"There is no shopper {self.shopper_id}."
