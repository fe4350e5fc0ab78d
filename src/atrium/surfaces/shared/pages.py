"""Pages for people: who is not signed in is shown the way, and a refusal is a sentence.

A surface makes one `Surface` and declares its pages with it. A form that is refused is shown again by `again`, with
what was entered and a sentence at the field.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from atrium.kit.refusals import Refusal
from atrium.surfaces.shared import problems
from atrium.surfaces.shared.forms import entered
from atrium.surfaces.shared.headers import header
from atrium.surfaces.shared.problems import PROBLEM
from atrium.surfaces.shared.rendering import Templates, html, theme_of
from atrium.surfaces.shared.routing import Declared, GuardedRoute, Handler, Handling
from atrium.surfaces.shared.same_origin import SAFE

HTML = "text/html"
Words = Callable[[Request], Mapping[str, Any]]
Again = Callable[..., Awaitable[Response]]
NOT_THE_FORM_S_FAULT = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE})


def no_words(request: Request) -> Mapping[str, Any]:
    """A surface whose pages have no words in common."""
    del request
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """What the pages of one surface share: their templates, and where its people come in."""

    name: str
    """What its people call it, as `Shop`; the page's title ends with it."""
    home: str
    """Where its first page is, as `/console`."""
    sign_in: str | None
    """Where its people come in; None where nobody needs to."""
    templates: Templates
    refused: str = "design/refused.html"
    """The page that shows a refusal; it is given the problem."""
    words: Words = no_words
    """What each of its pages is told, without asking the database."""

    def page(
        self,
        router: APIRouter,
        method: str,
        path: str,
        *,
        requires: str,
        summary: str,
        again: Again | None = None,
    ) -> Callable[[Handler], Handler]:
        """Makes the route of a page for `requires`; its answer is HTML.

        `again(request, entered, **path)` draws the page when the handler refuses a form.
        """
        declared = Declared(requires=requires, summary=summary, answers=str, media=HTML)

        def declare(endpoint: Handler) -> Handler:
            made = PageRoute(
                router.prefix + path,
                _trying(endpoint, again) if again else endpoint,
                declared=declared,
                methods=[method],
                tags=list(router.tags),
                summary=summary,
                operation_id=endpoint.__name__,
                response_model=None,
                # A page is no part of the API.
                include_in_schema=False,
            )
            made.surface = self
            router.routes.append(made)
            return endpoint

        return declare

    def show(
        self,
        request: Request,
        template: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **words: Any,
    ) -> Response:
        """A whole page of this surface; templates are told the surface, the theme and where they are."""
        given = {
            "surface": self,
            "theme": theme_of(request),
            "here": here(request),
            **self.words(request),
            **words,
        }
        return html(self.templates.render(template, **given), status=status, headers=headers)

    def speaking(self, locale: str) -> "Surface":
        """The same surface in another locale."""
        return replace(self, templates=self.templates.speaking(locale))


class PageRoute(GuardedRoute):
    """A guarded route whose refusals are read by people."""

    is_page = True
    surface: Surface

    def get_route_handler(self) -> Handling:
        guarded = super().get_route_handler()

        async def shown(request: Request) -> Response:
            response = await guarded(request)
            if response.media_type != PROBLEM:
                return response
            if response.status_code == HTTPStatus.UNAUTHORIZED and self.surface.sign_in is not None:
                return _way_in(request, self.surface)
            return refused(request, self.surface, response)

        return shown


def unlisted(routers: Sequence[APIRouter]) -> list[APIRouter]:
    """The routers of a surface whose routes are pages and their parts: the API document leaves them out."""
    for router in routers:
        for found in router.routes:
            if isinstance(found, GuardedRoute):
                found.include_in_schema = False
    return list(routers)


def see(path: str) -> Response:
    """Sends the browser to another page after a form was taken (303)."""
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


def here(request: Request) -> str:
    """The page's own address in this house, to come back to; the surface's form goes back to where it was shown."""
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


def local_path(wanted: str, *, usual: str, below: str = "/") -> str:
    """Where to go next, if it is a path of this house below `below`; nobody is led elsewhere."""
    is_local = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    if not is_local:
        return usual
    fits = below in ("/", wanted) or wanted.startswith((f"{below}/", f"{below}?"))
    return wanted if fits else usual


def refused(request: Request, surface: Surface, response: Response) -> Response:
    """A problem as a page; as a notice where only a part of a page was asked for."""
    problem: dict[str, Any] = msgspec.json.decode(bytes(response.body))
    headers = {name: value for name, value in response.headers.items() if name in ("allow", "retry-after")}
    if _wants_a_part(request):
        text = surface.templates.render("design/refused_part.html", problem=problem)
        return html(text, status=response.status_code, headers=headers)
    return surface.show(request, surface.refused, status=response.status_code, headers=headers, problem=problem)


async def handle_as_page(request: Request, fault: Exception) -> Response:
    """What went wrong before any route was found, as a page of the surface at that address where a browser asks."""
    response = problems.respond(request, fault)
    surface = _surface_at(request)
    if response.media_type != PROBLEM or surface is None or "text/html" not in (header(request.scope, b"accept") or ""):
        return response
    return refused(request, surface, response)


def _surface_at(request: Request) -> Surface | None:
    """The surface whose home is nearest above the path."""
    path = request.scope["path"]
    surfaces = {route.surface.home: route.surface for route in request.app.routes if isinstance(route, PageRoute)}
    above = [home for home in surfaces if local_path(path, usual="", below=home)]
    return surfaces[max(above, key=len)] if above else None


def _way_in(request: Request, surface: Surface) -> Response:
    wanted = here(request) if request.method in SAFE else surface.home
    address = f"{surface.sign_in}?next={quote(wanted, safe='')}"
    if _wants_a_part(request):
        return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": address})
    return see(address)


def _wants_a_part(request: Request) -> bool:
    """Whether htmx asks for a fragment; a boosted link asks for a whole page."""
    return header(request.scope, b"hx-request") == "true" and header(request.scope, b"hx-boosted") != "true"


def _trying(endpoint: Handler, again: Again) -> Handler:
    """The endpoint, whose refusal draws the form again."""

    @wraps(endpoint)
    async def tried(**given: Any) -> Response:
        try:
            return await endpoint(**given)
        except Refusal as refusal:
            if refusal.status in NOT_THE_FORM_S_FAULT or refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            request = cast("Request", given.pop("request"))
            drawn = await again(request, entered(request, refusal), **given)
            drawn.status_code = refusal.status
            return drawn

    return cast("Handler", tried)
