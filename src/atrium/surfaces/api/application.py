"""The API as an application: its routes, its problems and its document."""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from atrium.surfaces.api import routers as all_routers
from atrium.surfaces.shared import openapi, problems
from atrium.surfaces.shared.bodies import answer
from atrium.surfaces.shared.envelope import Envelope
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.routing import PUBLIC, door, refuse_undeclared, route, take_over

TITLE = "Atrium"
DESCRIPTION = "One house behind all the doors of a retailer: one stock, one order, one customer, one price."


def api_application(house: House, *, routers: Iterable[APIRouter] | None = None, **options: Any) -> FastAPI:
    """The application of these routers, else of all; refuses to be made when one has an unguarded way in."""
    app = FastAPI(
        title=TITLE,
        description=DESCRIPTION,
        version=version("atrium"),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers={
            HTTPException: problems.handle,
            RequestValidationError: problems.handle,
            Exception: problems.handle,
        },
        **options,
    )
    app.state.house = house
    app.add_middleware(Envelope)
    take_over(app, [*(all_routers() if routers is None else routers), _document(app)])
    refuse_undeclared(app)
    return app


def _document(app: FastAPI) -> APIRouter:
    router = door("", tag="document")
    made: list[dict[str, Any]] = []

    @route(router, "GET", "/openapi.json", requires=PUBLIC, summary="This document", answers=dict[str, Any])
    async def get_openapi(request: Request) -> Response:  # pyright: ignore[reportUnusedFunction]
        del request
        if not made:
            made.append(openapi.describe(app))
        return answer(made[0], headers={"Cache-Control": "public, max-age=300"})

    return router
