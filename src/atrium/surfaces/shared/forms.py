"""HTML forms into shapes: bounded, every fault named at its field, in a sentence for whoever filled it in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar, TypeVar, get_origin
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request

from atrium.kit.refusals import Invalid, Refusal
from atrium.surfaces.shared.bodies import BodyTooLarge, UnstorableText, raw_body
from atrium.surfaces.shared.headers import header

FORM = "application/x-www-form-urlencoded"
MOST_BYTES = 64 * 1024
MOST_FIELDS = 500
ENTERED = "atrium.entered"
TOO_LONG = re.compile(r"of length <= (\d+)")
TOO_SHORT = re.compile(r"of length >= (\d+)")
TOO_LARGE = re.compile(r"(?:`int`|`float`|`decimal`) <= (-?\d+)")
TOO_SMALL = re.compile(r"(?:`int`|`float`|`decimal`) >= (-?\d+)")


class Form(msgspec.Struct, forbid_unknown_fields=True):
    """What a form must hold. Spaces around a text are taken off, except in the fields of `as_typed`.

    A field left empty counts as absent where it has a default. A field of a list takes every value of its name. The
    `title` of a field's `Meta` is what people call it, its `description` the remedy.
    """

    as_typed: ClassVar[frozenset[str]] = frozenset({"password"})


F = TypeVar("F", bound=Form)


class NotAForm(Refusal):
    """The body is said to be something else than a form."""

    status: ClassVar[int] = 415
    field = "Content-Type"
    remedy = f"Send the fields as {FORM}."

    @property
    def message(self) -> str:
        return "The body must be a form."


@dataclass(eq=False)
class FormInvalid(Invalid):
    """Fields of a form cannot be meant; `faults` has a sentence for each."""

    faults: Mapping[str, str]
    remedy = "Correct the fields that are named, and send the form again."

    def __post_init__(self) -> None:
        self.field = next(iter(self.faults), None)

    @property
    def message(self) -> str:
        return next(iter(self.faults.values()), "The form cannot be read.")

    @property
    def errors(self) -> list[dict[str, str]]:
        """Every fault, as problems of validation carry them."""
        return [{"field": name, "message": sentence} for name, sentence in self.faults.items()]


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody filled in, and what is wrong with it: for the same page again, with a sentence at the field."""

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    faults: Mapping[str, str] = field(default_factory=dict[str, str])
    fault: str = ""
    """What is wrong with the whole, where it is no field's fault."""
    remedy: str = ""
    status: int = 200

    def value(self, name: str, usual: object = "") -> str:
        """What was entered in a field, else what stands there at first."""
        found = self.fields.get(name)
        return found[0] if found else str(usual)

    def has(self, name: str, value: object) -> bool:
        """Whether a box of that name and value was ticked."""
        return str(value) in self.fields.get(name, ())

    @property
    def is_first(self) -> bool:
        """Whether the form is shown for the first time."""
        return self.status == FIRST.status


FIRST = Entered()


async def read_form(request: Request, shape: type[F]) -> F:
    """The form as a `shape`; refuses with every field at fault."""
    fields = await entered_fields(request)
    faults: dict[str, str] = {
        name: "This field is not known here." for name in fields if name not in shape.__struct_fields__
    }
    values: dict[str, Any] = {}
    for known in _fields_of(shape):
        given = [value if known.name in shape.as_typed else value.strip() for value in fields.get(known.name, ())]
        if not any(given) and not known.required:
            continue
        try:
            values[known.name] = _converted(given, known.type)
        except msgspec.ValidationError as fault:
            faults[known.name] = _sentence(str(fault), known, is_empty=not any(given))
    if faults:
        raise FormInvalid(faults)
    return msgspec.convert(values, shape)


@cache
def _fields_of(shape: type[Form]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(shape)


async def entered_fields(request: Request) -> Mapping[str, Sequence[str]]:
    """Every field of the form with its values, in their order; refuses what is no form, or too large."""
    state = request.scope.setdefault("state", {})
    if ENTERED in state:
        return state[ENTERED]
    media = (header(request.scope, b"content-type") or FORM).partition(";")[0].strip().lower()
    if media != FORM:
        raise NotAForm
    raw = await raw_body(request)
    if len(raw) > MOST_BYTES:
        raise BodyTooLarge(MOST_BYTES)
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as fault:
        raise UnstorableText from fault
    for name, value in pairs:
        if "\x00" in name or "\x00" in value:
            raise UnstorableText(name.replace("\x00", ""))
        found.setdefault(name, []).append(value.replace("\r\n", "\n"))
    state[ENTERED] = found
    return found


def entered(request: Request, refusal: Refusal) -> Entered:
    """What was filled in with why it was refused, once the form was read."""
    fields: Mapping[str, Sequence[str]] = request.scope.get("state", {}).get(ENTERED, {})
    if isinstance(refusal, FormInvalid):
        unnamed = next((text for name, text in refusal.faults.items() if not name), "")
        return Entered(fields, refusal.faults, unnamed, refusal.remedy, refusal.status)
    if refusal.field in fields:
        return Entered(fields, {str(refusal.field): refusal.message}, status=refusal.status)
    return Entered(fields, {}, refusal.message, refusal.remedy, refusal.status)


def _converted(given: Sequence[str], kind: Any) -> Any:
    if get_origin(_bare(kind)) in (list, tuple, set, frozenset):
        return msgspec.convert([value for value in given if value], kind, strict=False)
    value = given[0] if given else ""
    if not value and _bare(kind) is not str:
        raise msgspec.ValidationError("Expected a value of length >= 1")
    return msgspec.convert(value, kind, strict=False)


def _bare(kind: Any) -> Any:
    """The type inside `Annotated`."""
    return getattr(kind, "__origin__", kind) if hasattr(kind, "__metadata__") else kind


def _sentence(fault: str, known: msgspec.structs.FieldInfo, *, is_empty: bool) -> str:
    meta = next((one for one in getattr(known.type, "__metadata__", ()) if isinstance(one, msgspec.Meta)), None)
    name = (meta and meta.title) or known.name.replace("_", " ")
    if is_empty:
        return f"Fill in: {name}."
    for pattern, sentence in _WORDED:
        found = pattern.search(fault)
        if found:
            return sentence.format(name=name[:1].upper() + name[1:], limit=found[1])
    if meta is not None and meta.description:
        return meta.description
    return f"This is not a valid {name}."


_WORDED = (
    (TOO_LONG, "{name} may have {limit} characters at most."),
    (TOO_SHORT, "{name} must have {limit} characters at least."),
    (TOO_LARGE, "{name} may be {limit} at most."),
    (TOO_SMALL, "{name} must be {limit} at least."),
)
