"""Every route, asked by everybody for their own things and for those of others, answers as the matrix says."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from typing import LiteralString, cast
from uuid import UUID

import aiohttp
import pytest
import pytest_asyncio
from fastapi import FastAPI
from yarl import URL

from atrium.app import create_app
from atrium.contexts import fulfilment
from atrium.kit.db import Tx
from atrium.kit.postgres import Address
from atrium.surfaces.shared import GuardedRoute
from atrium.vocabulary.actor import EVERYTHING, Scope
from tests import database as databases
from tests import web
from tests.house import authorisation
from tests.properties.authorisation_cases import SAFE, Case, cases, is_answered, request_of, takes_away
from tests.properties.authorisation_scene import ON_ONE_SIDE, Scene, a_scene

MOST_AT_ONCE = 4
TABLES = """
    SELECT quote_ident(table_schema) || '.' || quote_ident(table_name)
      FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
       AND table_name <> 'idempotency_keys'
     ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Knocking:
    """The house over HTTP, and everybody who knocks."""

    scene: Scene
    app: FastAPI
    base: str
    http: aiohttp.ClientSession

    @property
    def routes(self) -> dict[str, GuardedRoute]:
        found = [route for route in self.app.routes if isinstance(route, GuardedRoute)]
        return {f"{method} {route.path}": route for route in found for method in route.methods or ()}

    async def expect(self, asked: Iterable[Case]) -> None:
        """Fails with everything that is not answered as it must be."""
        wrong = await self.wrong(asked)
        if wrong:
            pytest.fail("\n".join(wrong))

    async def wrong(self, asked: Iterable[Case]) -> list[str]:
        """What is not answered as it must be."""
        turn = asyncio.Semaphore(MOST_AT_ONCE)

        async def ask(case: Case) -> list[str]:
            async with turn:
                return await self._ask(case)

        return sorted(fault for faults in await asyncio.gather(*map(ask, asked)) for fault in faults)

    async def _ask(self, case: Case) -> list[str]:
        route = self.routes[case.row.name]
        path, body, headers = request_of(case, self.scene, route)
        url = URL(self.base + path, encoded=True)
        async with self.http.request(case.row.method, url, data=body, headers=headers, allow_redirects=False) as got:
            is_stream = got.content_type == "text/event-stream"
            text = "" if is_stream else (await got.read()).decode(errors="replace")
            location = got.headers.get("Location", "")
            if not is_answered(_as_page(case, route), got.status, location):
                return [f"{case.name} must be {case.expected}, is {got.status} {location} {text[:160]!r}"]
            return self._given_away(case, text)

    def _given_away(self, case: Case, text: str) -> list[str]:
        """What a page shows of a side that whoever asks does not see."""
        own = ON_ONE_SIDE.get(case.role)
        if own is None or case.expected != "let in" or case.row.method not in SAFE or "link" in case.row.objects:
            return []
        hidden = [mark for name, side in self.scene.sides.items() if name != own for mark in side.marks]
        return [f"{case.name} gives away {mark}" for mark in hidden if mark in text]

    async def contents(self) -> list[str]:
        """A digest of every table, but for when sessions were used last, and which request a key came with."""
        async with self.scene.world.database.snapshot() as tx:
            return [await tx.value(_digest_of(table)) for table in await tx.values(TABLES)]


def _digest_of(table: str) -> LiteralString:
    rows = "string_agg((to_jsonb(t) - 'seen_at')::text, ',' ORDER BY to_jsonb(t)::text)"
    # The name was quoted by the database.
    return cast("LiteralString", f"SELECT '{table} ' || coalesce(md5({rows}), 'empty') FROM {table} t")


def _as_page(case: Case, route: GuardedRoute) -> Case:
    """People who are not signed in are shown the way; machines are told."""
    if case.expected == "not signed in" and route.is_page:
        return Case(case.row, case.role, case.side, "sign in")
    return case


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def knocking(cluster: Address) -> AsyncGenerator[Knocking]:
    async with databases.opened(cluster) as database:
        scene = await a_scene(database)
        app = create_app(web.a_house(database))
        jar = aiohttp.DummyCookieJar()
        async with web.running(app) as base, aiohttp.ClientSession(cookie_jar=jar) as http:
            yield Knocking(scene, app, base, http)


def _of(knocking: Knocking, *, let_in: bool) -> list[Case]:
    matrix = authorisation.kept()
    return [case for case in cases(knocking.scene, matrix) if (case.expected == "let in") == let_in]


@pytest.mark.asyncio(loop_scope="module")
class TestAuthorisation:
    async def test_refuses_everybody_else_and_changes_nothing(self, knocking: Knocking) -> None:
        refused = _of(knocking, let_in=False)
        before = await knocking.contents()
        await knocking.expect(refused)
        assert await knocking.contents() == before
        assert len(refused) > 800

    async def test_lets_everybody_read_what_they_may_and_shows_nothing_of_others(self, knocking: Knocking) -> None:
        reads = [case for case in _of(knocking, let_in=True) if case.row.method in SAFE]
        await knocking.expect(reads)
        assert len(reads) > 400

    async def test_lets_everybody_send_what_they_may(self, knocking: Knocking) -> None:
        writes = [
            case for case in _of(knocking, let_in=True) if case.row.method in ("POST", "PUT") and not takes_away(case)
        ]
        await knocking.expect(writes)
        assert len(writes) > 100

    async def test_lets_whoever_may_take_away_what_is_theirs(self, knocking: Knocking) -> None:
        may = [case for case in _of(knocking, let_in=True) if takes_away(case)]
        # What is taken away is gone for the next one, so each thing is asked for once; all of one's stays end last.
        first = {
            (next(iter({"address", "session"} & {*case.row.objects}), case.row.name), case.side): case
            for case in reversed(may)
        }
        for case in sorted(first.values(), key=lambda case: (case.row.path == "/v1/sessions", -len(case.row.path))):
            await knocking.expect([case])

    async def test_would_find_a_read_that_forgets_who_asks(
        self, knocking: Knocking, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        get = fulfilment.get_fulfilment

        async def forgetful(tx: Tx, fulfilment_id: UUID, *, visible_to: Scope) -> fulfilment.Fulfilment:
            del visible_to
            return await get(tx, fulfilment_id, visible_to=EVERYTHING)

        monkeypatch.setattr(fulfilment, "get_fulfilment", forgetful)
        asked = [case for case in _of(knocking, let_in=False) if case.row.name == "GET /v1/fulfilments/{fulfilment_id}"]
        wrong = [line.partition(" must")[0] for line in await knocking.wrong(asked)]
        assert wrong == [
            "associate: GET /v1/fulfilments/{fulfilment_id} (there)",
            "manager: GET /v1/fulfilments/{fulfilment_id} (there)",
            "other_associate: GET /v1/fulfilments/{fulfilment_id} (here)",
        ]
