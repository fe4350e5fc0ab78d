"""What everybody must be answered at every route, derived from the authorisation matrix, and how it is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

import msgspec

from atrium.kit.ids import new_secret
from atrium.surfaces.shared import ACCOUNT, PUBLIC, VISITOR, GuardedRoute
from atrium.vocabulary.actor import EVERYTHING
from tests.house.authorisation import Row
from tests.properties.authorisation_scene import ON_ONE_SIDE, Caller, Scene

Answer = Literal["let in", "sign in", "not signed in", "forbidden", "not found"]
SAFE = ("GET", "HEAD")
ON_A_SIDE = {"order", "fulfilment", "location", "message", "actor", "key", "session", "device", "address"}
OF_WHOLE_HOUSE = {"message"}
OF_SHOPPERS = {"session", "address"}
NONSENSE = {"nonsense": "1"}
REASON = {"reason": "asked by a test"}
KEY = {"key": "k" * 16}
BODIES: Mapping[str, Mapping[str, Any]] = {
    "/payment": {"token": "tok_visa"},
    "/cancellation": REASON,
    "/shortage-answer": {"choice": "cancel"},
    "/release": REASON,
    "/refunds": REASON,
    "/routing": {**REASON, "mode": "ship"},
    "/move": {**REASON, "mode": "ship"},
    "/handover-code": REASON,
    "/pick": {"lines": [{"line_number": 1, "picked": 1}]},
    "/shipment": {"tracking": "1Z999"},
    "/handover": {"code": "482913"},
    "/picking/scans": {"code": "LAMP"},
    "/picking/counts": {"line_number": 1, "units": 1},
    "/picking/missing": {"line_number": 1, "reason": "not on the shelf"},
    "/closure": REASON,
    "/v1/staff/{actor_id}/assignments": {"role": "associate", "location": "{location}"},
    "/credential": {"email": "pat@example.com", "password": "correct horse battery"},
    "/v1/staff/{actor_id}/pin": {"pin": "739154"},
    "/keys": {"label": "mine"},
    "/addresses/{address_id}": {
        "recipient": "Kim",
        "address": {"street": "1 Elm St", "city": "Fargo", "region": "ND", "postal_code": "58103", "country": "US"},
    },
    "/account/addresses/{address}": {
        "recipient": "Kim", "street": "1 Elm St", "city": "Fargo", "region": "ND", "postal_code": "58103",
    },
    "/removal": {}, "/end": {},
    "/begin": KEY, "/leave": KEY, "/finish": KEY, "/ready": KEY, "/pack": KEY, "/ship": KEY,
    "/scan": {**KEY, "code": "LAMP"},
    "/count": {**KEY, "line": "1", "units": "1"},
    "/missing": {**KEY, "line": "1"},
    "/hand-over": {**KEY, "code": "482913"},
}  # fmt: skip
"""What a write needs, to come as far as the thing that it names; by the end of its path, the longest that fits."""


@dataclass(frozen=True, slots=True)
class Case:
    """A route, who asks, and of which side the things are that its path names."""

    row: Row
    role: str
    side: str
    expected: Answer

    @property
    def name(self) -> str:
        return f"{self.role}: {self.row.name} ({self.side})"


def cases(scene: Scene, matrix: list[Row]) -> Iterator[Case]:
    """Every route for everybody, on both sides where it names something that is on one."""
    for row in matrix:
        sides = ("here", "there") if {*ON_A_SIDE, "link"} & {*row.objects} else ("here",)
        for role, caller in scene.callers.items():
            for side in sides:
                yield Case(row, role, side, _expected(row, role, caller, side))


def request_of(case: Case, scene: Scene, route: GuardedRoute) -> tuple[str, bytes | None, dict[str, str]]:
    """Path, body and headers. What is let in gets nonsense, so that little changes."""
    ids = scene.sides[case.side].ids
    headers = {"Idempotency-Key": new_secret(), "Sec-Fetch-Site": "same-origin"}
    secret = scene.callers[case.role].secret
    if secret is not None:
        headers["Authorization"] = f"Bearer {secret}"
    path = case.row.path.replace(":path", "").format(**ids)
    if case.row.method in SAFE:
        return path, None, headers
    fitting = _body(case.row.path) if case.expected in ("not found", "forbidden") else NONSENSE
    wanted = {name: value.format(**ids) if isinstance(value, str) else value for name, value in fitting.items()}
    if route.is_page:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return path, urlencode(wanted).encode(), headers
    if case.row.method == "DELETE":
        role = "?role=associate&location=" + ids["location"] if case.row.path.endswith("/assignments") else ""
        return path + role, None, headers
    if case.expected == "not found" and not fitting:
        return path, None, headers
    headers["Content-Type"] = "application/json"
    return path, msgspec.json.encode(wanted), headers


def is_answered(case: Case, status: int, location: str) -> bool:
    """Whether it came as the matrix says."""
    match case.expected:
        case "sign in":
            return status == 303 and "/sign-in?next=" in location
        case "not signed in":
            return status == 401
        case "forbidden":
            return status == 403
        case "not found":
            return status == 404 or ("actor" in case.row.objects and status == 403)
        case "let in":
            return status not in (401, 403, 404) and status < 500 and "/sign-in?next=" not in location


def takes_away(case: Case) -> bool:
    """Whether what the path names is gone afterwards, or the stay of somebody."""
    return case.row.method == "DELETE" or case.row.path.endswith(("/removal", "/sessions/{session}/end", "/end-others"))


def _body(path: str) -> Mapping[str, Any]:
    fitting = [end for end in BODIES if path.endswith(end)]
    return BODIES[max(fitting, key=len)] if fitting else {}


def _expected(row: Row, role: str, caller: Caller, side: str) -> Answer:
    entry = _at_the_door(row, caller)
    if entry != "let in":
        return entry
    objects = {*row.objects}
    if "demo" in objects:
        return "not found"
    if caller.actor is not None:
        sees = caller.actor.sees
        if "whole" in objects and (sees != EVERYTHING or caller.actor.kind not in ("staff", "system")):
            return "forbidden"
        if "station" in objects and (sees.locations is None or len(sees.locations) != 1):
            return "forbidden"
    return "let in" if _reaches(row, role, caller, side) else "not found"


def _at_the_door(row: Row, caller: Caller) -> Answer:
    if row.requires in (PUBLIC, VISITOR) and "self" not in row.objects:
        return "let in"
    if caller.actor is None:
        return "not signed in"
    if row.requires == VISITOR:
        return "let in"
    if row.requires == ACCOUNT:
        return "let in" if caller.actor.kind == "shopper" else "forbidden"
    return "let in" if caller.actor.may(row.requires) else "forbidden"


def _reaches(row: Row, role: str, caller: Caller, side: str) -> bool:
    """Whether what the path names is there for whoever asks."""
    objects = {*row.objects} & ON_A_SIDE
    own = ON_ONE_SIDE.get(role)
    if not objects or (objects <= {"actor", "key"} and row.method in SAFE):
        return True
    if objects & OF_SHOPPERS:
        return caller.actor is not None and caller.actor.kind == "shopper" and own == side
    if objects & OF_WHOLE_HOUSE:
        return caller.actor is not None and caller.actor.sees == EVERYTHING
    if role == "door":
        return objects <= {"location"}
    return own is None or own == side
