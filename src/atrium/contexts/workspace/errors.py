"""Why a desk says no."""

from dataclasses import dataclass

from atrium.kit.refusals import Conflict, Invalid


@dataclass(eq=False)
class FilterInvalid(Invalid):
    """A filter cannot be kept as it is described."""

    fault: str
    field: str | None = None

    @property
    def message(self) -> str:
        return self.fault


@dataclass(eq=False)
class TooManyFilters(Conflict):
    """The page has as many saved filters as it can show."""

    most: int
    field: str | None = "name"
    remedy = "Forget one first, or save under the name of one that is no longer needed."

    @property
    def message(self) -> str:
        return f"A page keeps at most {self.most} saved filters."
