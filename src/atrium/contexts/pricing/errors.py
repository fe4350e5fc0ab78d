"""Why a price is refused."""

from dataclasses import dataclass

from atrium.kit.refusals import Invalid


@dataclass(eq=False)
class NotForSale(Invalid):
    """The item has no price in this market."""

    sku: str
    market: str
    field: str | None = None
    remedy = "Use an item that is listed in this market, or give it a list price first."

    @property
    def message(self) -> str:
        return f"{self.sku} is not for sale in {self.market}."


@dataclass(eq=False)
class PriceUnreadable(Invalid):
    """A list price that cannot be one."""

    sku: str
    reason: str
    field: str | None = None
    remedy = 'Give a decimal from 0 with at most six places, as "12.99".'

    @property
    def message(self) -> str:
        return f"The price of {self.sku} {self.reason}."
