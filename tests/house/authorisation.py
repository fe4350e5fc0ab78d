"""The authorisation matrix: what each route requires, and whose the things are that its path names.

One line for each route: method, path, what it requires, and words of OBJECTS. A route that is new gets the words that
its path suggests; `?` stands for a parameter that nobody has decided about, and fails.
"""

import re
from dataclasses import dataclass

from fastapi import FastAPI

from atrium.surfaces.shared import PUBLIC, VISITOR, GuardedRoute
from tests.house import doors
from tests.house.tree import ROOT

SNAPSHOT = ROOT / "tests/house/authorisation.txt"
UNDECIDED = "?"
OBJECTS = {
    "none": "names nothing that is somebody's",
    "whole": "only for who sees the whole house: others 403",
    "station": "only for who works at one location: others 403",
    "demo": "only in a demo: else 404",
    "word": "a word that everybody may know, such as an item's number",
    "order": "an order: 404 for who does not see it",
    "fulfilment": "a part of an order: 404 for who does not see its location",
    "location": "a location: 404 for who does not see it",
    "message": "a message: 404 for who does not see the whole house",
    "actor": "somebody of the staff: changed only by who sees where they work, others 403 or 404",
    "key": "a key of an actor",
    "session": "a session: 404 for whom it does not concern",
    "device": "a shared tablet: 404 for who does not see its location",
    "address": "a shopper's address: 404 for everybody else",
    "link": "a signed link: 404 for one that the house did not make",
    "self": "the stays of whoever asks: 401 for nobody",
    "cart": "the cart of whoever asks: there is no way to name another",
}
PARAMETERS = {
    "order_id": "order", "fulfilment_id": "fulfilment", "location": "location", "message_id": "message",
    "actor_id": "actor", "person_id": "actor", "key_id": "key", "session_id": "session", "device_id": "device",
    "address_id": "address", "address": "address",
    "session": "session", "link": "link", "sku": "word", "category": "word", "store": "word", "part": "word",
    "path": "word", "code": "word", "act": "word", "day": "word", "number": "word",
}  # fmt: skip
PARAMETER = re.compile(r"{(\w+)(?::\w+)?}")


@dataclass(frozen=True, slots=True)
class Row:
    """One route of the matrix."""

    method: str
    path: str
    requires: str
    objects: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    def __str__(self) -> str:
        return f"{self.method:<6} {self.path:<58} {self.requires:<17} {' '.join(self.objects)}"


def rows(app: FastAPI) -> list[Row]:
    """What the routes say, with the objects that their paths suggest."""
    found = [route for route in app.routes if isinstance(route, GuardedRoute)]
    made = [
        Row(method, route.path, route.declared.requires, _suggested(route.path, route.declared.requires))
        for route in found
        for method in sorted(route.methods or ())
    ]
    return sorted(made, key=lambda row: (row.path, row.method))


def kept() -> list[Row]:
    """The matrix as it was decided."""
    lines = SNAPSHOT.read_text(encoding="utf-8").splitlines() if SNAPSHOT.exists() else []
    words = [line.split() for line in lines if line and not line.startswith("#")]
    return [Row(method, path, requires, tuple(objects)) for method, path, requires, *objects in words]


def snapshot(app: FastAPI | None = None) -> str:
    """The matrix anew: what was decided stays while the route requires the same."""
    decided = {(row.name, row.requires): row for row in kept()}
    lines = [str(decided.get((row.name, row.requires), row)) for row in rows(app or doors.application())]
    return "\n".join([*_legend(), *lines, ""])


def faults(app: FastAPI, matrix: list[Row]) -> list[str]:
    """What the routes and the matrix do not agree about."""
    real = sorted(f"{row.name} {row.requires}" for row in rows(app))
    said = sorted(f"{row.name} {row.requires}" for row in matrix)
    strange = [row.name for row in matrix if not row.objects or not set(row.objects) <= OBJECTS.keys()]
    return [
        *(f"{name} has no row" for name in real if name not in said),
        *(f"{name} is no route" for name in said if name not in real),
        *(f"{name} has several rows" for name in sorted({one for one in said if said.count(one) > 1})),
        *(f"{name} names an object that is not on the list" for name in strange),
    ]


def _legend() -> list[str]:
    return [f"# {word:<10} {meaning}" for word, meaning in OBJECTS.items()]


def _suggested(path: str, requires: str) -> tuple[str, ...]:
    """Whole, station, demo or cart by where the path begins; then an object for each parameter."""
    sight = [
        word
        for beginning, word in (("/console", "whole"), ("/v1/events", "whole"), ("/till", "station"))
        if path.startswith(beginning) and requires not in (PUBLIC, VISITOR)
    ]
    sight += [word for word, beginning in (("demo", "/mailbox"), ("cart", "/v1/cart"), ("cart", "/cart"),
                                     ("self", "/v1/sessions"))
              if path.startswith(beginning)]  # fmt: skip
    named = [PARAMETERS.get(name, UNDECIDED) for name in PARAMETER.findall(path)]
    return tuple(dict.fromkeys([*sight, *named])) or ("none",)
