"""What the simulated gateway says over plain HTTP, and what the client makes of servers that are not one."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from atrium.adapters import card_gateway
from atrium.contexts.payments.ports import Unknown
from tests.adapters.simulated_gateway import SimulatedGateway

BODY = {"reference": "order-1", "amount_minor": 5000, "currency": "EUR", "token": "tok_visa"}
CARD_NUMBER = "4242424242424242"


@pytest.fixture(scope="module")
def state_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gateway") / "state.db"


@pytest.fixture(scope="module")
def running(state_file: Path) -> Iterator[SimulatedGateway]:
    with SimulatedGateway(state_file=state_file) as simulated:
        yield simulated


class TestKey:
    async def test_same_key_and_body_gives_the_same_answer(self, running: SimulatedGateway) -> None:
        key = str(uuid4())
        first = await running.request("POST", "/payments", key=key, body=BODY)
        reordered = dict(reversed(BODY.items()))
        assert first[0] == 201
        assert await running.request("POST", "/payments", key=key, body=reordered) == first

    @pytest.mark.parametrize("change", [{"amount_minor": 1}, {"amount_minor": -1}, {"token": "tok_declined"}])
    async def test_same_key_and_other_body_is_refused(
        self, running: SimulatedGateway, change: dict[str, object]
    ) -> None:
        key = str(uuid4())
        await running.request("POST", "/payments", key=key, body=BODY)
        status, answer = await running.request("POST", "/payments", key=key, body=BODY | change)
        assert (status, answer["code"]) == (422, "idempotency_key_reused")

    async def test_a_write_without_key_is_refused(self, running: SimulatedGateway) -> None:
        status, answer = await running.request("POST", "/payments", body=BODY)
        assert (status, answer["code"]) == (400, "idempotency_key_missing")

    async def test_a_key_for_another_payment_is_refused(self, running: SimulatedGateway) -> None:
        key = str(uuid4())
        _, first = await running.request("POST", "/payments", key=str(uuid4()), body=BODY)
        _, second = await running.request("POST", "/payments", key=str(uuid4()), body=BODY)
        statuses = [
            (await running.request("POST", f"/payments/{id_}/voids", key=key, body={}))[0]
            for id_ in (first["id"], second["id"])
        ]
        assert statuses == [201, 422]


class TestLookUp:
    async def test_finds_a_payment_by_its_id_and_by_any_key_of_its_writes(self, running: SimulatedGateway) -> None:
        keys = [str(uuid4()), str(uuid4())]
        _, made = await running.request("POST", "/payments", key=keys[0], body=BODY)
        path = f"/payments/{made['id']}"
        await running.request("POST", f"{path}/captures", key=keys[1], body={"amount_minor": 7})
        status, shown = await running.request("GET", path)
        assert (status, shown) == (200, made | {"captured_minor": 7})
        for key in keys:
            assert await running.request("GET", f"/payments?idempotency_key={key}") == (200, shown)

    @pytest.mark.parametrize("path", ["/payments/pay_0", "/payments?idempotency_key=none", "/payments"])
    async def test_says_when_there_is_none(self, running: SimulatedGateway, path: str) -> None:
        status, answer = await running.request("GET", path)
        assert (status, answer["code"]) == (404, "payment_not_found")


class TestGuard:
    @pytest.mark.parametrize("authorization", ["", "Bearer wrong", "Basic sandbox-key"])
    async def test_refuses_whoever_has_no_key(self, running: SimulatedGateway, authorization: str) -> None:
        async with (
            aiohttp.ClientSession(headers={"Authorization": authorization}) as session,
            session.get(f"{running.url}/settlement") as response,
        ):
            assert (response.status, (await response.json())["code"]) == (401, "unauthorised")

    @pytest.mark.parametrize("body", [None, [], 7, {"amount_minor": True}, BODY | {"currency": "eur\n"}])
    async def test_refuses_a_body_that_it_does_not_know(self, running: SimulatedGateway, body: object) -> None:
        status, answer = await running.request("POST", "/payments", key=str(uuid4()), body=body)
        assert (status, set(answer)) == (400, {"code", "message"})

    async def test_refuses_a_body_that_is_too_long(self, running: SimulatedGateway) -> None:
        body = BODY | {"reference": "x" * 20_000}
        status, answer = await running.request("POST", "/payments", key=str(uuid4()), body=body)
        assert (status, answer["code"]) == (413, "http_413")

    async def test_neither_takes_nor_repeats_nor_keeps_a_card_number(
        self, running: SimulatedGateway, state_file: Path
    ) -> None:
        status, answer = await running.request(
            "POST", "/payments", key=str(uuid4()), body=BODY | {"token": CARD_NUMBER}
        )
        assert (status, answer["code"]) == (400, "unknown_token")
        assert CARD_NUMBER not in json.dumps(answer)
        kept = b"".join(path.read_bytes() for path in state_file.parent.iterdir())
        assert CARD_NUMBER.encode() not in kept

    def test_sends_no_notices_beyond_the_loopback_address(self, tmp_path: Path) -> None:
        program = [sys.executable, "-m", "atrium.adapters.card_gateway.simulator", "--port", "0"]
        refused = subprocess.run(
            [*program, "--state-file", str(tmp_path / "s.db"), "--notify-url", "http://192.0.2.1/"],
            capture_output=True,
            check=False,
            timeout=20,
        )
        assert refused.returncode == 2
        assert b"loopback" in refused.stderr


ODD_ANSWERS = {
    "nonsense": (web.Response(text="hello"), "unreadable_answer"),
    "another shape": (web.json_response({"id": 7}), "unreadable_answer"),
    "a page instead of a refusal": (web.Response(status=404, text="<html>"), "http_404"),
    "a refusal without code": (web.json_response({}, status=402), "http_402"),
    "a redirect": (web.Response(status=307, headers={"Location": "/elsewhere"}), "http_307"),
    "too busy": (web.json_response({"code": "slow_down"}, status=429), "slow_down"),
    "out of order": (web.Response(status=503), "http_503"),
}


@pytest.fixture(params=ODD_ANSWERS)
async def odd(request: pytest.FixtureRequest) -> AsyncIterator[tuple[str, str]]:
    """The address of a server that is no gateway, and the reason that the client should give."""
    answer, reason = ODD_ANSWERS[request.param]

    async def handle(_request: web.Request) -> web.Response:
        return web.Response(status=answer.status, headers=answer.headers, body=answer.body)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("")), reason


async def ask_all(url: str, key: str = card_gateway.SANDBOX_KEY) -> set[object]:
    """Every operation of a client on that address: the answers."""
    async with card_gateway.connect(url=url, key=key) as gateway:
        return {
            await gateway.authorise(reference=uuid4(), amount_minor=1, currency="EUR", token="tok_visa"),
            await gateway.capture(operation=uuid4(), gateway_id="pay_1", amount_minor=1),
            await gateway.void(operation=uuid4(), gateway_id="pay_1"),
            await gateway.refund(operation=uuid4(), gateway_id="pay_1", amount_minor=1),
            await gateway.find(reference=uuid4()),
        }


class TestClient:
    async def test_does_not_know_when_the_answer_is_odd(self, odd: tuple[str, str]) -> None:
        url, reason = odd
        assert await ask_all(url) == {Unknown(reason)}

    async def test_does_not_know_when_nobody_listens(self) -> None:
        assert await ask_all(f"http://127.0.0.1:{unused_port()}") == {Unknown("connection_failed")}

    async def test_does_not_know_when_its_key_is_wrong(self, running: SimulatedGateway) -> None:
        assert await ask_all(running.url, "wrong") == {Unknown("unauthorised")}
