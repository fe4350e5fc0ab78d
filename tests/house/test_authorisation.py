"""Every route has its row in the authorisation matrix; `tests/properties/test_authorisation.py` asks them all."""

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from atrium.surfaces.shared import answer, door, route
from atrium.surfaces.shared.routing import take_over
from tests.house import authorisation, doors


@pytest.fixture(scope="module")
def app() -> FastAPI:
    return doors.application()


class TestMatrix:
    def test_has_one_row_for_each_route(self, app: FastAPI) -> None:
        assert authorisation.faults(app, authorisation.kept()) == [], "look, then `make snapshots`"

    def test_is_written_as_it_would_be_made(self, app: FastAPI) -> None:
        assert authorisation.snapshot(app) == authorisation.SNAPSHOT.read_text(encoding="utf-8")

    def test_misses_a_route_that_is_planted(self) -> None:
        planted, app = door("/v1/planted", tag="planted"), doors.application()

        @route(planted, "GET", "/{vault}", requires="house:read", summary="Planted")
        async def open_vault(request: Request, vault: str) -> Response:  # pyright: ignore[reportUnusedFunction]
            del request
            return answer(vault)

        take_over(app, [planted])
        assert authorisation.faults(app, authorisation.kept()) == ["GET /v1/planted/{vault} house:read has no row"]
        undecided = [row for row in authorisation.rows(app) if authorisation.UNDECIDED in row.objects]
        assert [row.path for row in undecided] == ["/v1/planted/{vault}"]

    def test_misses_what_is_gone_or_requires_something_else(self, app: FastAPI) -> None:
        row, *others = authorisation.kept()
        changed = authorisation.Row(row.method, row.path, "house:read", row.objects)
        assert authorisation.faults(app, [changed, *others]) == [
            f"{row.name} {row.requires} has no row",
            f"{row.name} house:read is no route",
        ]

    def test_refuses_a_second_row_and_a_word_of_its_own(self, app: FastAPI) -> None:
        row, *others = authorisation.kept()
        twice = authorisation.Row(row.method, row.path, row.requires, ("treasure",))
        assert authorisation.faults(app, [row, twice, *others]) == [
            f"{row.name} {row.requires} has several rows",
            f"{row.name} names an object that is not on the list",
        ]
