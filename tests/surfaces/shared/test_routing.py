"""Nobody gets in unguarded, wherever a route hides."""

import pytest
from fastapi import APIRouter, FastAPI, WebSocket
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute

from atrium.kit.db import Database
from atrium.surfaces.api import routers
from atrium.surfaces.api.application import api_application
from atrium.surfaces.shared import PUBLIC, answer, door, route, undeclared_routes
from atrium.surfaces.shared.routing import GuardedRoute, UndeclaredRouteError
from tests.web import Client, a_house, served


async def open_door(request: Request) -> Response:
    del request
    return PlainTextResponse("come in")


async def open_socket(websocket: WebSocket) -> None:
    await websocket.accept()


def an_app() -> FastAPI:
    return FastAPI(openapi_url=None)


class TestUndeclaredRoutes:
    def test_finds_none_in_the_api(self, database: Database) -> None:
        assert undeclared_routes(api_application(a_house(database))) == []

    def test_finds_fastapi_s_own_pages(self) -> None:
        assert "Route /openapi.json" in undeclared_routes(FastAPI())

    def test_finds_a_plain_route(self) -> None:
        app = an_app()
        app.add_api_route("/planted", open_door)
        assert undeclared_routes(app) == ["APIRoute /planted"]

    def test_finds_a_route_of_an_included_router(self) -> None:
        inner, outer, app = APIRouter(), APIRouter(), an_app()
        inner.add_api_route("/planted", open_door)
        outer.include_router(inner, prefix="/inner")
        app.include_router(outer, prefix="/outer")
        assert len(undeclared_routes(app)) == 1

    def test_finds_a_route_beside_guarded_ones(self) -> None:
        app = an_app()
        for router in routers():
            app.include_router(router)
        assert undeclared_routes(app) == []
        app.router.routes.append(Route("/planted", open_door))
        assert undeclared_routes(app) == ["Route /planted"]

    def test_finds_mounted_applications(self) -> None:
        app, inner = an_app(), an_app()
        inner.add_api_route("/planted", open_door)
        app.mount("/fast", inner)
        app.mount("/star", Starlette(routes=[Mount("/deep", routes=[Route("/planted", open_door)])]))
        app.mount("/opaque", PlainTextResponse("come in"))
        assert undeclared_routes(app) == [
            "APIRoute /fast/planted",
            "Mount /opaque",
            "Route /star/deep/planted",
        ]

    def test_finds_websockets(self) -> None:
        app = an_app()
        app.add_api_websocket_route("/fast", open_socket)
        app.router.routes.append(WebSocketRoute("/plain", open_socket))
        assert undeclared_routes(app) == ["APIWebSocketRoute /fast", "WebSocketRoute /plain"]

    def test_finds_the_files_of_a_front_end(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        app, folder = an_app(), tmp_path_factory.mktemp("front")
        (folder / "index.html").write_text("come in")
        app.frontend("/front", directory=str(folder))
        assert len(undeclared_routes(app)) == 1


class TestApiApplication:
    def test_refuses_to_start_with_an_unguarded_route(self, database: Database) -> None:
        planted = APIRouter()
        planted.add_api_route("/planted", open_door)
        with pytest.raises(UndeclaredRouteError, match="/planted"):
            api_application(a_house(database), routers=[planted])


class TestRoute:
    def test_refuses_a_route_that_requires_nothing(self) -> None:
        with pytest.raises(UndeclaredRouteError, match="/v1/lamps"):
            route(door("/v1/lamps", tag="lamps"), "GET", "", requires="", summary="Lamps")(open_door)

    def test_refuses_a_route_that_is_made_past_it(self) -> None:
        with pytest.raises(UndeclaredRouteError):
            door("/v1/lamps", tag="lamps").get("")(open_door)
        with pytest.raises(UndeclaredRouteError):
            GuardedRoute("/v1/lamps", open_door)

    async def test_guards_also_when_its_router_is_included(self, database: Database) -> None:
        lamps, app = door("/v1/lamps", tag="lamps"), an_app()

        @route(lamps, "GET", "/{sku}", requires="catalog:read", summary="A lamp")
        async def get_lamp(request: Request, sku: str) -> Response:  # pyright: ignore[reportUnusedFunction]
            del request
            return answer(sku)

        app.include_router(lamps, prefix="/more")
        app.state.house = a_house(database)
        async with served(database, app) as client:
            assert (await client.with_key(None).get("/more/v1/lamps/L1")).status == 401
            assert (await client.get("/more/v1/lamps/L1")).json == "L1"


class TestGuard:
    async def test_asks_for_a_key(self, client: Client) -> None:
        reply = await client.with_key(None).get("/v1/items")
        assert (reply.status, reply.code) == (401, "key_missing")
        assert reply.headers["WWW-Authenticate"] == 'Bearer realm="atrium"'

    async def test_refuses_a_key_that_is_not_in_force(self, client: Client) -> None:
        for key in ("guess", "x" * 4000, "é"):
            reply = await client.with_key(key).get("/v1/items")
            assert (reply.status, reply.code) == (401, "key_unknown")

    async def test_refuses_another_scheme(self, client: Client) -> None:
        reply = await client.with_key(None).get("/v1/items", headers={"Authorization": f"Basic {client.key}"})
        assert (reply.status, reply.code) == (401, "key_missing")

    async def test_names_the_scope_that_is_missing(self, client: Client) -> None:
        reply = await (await client.allowed_to("catalog:read")).put("/v1/items", b"not read")
        assert (reply.status, reply.code, reply.json["scope"]) == (403, "scope_missing", "catalog:write")

    async def test_takes_no_cookie_where_machines_come_in(self, client: Client) -> None:
        for name in ("atrium_console", "atrium_shop"):
            reply = await client.with_key(None).get("/v1/items", headers={"Cookie": f"{name}={client.key}"})
            assert (reply.status, reply.code) == (401, "key_missing")

    async def test_lets_everybody_in_where_it_says_public(self, client: Client) -> None:
        assert PUBLIC == "public"
        assert (await client.with_key(None).get("/healthz")).status == 200
