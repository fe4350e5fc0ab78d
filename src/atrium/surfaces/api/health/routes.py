"""For those who watch over processes."""

import asyncio
import os
from dataclasses import dataclass, field
from typing import Literal

from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from starlette.requests import Request
from starlette.responses import Response

from atrium.kit import migrations
from atrium.kit.db import Database
from atrium.kit.refusals import Unavailable
from atrium.surfaces.shared import PUBLIC, answer, door, house_of, route

PATIENCE_S = 3
# Two web processes answer at one address, so the one that counted says who it is.
STATEMENTS = Gauge("atrium_database_statements", "Statements sent, without BEGIN and COMMIT.", ["pid"])
TRANSACTIONS = Gauge("atrium_database_transactions", "Transactions begun.", ["pid"])

health = door("", tag="health")


@dataclass(frozen=True, slots=True)
class Healthy:
    """All is well."""

    status: Literal["ok"] = "ok"


@dataclass(eq=False)
class NotReady(Unavailable):
    """The process lives but cannot serve yet."""

    pending_migrations: list[str] = field(default_factory=list[str])
    remedy = "Apply the migrations that are named; with none named, see to the database."

    @property
    def message(self) -> str:
        if self.pending_migrations:
            return f"The database lacks {len(self.pending_migrations)} migrations."
        return f"The database did not answer within {PATIENCE_S} s."


@route(health, "GET", "/healthz", requires=PUBLIC, summary="Whether the process lives", answers=Healthy)
async def get_health(request: Request) -> Response:
    del request
    return answer(Healthy())


@route(
    health,
    "GET",
    "/readyz",
    requires=PUBLIC,
    summary="Whether the database answers and has every migration",
    answers=Healthy,
    refuses=[NotReady],
)
async def get_readiness(request: Request) -> Response:
    try:
        lacking = await asyncio.wait_for(_pending(house_of(request).database), PATIENCE_S)
    except TimeoutError as late:
        raise NotReady from late
    if lacking:
        raise NotReady(lacking)
    return answer(Healthy())


@route(
    health,
    "GET",
    "/metrics",
    requires="house:read",
    summary="What the process counts, for Prometheus",
    answers=str,
    media=CONTENT_TYPE_LATEST,
)
async def get_metrics(request: Request) -> Response:
    counted, pid = house_of(request).database.statements, str(os.getpid())
    STATEMENTS.labels(pid).set(counted.sent)
    TRANSACTIONS.labels(pid).set(counted.transactions)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _pending(database: Database) -> list[str]:
    async with database.reading() as tx:
        return await migrations.find_pending(tx)
