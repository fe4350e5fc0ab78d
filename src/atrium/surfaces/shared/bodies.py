"""Request bodies into shapes and answers into JSON, both by msgspec."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, TypeVar, cast

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from atrium.kit.refusals import Invalid, Refusal
from atrium.surfaces.shared.headers import header

T = TypeVar("T")
MOST_BYTES = 8 * 1024 * 1024
JSON = "application/json"
RAW = "atrium.body"
NUL_ESCAPE = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
FAULT = re.compile(r"^(?P<message>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)
NAMED = re.compile(r"(?:required|unknown) field `(?P<name>[^`]+)`")
encode = msgspec.json.Encoder(enc_hook=str).encode


class Shape(msgspec.Struct, forbid_unknown_fields=True):
    """What a request body must look like; a field that it does not name is refused."""


@dataclass(eq=False)
class BodyTooLarge(Refusal):
    """More bytes than one request may carry."""

    most_bytes: int = MOST_BYTES
    status: ClassVar[int] = 413
    remedy = "Send fewer items in one request."

    @property
    def message(self) -> str:
        return f"The body has more than {self.most_bytes} bytes."


class NotJson(Refusal):
    """The body is said to be something else than JSON."""

    status: ClassVar[int] = 415
    field = "Content-Type"
    remedy = "Send `Content-Type: application/json`."

    @property
    def message(self) -> str:
        return "The body must be JSON."


@dataclass(eq=False)
class BodyUnreadable(Refusal):
    """The body is not well-formed JSON."""

    fault: str
    remedy = "Send one well-formed JSON document in UTF-8."

    @property
    def message(self) -> str:
        return f"The body cannot be read as JSON: {self.fault}."


@dataclass(eq=False)
class BodyInvalid(Invalid):
    """The JSON does not have the shape that is documented."""

    fault: str
    field: str | None = None
    remedy = "Correct the field that is named; the shape is in /openapi.json."

    @property
    def message(self) -> str:
        return f"{self.field}: {self.fault}" if self.field else self.fault

    @property
    def errors(self) -> list[dict[str, str]]:
        """The fault as the list that problems of validation carry."""
        return [{"field": self.field or "", "message": self.fault}]


@dataclass(eq=False)
class UnstorableText(Invalid):
    """A text holds a character that no text may hold here."""

    field: str | None = None
    remedy = "Leave out NUL characters and unpaired surrogates."

    @property
    def message(self) -> str:
        return "A text holds a NUL character or an unpaired surrogate."


async def raw_body(request: Request) -> bytes:
    """The bytes of the body, read once; refuses more than 8 MB before it holds them."""
    scope = cast("dict[str, Any]", request.scope)
    if RAW not in scope:
        scope[RAW] = await _received(request)
    return scope[RAW]


async def read_body(request: Request, shape: type[T]) -> T:
    """The body as a `shape`; refuses with the path of the field at fault."""
    _check_is_json(request.scope)
    raw = await raw_body(request)
    if b"\\u0000" in raw and NUL_ESCAPE.search(raw):
        raise UnstorableText
    try:
        return _decoder(shape).decode(raw)
    except msgspec.ValidationError as fault:
        raise _invalid(str(fault)) from fault
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise _unreadable(raw, str(fault)) from fault


def answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A value as a JSON response."""
    return Response(encode(value), status, headers, JSON)


def nothing(status: int = 204) -> Response:
    """A response without a body."""
    return Response(status_code=status)


@cache
def _decoder(shape: type[T]) -> msgspec.json.Decoder[T]:
    return msgspec.json.Decoder(shape)


def _check_is_json(scope: Scope) -> None:
    media = header(scope, b"content-type")
    if media is None or (media != JSON and media.partition(";")[0].strip().lower() != JSON):
        raise NotJson


async def _received(request: Request) -> bytes:
    length = header(request.scope, b"content-length")
    if length is not None and length.isdecimal() and int(length) > MOST_BYTES:
        raise BodyTooLarge
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MOST_BYTES:
            raise BodyTooLarge
        chunks.append(chunk)
    return b"".join(chunks)


def _invalid(fault: str) -> BodyInvalid:
    found = FAULT.match(fault)
    message, path = (found["message"], found["path"] or "$") if found else (fault, "$")
    named = NAMED.search(message)
    field = path.removeprefix("key in ").removeprefix("$").removeprefix(".")
    if named:
        field = f"{field}.{named['name']}" if field else named["name"]
    return BodyInvalid(message, field or None)


def _unreadable(raw: bytes, fault: str) -> Refusal:
    """A document that only an unpaired surrogate spoils is well-formed, so it is told apart."""
    try:
        json.loads(raw, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return BodyUnreadable(fault.rstrip(".") or "it is nested too deeply")
    return UnstorableText()


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
