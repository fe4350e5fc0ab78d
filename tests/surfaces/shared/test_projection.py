"""The projection of the map."""

import pytest

from atrium.surfaces.shared.projection import FRAMES, HEIGHT, WIDTH, find, land
from atrium.vocabulary.coordinates import Coordinates
from tests.builders import FARGO
from tests.story import MINNEAPOLIS, RENO

HONOLULU = Coordinates(21.3186, -157.8753)
ANCHORAGE = Coordinates(61.143, -149.8652)
SAN_JUAN = Coordinates(18.4268, -66.0719)


def at(place: Coordinates) -> tuple[float, float]:
    found = find(place)
    assert found is not None
    return found


class TestFind:
    def test_keeps_west_to_the_left_and_north_above(self) -> None:
        assert at(RENO)[0] < at(FARGO)[0] < at(MINNEAPOLIS)[0]
        assert at(FARGO)[1] < at(MINNEAPOLIS)[1] < at(RENO)[1]

    @pytest.mark.parametrize(
        "place", [FARGO, HONOLULU, ANCHORAGE, SAN_JUAN, Coordinates(25.8, -80.2), Coordinates(44.8, -68.8)]
    )
    def test_stays_inside_the_picture(self, place: Coordinates) -> None:
        x, y = at(place)
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT

    def test_keeps_equal_areas_equal(self) -> None:
        """A degree of longitude is shorter in the north, as on the globe: cos 48 to cos 30."""
        north = at(Coordinates(48, -95))[0] - at(Coordinates(48, -97))[0]
        south = at(Coordinates(30, -95))[0] - at(Coordinates(30, -97))[0]
        assert north / south == pytest.approx(0.6691 / 0.8660, rel=0.05)

    def test_finds_nothing_for_other_continents(self) -> None:
        assert find(Coordinates(52.5, 13.4)) is None


class TestLand:
    def test_is_empty_without_places(self) -> None:
        assert land([]) == ""

    def test_surrounds_what_is_known(self) -> None:
        one, two = land([FARGO]).count("M"), land([FARGO, RENO]).count("M")
        assert 1 < one < two

    def test_has_a_part_for_every_place_far_off(self) -> None:
        assert [frame.name for frame in FRAMES if any(map(frame.holds, (HONOLULU, ANCHORAGE, SAN_JUAN)))] == [
            "Alaska",
            "Hawaii",
            "Puerto Rico",
        ]
