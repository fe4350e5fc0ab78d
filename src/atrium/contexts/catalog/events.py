"""What the catalog says happened."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ItemsSaved:
    """Items are new or changed; read them for what they are now."""

    TYPE: ClassVar[str] = "catalog.items_saved"
    skus: list[str]

    @property
    def subject(self) -> str:
        return "catalog"


@dataclass(frozen=True, slots=True)
class ItemWithdrawn:
    """An item is not for sale any more."""

    TYPE: ClassVar[str] = "catalog.item_withdrawn"
    sku: str

    @property
    def subject(self) -> str:
        return f"item/{self.sku}"


@dataclass(frozen=True, slots=True)
class BarcodesSaved:
    """Items have new barcodes."""

    TYPE: ClassVar[str] = "catalog.barcodes_saved"
    skus: list[str]

    @property
    def subject(self) -> str:
        return "catalog"


@dataclass(frozen=True, slots=True)
class BarcodeRemoved:
    """A code does not lead to its item any more."""

    TYPE: ClassVar[str] = "catalog.barcode_removed"
    sku: str
    barcode: str

    @property
    def subject(self) -> str:
        return f"item/{self.sku}"
