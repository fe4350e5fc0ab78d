"""What every surface shares: guarded routes, problems, bodies, and requests that are answered once."""

from atrium.surfaces.shared.bodies import Shape, answer, nothing, raw_body, read_body
from atrium.surfaces.shared.house import House, actor_of, house_of, session_of
from atrium.surfaces.shared.idempotent import answer_once, request_key
from atrium.surfaces.shared.routing import ACCOUNT, PUBLIC, VISITOR, GuardedRoute, door, route, undeclared_routes

__all__ = [
    "ACCOUNT",
    "PUBLIC",
    "VISITOR",
    "GuardedRoute",
    "House",
    "Shape",
    "actor_of",
    "answer",
    "answer_once",
    "door",
    "house_of",
    "nothing",
    "raw_body",
    "read_body",
    "request_key",
    "route",
    "session_of",
    "undeclared_routes",
]
