"""Reading a request's headers without building a map of all of them."""

from starlette.types import Scope


def header(scope: Scope, name: bytes) -> str | None:
    """The first header of that lower-case name."""
    for key, value in scope["headers"]:
        if key == name:
            return value.decode("latin-1")
    return None
