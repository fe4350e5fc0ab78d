"""All locations and postal areas as one value, so that sourcing an order needs no statement."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from atrium.contexts.locations.model import Location
from atrium.vocabulary.coordinates import Coordinates
from atrium.vocabulary.location_id import LocationId

NOT_IN_CODES = re.compile(r"[^A-Z0-9]")
REGION = "region:"
"""Begins the prefix of a row that stands for a whole region, which no postal code can begin with."""


@dataclass(frozen=True, slots=True)
class PostalArea:
    """Where the postal codes of a country that begin with `prefix` are, near enough to rank distances."""

    country: str
    prefix: str
    coordinates: Coordinates

    @classmethod
    def of_region(cls, country: str, region: str, coordinates: Coordinates) -> "PostalArea":
        """The middle of a whole region, for codes that nothing else tells of."""
        return cls(country, REGION + region.strip().upper(), coordinates)


@dataclass(frozen=True, slots=True)
class Network:
    """Every location by its code, closed ones too, and where postal codes are."""

    locations: Mapping[LocationId, Location]
    areas: Mapping[tuple[str, str], Coordinates]

    def locate(self, *, country: str, postal_code: str, region: str | None = None) -> Coordinates | None:
        """Where an address is: by the longest known beginning of its code, else by its region, else None."""
        code = tidy_code(postal_code)
        for length in range(len(code), 0, -1):
            found = self.areas.get((country, code[:length]))
            if found is not None:
                return found
        return None if region is None else self.areas.get((country, REGION + region.strip().upper()))


def tidy_code(postal_code: str) -> str:
    """A postal code without what people put between its letters, as `SW1A1AA`."""
    return NOT_IN_CODES.sub("", postal_code.upper())
