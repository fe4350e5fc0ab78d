"""The one place where a refusal, or a fault, becomes an RFC 9457 problem."""

from dataclasses import fields, is_dataclass
from http import HTTPStatus
from typing import Any, cast

import structlog
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Match, Route

from atrium.kit.db import Unreachable
from atrium.kit.refusals import Refusal, TooMany, Unavailable
from atrium.surfaces.shared.bodies import BodyInvalid, encode

PROBLEM = "application/problem+json"
# What the problem says already; `fault` is the wording of its detail.
RESERVED = frozenset({"type", "title", "status", "detail", "code", "field", "remedy", "errors", "fault"})
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="atrium"'}
RETRY_AFTER = {"Retry-After": "2"}
GONE = Response(status_code=HTTPStatus.BAD_REQUEST)

log = structlog.get_logger()


class DatabaseAway(Unavailable):
    """The database does not answer, as while it restarts."""

    @property
    def message(self) -> str:
        # A commit may have reached it all the same.
        return "The database does not answer; whether anything was changed is not known yet."


def problem(status: int, code: str, detail: str, *, headers: dict[str, str] | None = None, **members: Any) -> Response:
    """A problem response; `members` that are None are left out."""
    body = {
        "type": f"/problems/{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "code": code,
        **{name: value for name, value in members.items() if value is not None},
    }
    return Response(encode(body), status, headers, PROBLEM)


def respond(request: Request, fault: Exception) -> Response:
    """The response to whatever went wrong; logs it, once, when it is nobody's refusal but our bug."""
    if isinstance(fault, Refusal):
        return _refused(fault)
    if isinstance(fault, RequestValidationError):
        return _parameters_invalid(fault)
    if isinstance(fault, HTTPException):
        return _http(request, fault)
    if isinstance(fault, ClientDisconnect):
        return GONE
    if isinstance(fault, Unreachable):
        log.warning("database.away", path=request.scope["path"], fault=str(fault))
        return _refused(DatabaseAway())
    log.error("request.failed", method=request.method, path=request.scope["path"], exc_info=fault)
    return problem(500, "fault", "Something here is broken; it was logged.", remedy="Report the X-Request-Id.")


async def handle(request: Request, fault: Exception) -> Response:
    """`respond` as an exception handler of the application, for what never reached a route."""
    return respond(request, fault)


def _refused(refusal: Refusal) -> Response:
    headers = CHALLENGE if refusal.status == HTTPStatus.UNAUTHORIZED else None
    if refusal.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers = RETRY_AFTER
    if isinstance(refusal, TooMany):
        headers = {"Retry-After": str(refusal.retry_after_s)}
    return problem(
        refusal.status,
        refusal.code,
        refusal.message,
        headers=headers,
        field=refusal.field,
        remedy=refusal.remedy,
        errors=refusal.errors if isinstance(refusal, BodyInvalid) else None,
        **_own_fields(refusal),
    )


def _own_fields(refusal: Refusal) -> dict[str, Any]:
    if not is_dataclass(refusal):
        return {}
    return {own.name: getattr(refusal, own.name) for own in fields(refusal) if own.name not in RESERVED}


def _parameters_invalid(fault: RequestValidationError) -> Response:
    errors = [
        {"field": _path(error["loc"]), "message": error["msg"]}
        for error in cast("list[dict[str, Any]]", fault.errors())
    ]
    detail = "; ".join(f"{error['field']}: {error['message']}" for error in errors)
    return problem(
        422,
        "parameter_invalid",
        detail,
        field=errors[0]["field"] if errors else None,
        errors=errors,
        remedy="Correct the parameter that is named; its form is in /openapi.json.",
    )


def _path(place: tuple[int | str, ...]) -> str:
    """`("query", "lines", 0, "sku")` as `lines[0].sku`."""
    path = ""
    for part in place[1:]:
        path += f"[{part}]" if isinstance(part, int) else f".{part}"
    return path.removeprefix(".")


def _http(request: Request, fault: HTTPException) -> Response:
    if fault.status_code == HTTPStatus.NOT_FOUND:
        return problem(404, "no_such_page", "Nothing is here.", remedy="Check the path; /openapi.json has all.")
    if fault.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = _allowed(request)
        return problem(
            405,
            "method_not_allowed",
            f"This path answers to {allowed}.",
            headers={"Allow": allowed},
            remedy="Use one of the methods that are named.",
        )
    return problem(fault.status_code, "request_refused", str(fault.detail), headers=dict(fault.headers or {}))


def _allowed(request: Request) -> str:
    """Every method of the path: several routes may share it, of which the framework names only one."""
    methods: set[str] = set()
    for route in request.app.routes:
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
            methods |= route.methods or set()
    return ", ".join(sorted(methods))
