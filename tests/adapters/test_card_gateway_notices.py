"""The simulated gateway's notices: signed, repeated until taken, for one token doubled and out of order."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from standardwebhooks import Webhook

from atrium.adapters.card_gateway import SANDBOX_SIGNING_KEY
from tests.adapters.simulated_gateway import SimulatedGateway

PATIENCE_SECONDS = 10


class Receiver:
    """Takes notices, after refusing as many as it is told to."""

    def __init__(self) -> None:
        self.refusals = 0
        self.notices: list[tuple[str, dict[str, Any]]] = []
        self.url = ""
        self._taken = asyncio.Condition()

    async def take(self, request: web.Request) -> web.Response:
        if self.refusals > 0:
            self.refusals -= 1
            return web.Response(status=500)
        body = await request.read()
        notice = Webhook(SANDBOX_SIGNING_KEY).verify(body, dict(request.headers))
        async with self._taken:
            self.notices.append((request.headers["webhook-id"], notice))
            self._taken.notify_all()
        return web.Response(status=204)

    @property
    def types(self) -> list[str]:
        return [notice["type"].removeprefix("payment.") for _, notice in self.notices]

    async def wait(self, *, count: int) -> None:
        """Wait until so many notices were taken."""
        async with asyncio.timeout(PATIENCE_SECONDS), self._taken:
            await self._taken.wait_for(lambda: len(self.notices) >= count)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    taking = Receiver()
    app = web.Application()
    app.router.add_post("/notices", taking.take)
    async with TestServer(app, host="127.0.0.1") as server:
        taking.url = str(server.make_url("/notices"))
        yield taking


def a_gateway(state_file: Path, receiver: Receiver) -> SimulatedGateway:
    return SimulatedGateway(state_file=state_file, arguments=("--notify-url", receiver.url))


async def authorise(gateway: SimulatedGateway, token: str) -> str:
    body = {"reference": "order-1", "amount_minor": 5000, "currency": "EUR", "token": token}
    _, answer = await gateway.request("POST", "/payments", key=str(uuid4()), body=body)
    return answer.get("id", "")


async def operate(gateway: SimulatedGateway, payment: str, verb: str, body: object) -> None:
    status, _ = await gateway.request("POST", f"/payments/{payment}/{verb}", key=str(uuid4()), body=body)
    assert status == 201


class TestNotices:
    async def test_tell_each_step_signed_and_in_order(self, tmp_path: Path, receiver: Receiver) -> None:
        with a_gateway(tmp_path / "state.db", receiver) as gateway:
            payment = await authorise(gateway, "tok_visa")
            await operate(gateway, payment, "captures", {"amount_minor": 4000})
            await operate(gateway, payment, "refunds", {"amount_minor": 500})
            await operate(gateway, await authorise(gateway, "tok_visa"), "voids", {})
            await authorise(gateway, "tok_declined")
            await receiver.wait(count=6)
        assert receiver.types == ["authorised", "captured", "refunded", "authorised", "voided", "declined"]
        refunded = receiver.notices[2][1]["data"]
        assert refunded["id"] == payment
        assert (refunded["event_amount_minor"], refunded["captured_minor"]) == (500, 4000)

    async def test_come_twice_and_out_of_order_for_the_token_that_doubles(
        self, tmp_path: Path, receiver: Receiver
    ) -> None:
        with a_gateway(tmp_path / "state.db", receiver) as gateway:
            payment = await authorise(gateway, "tok_duplicate")
            await operate(gateway, payment, "captures", {"amount_minor": 5000})
            await receiver.wait(count=4)
        assert receiver.types[0] == "captured"
        assert sorted(receiver.types) == ["authorised", "authorised", "captured", "captured"]
        assert len({notice_id for notice_id, _ in receiver.notices}) == 2

    async def test_are_repeated_until_they_are_taken(self, tmp_path: Path, receiver: Receiver) -> None:
        receiver.refusals = 2
        with a_gateway(tmp_path / "state.db", receiver) as gateway:
            await authorise(gateway, "tok_visa")
            await receiver.wait(count=1)
        assert receiver.refusals == 0
        assert receiver.types == ["authorised"]

    async def test_outlive_a_kill(self, tmp_path: Path, receiver: Receiver) -> None:
        receiver.refusals = 1_000_000
        gateway = a_gateway(tmp_path / "state.db", receiver)
        await authorise(gateway, "tok_visa")
        gateway.kill()
        receiver.refusals = 0
        with a_gateway(tmp_path / "state.db", receiver):
            await receiver.wait(count=1)
        assert receiver.types == ["authorised"]
