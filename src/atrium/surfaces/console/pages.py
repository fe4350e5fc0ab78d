"""Pages for people: who is not signed in is shown the way, and a refusal is a sentence."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from atrium.surfaces.console.rendering import html, render
from atrium.surfaces.shared.entrances import CONSOLE, entrance_of
from atrium.surfaces.shared.problems import PROBLEM
from atrium.surfaces.shared.routing import Declared, GuardedRoute, Handler, Handling

HTML = "text/html"
SIGN_IN = CONSOLE.sign_in


class PageRoute(GuardedRoute):
    """A guarded route whose refusals are read by people."""

    is_page = True

    def get_route_handler(self) -> Handling:
        guarded = super().get_route_handler()

        async def shown(request: Request) -> Response:
            response = await guarded(request)
            if response.media_type != PROBLEM:
                return response
            if response.status_code == HTTPStatus.UNAUTHORIZED:
                sign_in = entrance_of(request.scope["path"]).sign_in
                return RedirectResponse(f"{sign_in}?next={quote(_here(request), safe='')}", HTTPStatus.SEE_OTHER)
            return _refused(response)

        return shown


def page(
    router: APIRouter, method: str, path: str, *, requires: str, summary: str, answers: Any = str
) -> Callable[[Handler], Handler]:
    """Makes the route of a page for `requires`, a scope or PUBLIC; its answer is HTML."""
    declared = Declared(requires=requires, summary=summary, answers=answers, media=HTML)

    def declare(endpoint: Handler) -> Handler:
        router.routes.append(
            PageRoute(
                router.prefix + path,
                endpoint,
                declared=declared,
                methods=[method],
                tags=list(router.tags),
                summary=summary,
                operation_id=endpoint.__name__,
                response_model=None,
            )
        )
        return endpoint

    return declare


def _here(request: Request) -> str:
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


def _refused(response: Response) -> Response:
    problem: dict[str, Any] = msgspec.json.decode(bytes(response.body))
    text = render("refused.html", problem=problem, theme="")
    return html(text, status=response.status_code)
