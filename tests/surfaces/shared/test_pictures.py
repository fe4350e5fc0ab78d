"""Pictures of items over HTTP."""

import pytest

from atrium.contexts import catalog
from atrium.kit.db import Database
from atrium.surfaces.shared.rendering import picture
from tests.builders import NOW, a_category, an_actor, an_item
from tests.web import Client

SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"


async def draw(database: Database, svg: str | None = SVG) -> str:
    """Saves a lamp with that picture, and answers the picture's version."""
    async with database.transaction() as tx:
        await catalog.save_categories(tx, [a_category()])
        await catalog.save_items(tx, [an_item("LAMP", illustrated_by=svg)], now=NOW, actor=an_actor())
        found = await catalog.find_picture(tx, "LAMP")
    return found.version if found else ""


class TestGetPicture:
    async def test_is_open_to_everybody_and_runs_nothing(self, client: Client, database: Database) -> None:
        await draw(database)
        reply = await client.with_key(None).get("/pictures/LAMP.svg")
        assert (reply.status, reply.body) == (200, SVG.encode())
        assert reply.headers["Content-Type"] == "image/svg+xml"
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
        assert "sandbox" in reply.headers["Content-Security-Policy"]
        assert reply.headers["X-Content-Type-Options"] == "nosniff"

    async def test_keeps_for_ever_only_under_its_own_version(self, client: Client, database: Database) -> None:
        version = await draw(database)
        kept = await client.get(picture("LAMP", version))
        assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        for other in ("/pictures/LAMP.svg", picture("LAMP", "0" * 12)):
            assert (await client.get(other)).headers["Cache-Control"] == "public, max-age=300"

    async def test_is_drawn_anew_when_it_changes(self, client: Client, database: Database) -> None:
        first = await draw(database)
        await client.get(picture("LAMP", first))
        second = await draw(database, SVG + " ")
        assert (await client.get(picture("LAMP", second))).body == f"{SVG} ".encode()
        assert (await client.get("/pictures/LAMP.svg")).body == f"{SVG} ".encode()

    async def test_is_not_sent_again_to_who_has_it(self, client: Client, database: Database) -> None:
        version = await draw(database)
        reply = await client.get("/pictures/LAMP.svg", headers={"If-None-Match": f'W/"{version}"'})
        assert (reply.status, reply.body) == (304, b"")

    async def test_asks_the_database_once_for_a_version(self, client: Client, database: Database) -> None:
        version = await draw(database)
        await client.get(picture("LAMP", version))
        before = client.house.database.statements.sent
        assert (await client.get(picture("LAMP", version))).status == 200
        assert client.house.database.statements.sent == before

    @pytest.mark.parametrize("path", ["/pictures/LAMP.svg", "/pictures/SAW.svg?v=x"])
    async def test_is_missed_with_a_sentence(self, client: Client, database: Database, path: str) -> None:
        await draw(database, None)
        reply = await client.get(path)
        assert (reply.status, reply.code) == (404, "illustration_not_found")
