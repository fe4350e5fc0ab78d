"""Whatever goes wrong becomes a problem that names the field and the remedy, and leaks nothing."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Annotated

import pytest
from fastapi import Query
from msgspec import Meta
from psycopg import OperationalError
from starlette.requests import Request
from starlette.responses import Response
from structlog.testing import capture_logs

from atrium.kit.db import Database
from atrium.kit.refusals import Conflict
from atrium.surfaces.api.application import api_application
from atrium.surfaces.shared import PUBLIC, Shape, answer, door, read_body, route
from atrium.vocabulary.coordinates import Coordinates
from tests.web import Client, a_house, served


@dataclass(eq=False)
class TooFar(Conflict):
    """It is too far away."""

    near: Coordinates
    left: list[int]
    field: str | None = "lines[0]"

    @property
    def message(self) -> str:
        return "That is too far."


class LineBody(Shape):
    sku: Annotated[str, Meta(min_length=1)]
    quantity: Annotated[int, Meta(ge=1, le=10)]


class BasketBody(Shape):
    lines: list[LineBody]
    notes: dict[str, str] = {}  # noqa: RUF012 - msgspec copies it


rooms = door("/rooms", tag="rooms")


@route(rooms, "POST", "/basket", requires=PUBLIC, summary="A basket", body=BasketBody, answers=BasketBody)
async def post_basket(request: Request) -> Response:
    return answer(await read_body(request, BasketBody))


@route(rooms, "GET", "/broken", requires=PUBLIC, summary="Broken")
async def get_broken(request: Request) -> Response:
    del request
    raise RuntimeError("the password is hunter2")


@route(rooms, "GET", "/far", requires=PUBLIC, summary="Far", refuses=[TooFar])
async def get_far(request: Request) -> Response:
    del request
    raise TooFar(Coordinates(1, 2), [3])


@route(rooms, "GET", "/away", requires=PUBLIC, summary="Away")
async def get_away(request: Request) -> Response:
    del request
    raise OperationalError("server closed the connection unexpectedly")


@route(rooms, "GET", "/list", requires=PUBLIC, summary="List")
async def list_rooms(request: Request, limit: Annotated[int, Query(ge=1)] = 1, word: str = "") -> Response:
    del request
    return answer([limit, word])


@route(rooms, "GET", "/{name}", requires=PUBLIC, summary="One")
async def get_room(request: Request, name: str) -> Response:
    del request
    return answer(name)


@pytest.fixture
async def visitor(database: Database) -> AsyncGenerator[Client]:
    async with served(database, api_application(a_house(database), routers=[rooms])) as client:
        yield client.with_key(None)


class TestRefusals:
    async def test_carry_their_own_fields(self, visitor: Client) -> None:
        reply = await visitor.get("/rooms/far")
        assert reply.status == 409
        assert reply.json == {
            "type": "/problems/too_far",
            "title": "Too far",
            "status": 409,
            "detail": "That is too far.",
            "code": "too_far",
            "field": "lines[0]",
            "remedy": "Read the present state, then decide again.",
            "near": {"latitude": 1, "longitude": 2},
            "left": [3],
        }


class TestBodies:
    @pytest.mark.parametrize(
        ("body", "field"),
        [
            (b'{"lines":[{"sku":"A","quantity":1},{"sku":"A","quantity":"x"}]}', "lines[1].quantity"),
            (b'{"lines":[{"sku":"A","quantity":11}]}', "lines[0].quantity"),
            (b'{"lines":[{"sku":"A"}]}', "lines[0].quantity"),
            (b'{"lines":[{"sku":"A","quantity":1,"colour":"red"}]}', "lines[0].colour"),
            (b"{}", "lines"),
            (b'{"lines":[],"notes":{"a":1}}', "notes[...]"),
        ],
    )
    async def test_name_the_field_at_fault(self, visitor: Client, body: bytes, field: str) -> None:
        reply = await visitor.post("/rooms/basket", body)
        assert (reply.status, reply.code, reply.json["field"]) == (422, "body_invalid", field)
        assert reply.json["errors"][0]["field"] == field
        assert reply.json["remedy"]

    @pytest.mark.parametrize("body", [b"[]", b"7", b"null", b'"x"', b"[" * 100_000])
    async def test_may_be_at_fault_as_a_whole(self, visitor: Client, body: bytes) -> None:
        reply = await visitor.post("/rooms/basket", body)
        assert (reply.status, reply.code) == (422, "body_invalid")

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"{]",
            b'{"lines":[],}',
            b'{"lines":NaN}',
            b"\xff\xfe",
        ],
    )
    async def test_must_be_well_formed(self, visitor: Client, body: bytes) -> None:
        reply = await visitor.post("/rooms/basket", body)
        assert (reply.status, reply.code) == (400, "body_unreadable")

    @pytest.mark.parametrize(
        "body",
        [
            b'{"lines":[{"sku":"a\\u0000b","quantity":1}]}',
            b'{"lines":[],"notes":{"\\u0000":"x"}}',
            b'{"lines":[{"sku":"a\\\\\\u0000b","quantity":1}]}',
            b'{"lines":[{"sku":"\\ud800","quantity":1}]}',
            b'{"lines":[],"notes":{"x":"\\ud800 and more"}}',
            b'{"lines":[],"notes":{"x":"\\udc00"}}',
            b'{"lines":[],"notes":{"x":"\xed\xa0\x80"}}',
        ],
    )
    async def test_hold_no_text_that_cannot_be_stored(self, visitor: Client, body: bytes) -> None:
        reply = await visitor.post("/rooms/basket", body)
        assert (reply.status, reply.code) == (422, "unstorable_text")

    async def test_may_speak_of_nul_without_holding_one(self, visitor: Client) -> None:
        reply = await visitor.post("/rooms/basket", b'{"lines":[],"notes":{"x":"\\\\u0000 \\ud83d\\ude00"}}')
        assert reply.json["notes"] == {"x": "\\u0000 😀"}

    async def test_must_be_said_to_be_json(self, visitor: Client) -> None:
        for media, status in (("text/plain", 415), ("application/json; charset=utf-8", 200)):
            reply = await visitor.post("/rooms/basket", b'{"lines":[]}', headers={"Content-Type": media})
            assert reply.status == status

    async def test_have_at_most_eight_megabytes(self, visitor: Client) -> None:
        reply = await visitor.post("/rooms/basket", b" " * (8 * 1024 * 1024 + 1))
        assert (reply.status, reply.code) == (413, "body_too_large")
        reply = await visitor.post("/rooms/basket", b'{"lines":[]}' + b" " * (8 * 1024 * 1024 - 12))
        assert reply.status == 200


class TestParameters:
    async def test_name_the_field_at_fault(self, visitor: Client) -> None:
        reply = await visitor.get("/rooms/list?limit=none")
        assert (reply.status, reply.code, reply.json["field"]) == (422, "parameter_invalid", "limit")

    @pytest.mark.parametrize("path", ["/rooms/a%00b", "/rooms/list?word=a%00b"])
    async def test_hold_no_text_that_cannot_be_stored(self, visitor: Client, path: str) -> None:
        reply = await visitor.get(path)
        assert (reply.status, reply.code) == (422, "unstorable_text")


class TestPaths:
    async def test_that_lead_nowhere_are_problems(self, visitor: Client) -> None:
        for path in ("/nowhere", "/rooms/a/b", "/rooms/list/"):
            reply = await visitor.get(path)
            assert (reply.status, reply.code) == (404, "no_such_page")

    async def test_name_all_methods_that_they_answer_to(self, visitor: Client) -> None:
        reply = await visitor.delete("/rooms/basket")
        assert (reply.status, reply.code, reply.headers["Allow"]) == (405, "method_not_allowed", "GET, POST")


class TestFaults:
    async def test_are_logged_once_and_leak_nothing(self, visitor: Client) -> None:
        with capture_logs() as logs:
            reply = await visitor.get("/rooms/broken")
        assert (reply.status, reply.code) == (500, "fault")
        assert b"hunter2" not in reply.body
        assert [entry["event"] for entry in logs] == ["request.failed"]

    async def test_of_the_database_say_when_to_come_back(self, visitor: Client) -> None:
        reply = await visitor.get("/rooms/away")
        assert (reply.status, reply.code, reply.headers["Retry-After"]) == (503, "database_away", "2")


class TestEnvelope:
    async def test_gives_back_the_request_s_id_or_a_new_one(self, visitor: Client) -> None:
        reply = await visitor.get("/rooms/a", headers={"X-Request-Id": "abc-1"})
        assert reply.headers["X-Request-Id"] == "abc-1"
        for strange in ("a b", "x" * 129, "é"):
            reply = await visitor.get("/rooms/a", headers={"X-Request-Id": strange})
            assert len(reply.headers["X-Request-Id"]) == 32

    async def test_keeps_browsers_careful_also_when_nothing_is_there(self, visitor: Client) -> None:
        for path in ("/rooms/a", "/nowhere", "/rooms/broken"):
            headers = (await visitor.get(path)).headers
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Cache-Control"] == "no-store"
            assert "default-src 'none'" in headers["Content-Security-Policy"]
