"""The only way to make a route: one that says what it requires, and is guarded before its body is read."""

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, ClassVar, Required, TypedDict, TypeVar, Unpack, cast

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from atrium.kit.refusals import Refusal, Unauthenticated
from atrium.surfaces.shared import problems
from atrium.surfaces.shared.bodies import JSON, UnstorableText
from atrium.surfaces.shared.credentials import ACCOUNT, VISITOR, admit, bearer_of, keep_pace
from atrium.surfaces.shared.measures import Measure
from atrium.surfaces.shared.same_origin import refuse_other_sites

__all__ = [
    "ACCOUNT",
    "PUBLIC",
    "VISITOR",
    "Declared",
    "Documentation",
    "GuardedRoute",
    "Handler",
    "Handling",
    "UndeclaredRouteError",
    "door",
    "refuse_undeclared",
    "route",
    "take_over",
    "undeclared_routes",
]
PUBLIC = "public"
Handler = TypeVar("Handler", bound=Callable[..., Awaitable[Response]])
Handling = Callable[[Request], Coroutine[Any, Any, Response]]


class UndeclaredRouteError(Exception):
    """A route does not say what it requires, so nothing guards it."""


class Documentation(TypedDict, total=False):
    """What a route says of itself in the OpenAPI document."""

    summary: Required[str]
    status: int
    answers: Any
    """The type of the answer, encoded by msgspec; None for no body."""
    media: str
    """The answer's media type where it is not JSON."""
    body: Any
    """The type of the request body, read by `read_body`."""
    refuses: Sequence[type[Refusal]]
    """The refusals of its own; those of the guard and of bodies are known."""
    once: bool
    """Whether it takes an Idempotency-Key."""
    also: Mapping[int, str]
    """Other statuses that it answers with, without a body, and what they mean."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a route requires, takes, answers and refuses."""

    requires: str
    summary: str
    status: int = 200
    answers: Any = None
    media: str = JSON
    body: Any = None
    refuses: Sequence[type[Refusal]] = ()
    once: bool = False
    also: Mapping[int, str] = field(default_factory=dict[int, str])


class GuardedRoute(APIRoute):
    """A route that lets nobody in without the scope that it requires."""

    is_page: ClassVar[bool] = False
    """Whether people use it in a browser: then nobody but a page of this site may send it anything unsafe."""

    def __init__(
        self, path: str, endpoint: Callable[..., Any], *, declared: Declared | None = None, **options: Any
    ) -> None:
        if declared is None or not declared.requires:
            raise UndeclaredRouteError(f"{path} must be made by `route(..., requires=...)`")
        self.declared = declared
        self._begins = ""
        super().__init__(path, endpoint, **options)
        if self._plain_handling() is not None:
            # Without dependencies there is nothing to open and close around the handler.
            self.app = _serving(self.get_route_handler())

    def stand_alone(self) -> None:
        """Says that requests come to exactly this path, so that its beginning is compared before anything else."""
        self._begins = self.path.partition("{")[0]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http" and not scope["path"].startswith(self._begins) and not scope.get("root_path"):
            return Match.NONE, {}
        return super().matches(scope)

    def get_route_handler(self) -> Handling:
        handling = self._plain_handling() or super().get_route_handler()
        requires, is_page = self.declared.requires, self.is_page
        measure = Measure("/".join(sorted(self.methods or ())), self.path_format)

        async def answered(request: Request) -> Response:
            try:
                await _guard(request, requires, is_page=is_page)
                _refuse_unstorable_text(request.scope)
                return await handling(request)
            except Exception as fault:  # noqa: BLE001 - whatever it is, it becomes a problem here and nowhere else
                return problems.respond(request, fault)

        async def guarded(request: Request) -> Response:
            began = perf_counter()
            response = await answered(request)
            measure.note(response.status_code, seconds=perf_counter() - began)
            return response

        return guarded

    def _plain_handling(self) -> Handling | None:
        """The handler itself, where its only arguments are the request and plain words of the path."""
        needs = self.dependant
        others = [needs.query_params, needs.header_params, needs.cookie_params, needs.body_params, needs.dependencies]
        words = {parameter.name for parameter in needs.path_params if parameter.field_info.annotation is str}
        constrained = any(parameter.field_info.metadata for parameter in needs.path_params)
        name = needs.request_param_name
        if name is None or any(others) or constrained or len(words) < len(needs.path_params):
            return None
        endpoint = cast("Callable[..., Awaitable[Response]]", self.endpoint)

        async def plain(request: Request) -> Response:
            return await endpoint(**{name: request}, **request.path_params)

        return plain


async def _guard(request: Request, requires: str, *, is_page: bool) -> None:
    """Refuses who may not come in here, and who comes too often; also who guesses at keys."""
    if is_page and bearer_of(request.scope) is None:
        refuse_other_sites(request.scope)
    try:
        if requires is not PUBLIC:
            await admit(request, requires, by_people=is_page)
    except Unauthenticated:
        keep_pace(request)
        raise
    keep_pace(request)


def _serving(handling: Handling) -> ASGIApp:
    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        response = await handling(Request(scope, receive, send))
        await response(scope, receive, send)

    return serve


def door(prefix: str, *, tag: str) -> APIRouter:
    """A router on which nothing but guarded routes can be made."""
    return APIRouter(prefix=prefix, tags=[tag], route_class=GuardedRoute)


def route(
    router: APIRouter, method: str, path: str, *, requires: str, **documentation: Unpack[Documentation]
) -> Callable[[Handler], Handler]:
    """Makes a route for `requires`: a scope such as `orders:write`, PUBLIC, VISITOR, or ACCOUNT."""
    declared = Declared(requires=requires, **documentation)

    def declare(endpoint: Handler) -> Handler:
        router.routes.append(
            GuardedRoute(
                router.prefix + path,
                endpoint,
                declared=declared,
                methods=[method],
                tags=list(router.tags),
                summary=declared.summary,
                status_code=declared.status,
                operation_id=endpoint.__name__,
                response_model=None,
            )
        )
        return endpoint

    return declare


def take_over(app: FastAPI, routers: Iterable[APIRouter]) -> None:
    """Gives the routes to the application, flat: an included router would be searched twice for each request."""
    for router in routers:
        for found in router.routes:
            if isinstance(found, GuardedRoute):
                found.stand_alone()
            app.router.routes.append(found)


def undeclared_routes(app: Any) -> list[str]:
    """Every way into the application that was not made by `route`, wherever it hides."""
    return sorted(_undeclared(_children(app), ""))


def refuse_undeclared(app: Any) -> None:
    """Refuses to start an application that has an unguarded way in."""
    found = undeclared_routes(app)
    if found:
        raise UndeclaredRouteError("not made by `route`: " + ", ".join(found))


def _undeclared(routes: Iterable[BaseRoute], prefix: str) -> Iterator[str]:
    for found in routes:
        if isinstance(found, GuardedRoute):
            continue
        path = prefix + str(getattr(found, "path", ""))
        children = list(_children(found))
        if children:
            yield from _undeclared(children, path)
        else:
            yield f"{type(found).__name__} {path}"


def _children(holder: Any) -> Iterable[BaseRoute]:
    """The routes inside an application, a router, a mount or an included router, none for a leaf."""
    inner = getattr(holder, "original_router", None) or getattr(holder, "router", None) or holder
    if not hasattr(inner, "routes") and hasattr(inner, "app"):
        inner = inner.app
    yield from getattr(inner, "routes", None) or ()
    # FastAPI keeps the files of a front end apart from the other routes.
    yield from getattr(inner, "_low_priority_routes", ())


def _refuse_unstorable_text(scope: Scope) -> None:
    if "\x00" in scope["path"] or b"%00" in scope["query_string"]:
        raise UnstorableText
