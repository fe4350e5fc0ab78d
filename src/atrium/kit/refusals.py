"""The ways to say no. A context's error is one of these, with the fields that explain it."""

from typing import ClassVar


class Refusal(Exception):
    """A no that the caller can understand: what was refused, which field, and what to do about it.

    A subclass is a `@dataclass(eq=False)` (never frozen: raising sets the traceback) with its own `message`.
    """

    status: ClassVar[int] = 400
    field: str | None = None
    """Where in the request the fault lies, as a path such as `lines[0].sku`; None when it is not a field."""
    remedy: ClassVar[str] = "Correct the request and send it again."

    @property
    def code(self) -> str:
        """A stable name for programs, as `insufficient_stock`."""
        name = type(self).__name__
        return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")

    @property
    def message(self) -> str:
        """One sentence for people."""
        return self.code.replace("_", " ")

    def __str__(self) -> str:
        return self.message


class NotFound(Refusal):
    """There is no such thing, or the caller may not know of it."""

    status = 404
    remedy = "Check the id; it must be one that this key may see."


class Conflict(Refusal):
    """The state of things does not allow it now."""

    status = 409
    remedy = "Read the present state, then decide again."


class Invalid(Refusal):
    """The request says something that cannot be meant."""

    status = 422


class Forbidden(Refusal):
    """The caller may see it but not do it."""

    status = 403
    remedy = "Ask an operator for a key with the scope that is named."


class Unavailable(Refusal):
    """Something that we need does not answer; the same request may succeed later."""

    status = 503
    remedy = "Send the same request again with the same Idempotency-Key in a few seconds."


class Unauthenticated(Refusal):
    """Nobody is known by what came with the request."""

    status = 401


class TooMany(Refusal):
    """It was done too often; the same may be done later. A subclass says in how many seconds, as `retry_after_s`."""

    status = 429
    retry_after_s: int
    remedy = "Wait as long as is said, then send it again."
