"""Why stock says no."""

from dataclasses import dataclass

from atrium.kit.refusals import Conflict, NotFound


@dataclass(eq=False)
class InsufficientStock(Conflict):
    """Less is available than was asked for; `location` is None when the whole network was looked at."""

    sku: str
    asked: int
    available: int
    location: str | None = None
    field: str | None = None
    remedy = "Ask for at most what is available, choose another location, or try again when stock has come in."

    @property
    def message(self) -> str:
        place = f"at {self.location}" if self.location else "in the network"
        return f"{self.asked} of {self.sku} were asked for; {self.available} can be promised {place}."


@dataclass(eq=False)
class NotEnoughOnHand(Conflict):
    """Stock cannot be adjusted below nothing."""

    sku: str
    location: str
    asked: int
    on_hand: int
    field: str | None = None
    remedy = "Adjust by at most what is on hand, or count the shelf and post the count."

    @property
    def message(self) -> str:
        return f"{self.location} has {self.on_hand} of {self.sku} on hand; {-self.asked} cannot leave."


@dataclass(eq=False)
class NothingToIssue(Conflict):
    """More was to leave than is reserved for it."""

    sku: str
    location: str
    asked: int
    reserved: int
    remedy = "Read the fulfilment again; somebody else may have handed it over or cancelled it."

    @property
    def message(self) -> str:
        return f"{self.asked} of {self.sku} were to leave {self.location}; {self.reserved} are reserved for it."


@dataclass(eq=False)
class UnknownStock(NotFound):
    """No location has ever had the item."""

    sku: str
    field = "sku"
    remedy = "Check the SKU."

    @property
    def message(self) -> str:
        return f"{self.sku} is not stocked anywhere."
