"""Why a house is not filled with the demo."""

from dataclasses import dataclass

from atrium.kit.refusals import Conflict


@dataclass(eq=False)
class AlreadySeeded(Conflict):
    """The demo retailer is complete here."""

    remedy = "Use the house as it is, or start with an empty data folder."

    @property
    def message(self) -> str:
        return "The demo retailer is here already; nothing was changed."


@dataclass(eq=False)
class HouseInUse(Conflict):
    """The house has items of somebody else."""

    sku: str
    remedy = "Start with an empty data folder to see the demo."

    @property
    def message(self) -> str:
        return f"This house sells {self.sku}, which is not of the demo; nothing was changed."


@dataclass(eq=False)
class NotSeeded(Conflict):
    """The demo retailer is not here, or not complete."""

    remedy = "Fill the house with the demo first."

    @property
    def message(self) -> str:
        return "The demo retailer is not complete here."
