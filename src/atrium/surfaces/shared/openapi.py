"""The OpenAPI 3.1 document: FastAPI's parameters, msgspec's shapes, and the refusals that routes declare."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any, cast

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from atrium.kit.idempotency import KeyReused, StillInFlight
from atrium.kit.refusals import Refusal
from atrium.surfaces.shared.bodies import (
    JSON,
    BodyInvalid,
    BodyTooLarge,
    BodyUnreadable,
    NotJson,
    UnstorableText,
)
from atrium.surfaces.shared.credentials import KeyMissing, KeyUnknown, ScopeMissing
from atrium.surfaces.shared.idempotent import HEADER, KeyRequired
from atrium.surfaces.shared.problems import PROBLEM, DatabaseAway
from atrium.surfaces.shared.routing import PUBLIC, VISITOR, Declared, GuardedRoute

REF = "#/components/schemas/{name}"
SECURITY = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "An API key, or a session's secret."},
}
TEXT = {"type": "string"}
PROBLEM_SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "RFC 9457 problem details; a refusal adds the fields that explain it.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "code": {**TEXT, "description": "A stable name for programs."},
        "field": {**TEXT, "description": "Where in the request the fault lies, as `lines[0].quantity`."},
        "remedy": {**TEXT, "description": "What to do about it."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": TEXT, "message": TEXT},
            },
        },
    },
}
IDEMPOTENCY_KEY = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "description": "The same key and body get the same answer and have one effect; kept for 24 hours.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[\\x21-\\x7e]+$"},
}


def describe(app: FastAPI) -> dict[str, Any]:
    """The whole document of an application whose routes are all guarded."""
    document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    routes = [route for route in app.routes if isinstance(route, GuardedRoute) and route.include_in_schema]
    shapes = _Shapes([shape for route in routes for shape in (route.declared.body, route.declared.answers)])
    for route in routes:
        for method in route.methods or ():
            operation = document["paths"][route.path_format][method.lower()]
            _describe_operation(operation, route, shapes)
    document["components"] = {
        "schemas": {**shapes.components, "Problem": PROBLEM_SCHEMA},
        "securitySchemes": SECURITY,
    }
    return document


class _Shapes:
    """The JSON schemas of every shape that is taken or answered, made in one go so that names are unique."""

    def __init__(self, shapes: Iterable[Any]) -> None:
        self._known = [shape for shape in shapes if shape is not None]
        schemas, self.components = msgspec.json.schema_components(self._known, ref_template=REF)
        self._schemas = schemas

    def schema(self, shape: Any) -> dict[str, Any]:
        place = next(place for place, known in enumerate(self._known) if known is shape)
        return self._schemas[place]


def _describe_operation(operation: dict[str, Any], route: GuardedRoute, shapes: _Shapes) -> None:
    declared = route.declared
    if declared.requires == VISITOR:
        operation["security"] = [{}, *({scheme: []} for scheme in SECURITY)]
    elif declared.requires != PUBLIC:
        operation["x-requires"] = declared.requires
        operation["security"] = [{scheme: [declared.requires]} for scheme in SECURITY]
    else:
        operation["security"] = []
    if declared.once:
        operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
    if declared.body is not None:
        schema = shapes.schema(declared.body)
        operation["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    operation["responses"] = {
        str(declared.status): _success(declared, shapes),
        **{str(status): {"description": meaning} for status, meaning in declared.also.items()},
        **_refusals(declared, has_parameters=bool(operation.get("parameters"))),
    }


def _success(declared: Declared, shapes: _Shapes) -> dict[str, Any]:
    described: dict[str, Any] = {"description": HTTPStatus(declared.status).phrase}
    if declared.answers is not None:
        described["content"] = {declared.media.partition(";")[0]: {"schema": shapes.schema(declared.answers)}}
    return described


def _refusals(declared: Declared, *, has_parameters: bool) -> dict[str, Any]:
    by_status: dict[int, list[type[Refusal]]] = {}
    for refusal in _known_refusals(declared, has_parameters=has_parameters):
        kinds = by_status.setdefault(refusal.status, [])
        if refusal not in kinds:
            kinds.append(refusal)
    return {str(status): _response(by_status[status]) for status in sorted(by_status)}


def _known_refusals(declared: Declared, *, has_parameters: bool) -> Sequence[type[Refusal]]:
    guard = [] if declared.requires in (PUBLIC, VISITOR) else [KeyMissing, KeyUnknown, ScopeMissing]
    body = [BodyUnreadable, BodyTooLarge, NotJson, BodyInvalid, UnstorableText] if declared.body else []
    parameters = [UnstorableText] if has_parameters else []
    once = [KeyRequired, KeyReused, StillInFlight] if declared.once else []
    return cast("list[type[Refusal]]", [*guard, *body, *parameters, *once, *declared.refuses, DatabaseAway])


def _response(refusals: Sequence[type[Refusal]]) -> dict[str, Any]:
    lines = [f"`{_code(refusal)}`: {(refusal.__doc__ or '').strip().splitlines()[0]}" for refusal in refusals]
    return {
        "description": "  \n".join(lines),
        "content": {PROBLEM: {"schema": {"$ref": REF.format(name="Problem")}}},
        "x-problems": [_code(refusal) for refusal in refusals],
    }


def _code(refusal: type[Refusal]) -> str:
    # The code is made of the class's name alone, so that no instance is needed.
    return refusal.__new__(refusal).code
