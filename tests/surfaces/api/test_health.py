"""Health over HTTP."""

from tests.web import Client


class TestReadiness:
    async def test_needs_every_migration(self, client: Client) -> None:
        visitor = client.with_key(None)
        assert (await visitor.get("/readyz")).json == {"status": "ok"}
        async with client.house.database.transaction() as tx:
            await tx.run("DELETE FROM public._yoyo_migration WHERE migration_id = '20261120_03_catalog'")
        reply = await visitor.get("/readyz")
        assert (reply.status, reply.code) == (503, "not_ready")
        assert reply.json["pending_migrations"] == ["20261120_03_catalog"]


class TestMetrics:
    async def test_count_requests_by_route(self, client: Client) -> None:
        await client.get("/v1/items/NONE")
        reply = await client.get("/metrics")
        assert reply.headers["Content-Type"].startswith("text/plain")
        assert 'atrium_http_responses_total{method="GET",route="/v1/items/{sku}",status="404"}' in reply.body.decode()

    async def test_are_not_for_everybody(self, client: Client) -> None:
        assert (await client.with_key(None).get("/metrics")).status == 401
        assert (await (await client.allowed_to("orders:read")).get("/metrics")).status == 403
