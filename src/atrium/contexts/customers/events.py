"""What customers says happened: that something changed, never what it is now, which stays in one place."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ProfileChanged:
    """A shopper is called or reached otherwise."""

    TYPE: ClassVar[str] = "customers.profile_changed"
    shopper_id: UUID

    @property
    def subject(self) -> str:
        return f"shopper/{self.shopper_id}"


@dataclass(frozen=True, slots=True)
class AddressSaved:
    """A shopper has a new address, or changed one."""

    TYPE: ClassVar[str] = "customers.address_saved"
    shopper_id: UUID
    address_id: UUID

    @property
    def subject(self) -> str:
        return f"shopper/{self.shopper_id}"


@dataclass(frozen=True, slots=True)
class AddressRemoved:
    """A shopper let go of an address."""

    TYPE: ClassVar[str] = "customers.address_removed"
    shopper_id: UUID
    address_id: UUID

    @property
    def subject(self) -> str:
        return f"shopper/{self.shopper_id}"
