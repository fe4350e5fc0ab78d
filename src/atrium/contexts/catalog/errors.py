"""How the catalog says no."""

from dataclasses import dataclass

from atrium.kit.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class ItemInvalid(Invalid):
    """An item cannot be as it is described."""

    sku: str
    fault: str
    field: str | None = None

    @property
    def message(self) -> str:
        return self.fault


@dataclass(eq=False)
class CategoryInvalid(Invalid):
    """A category cannot be as it is described."""

    category: str
    fault: str
    field: str | None = None

    @property
    def message(self) -> str:
        return self.fault


@dataclass(eq=False)
class UnknownCategory(Invalid):
    """An item is filed under a category that does not exist."""

    sku: str
    category: str
    field: str | None = "category"
    remedy = "Save the category first, or use one that exists."

    @property
    def message(self) -> str:
        return f"There is no category {self.category}."


@dataclass(eq=False)
class NamedTwice(Invalid):
    """The same code stands in one request twice."""

    name: str
    remedy = "Send each once."

    @property
    def message(self) -> str:
        return f"{self.name} stands here twice; the first one counts."


@dataclass(eq=False)
class ItemNotFound(NotFound):
    """There is no such item."""

    sku: str
    remedy = "Check the SKU."

    @property
    def message(self) -> str:
        return f"There is no item {self.sku}."


@dataclass(eq=False)
class IllustrationNotFound(NotFound):
    """The item has no illustration, or there is no such item."""

    sku: str
    remedy = "Check the SKU, or save the item with an illustration."

    @property
    def message(self) -> str:
        return f"There is no illustration of {self.sku}."


@dataclass(eq=False)
class NotSold(Invalid):
    """The item does not exist, or is withdrawn."""

    sku: str
    field: str | None = None
    remedy = "Use an item of the catalog that is not withdrawn."

    @property
    def message(self) -> str:
        return f"{self.sku} is not sold here."


@dataclass(eq=False)
class BarcodeInvalid(Invalid):
    """What is no barcode."""

    barcode: str
    fault: str
    field: str | None = "barcode"
    remedy = "Scan the code again, or type every digit that stands under the bars."

    @property
    def message(self) -> str:
        return self.fault


@dataclass(eq=False)
class BarcodeTaken(Conflict):
    """The code leads to another item."""

    barcode: str
    holder: str
    field: str | None = "barcode"
    remedy = "Use another code, or remove this one from the item that has it."

    @property
    def message(self) -> str:
        return f"The code {self.barcode} already leads to {self.holder}."


@dataclass(eq=False)
class BarcodeNotFound(NotFound):
    """No item has the code as a barcode."""

    barcode: str
    field = "barcode"
    remedy = "Check the code."

    @property
    def message(self) -> str:
        return f"There is no barcode {self.barcode}."


@dataclass(eq=False)
class UnknownCode(NotFound):
    """No item has the code, neither as a barcode nor as its SKU."""

    scanned: str
    field = "code"
    remedy = "Scan it again, or type the item's SKU."

    @property
    def message(self) -> str:
        return f"No item has the code {self.scanned}."
