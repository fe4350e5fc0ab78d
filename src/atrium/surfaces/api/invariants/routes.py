"""The check of the whole house, for those who run it."""

from starlette.requests import Request
from starlette.responses import Response

from atrium.readmodels.invariants import Report, check_all
from atrium.surfaces.shared import answer, door, house_of, route

invariants = door("/v1", tag="invariants")


@route(
    invariants,
    "GET",
    "/invariants",
    requires="house:read",
    summary="Every invariant, checked now at one moment, with what contradicts it",
    answers=Report,
)
async def check_invariants(request: Request) -> Response:
    async with house_of(request).database.snapshot() as tx:
        return answer(await check_all(tx))
