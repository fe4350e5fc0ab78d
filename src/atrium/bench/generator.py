"""The load generator, a process of its own: `python -m atrium.bench.generator`, one load per line of its input."""

import asyncio
import random
import re
import sys
from collections.abc import Callable
from time import perf_counter, process_time

import msgspec
import uvloop

from atrium.bench import wire
from atrium.bench.connections import Connection, connect
from atrium.bench.requests import Load, Outcome, maker
from atrium.bench.wire import Answers
from atrium.kit.processes import end_with_parent

REFUSED = frozenset({409, 422})
BAD = 400
CARD = "tok_visa"
DETAILS = {
    "name": "Kim Otieno",
    "email": "kim.otieno@example.com",
    "street": "101 Broadway N",
    "city": "Fargo",
    "region": "ND",
    "postal_code": "58103",
}
COOKIE = re.compile(rb"(?i)set-cookie: (atrium_cart=[^;\r]+)")
ORDERED = b"/o/"
AGREED = re.compile(rb'<input type="hidden" name="(order_id|version|expected_total_minor|token)" value="([^"]*)">')
LONGEST_WAIT_S = 30.0
"""After the time of the load is up, how long the last answers are waited for."""


class Tally:
    """What came of a load so far."""

    def __init__(self, load: Load) -> None:
        self.make = maker(load)
        self.batch = load.batch
        self.until = 0.0
        self.latencies: list[float] = []
        self.refused = 0
        self.failures: list[str] = []
        self.last = 0.0

    def note(self, status: int, body: bytes, seconds: float) -> None:
        """Counts one answer."""
        self.last = perf_counter()
        if status < 300 and (self.batch == 1 or b'"refused":0' in body):
            self.latencies.append(seconds)
        elif status in REFUSED and self.batch == 1:
            self.refused += 1
        else:
            self.failures.append(f"{status} {body[:300].decode(errors='replace')}")

    def outcome(self, began: float, cpu_s: float) -> Outcome:
        ordered = sorted(self.latencies)
        return Outcome(
            done=len(ordered) * self.batch,
            refused=self.refused,
            failed=len(self.failures),
            first_failure=self.failures[0] if self.failures else None,
            elapsed_s=max(self.last - began, 1e-9),
            p50_ms=_at(ordered, 0.50) * 1000,
            p99_ms=_at(ordered, 0.99) * 1000,
            cpu_s=cpu_s,
        )


class Client(Connection):
    """One connection with one request under way, as a till has."""

    def __init__(self, tally: Tally) -> None:
        super().__init__()
        self.ended = asyncio.get_running_loop().create_future()
        self._tally = tally
        self._answers = Answers(self._answered)
        self._sent_at = 0.0

    def data_received(self, data: bytes) -> None:
        self._answers.feed(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ended.done():
            self._tally.failures.append(f"the connection was lost: {exc}")
            self.ended.set_result(None)

    def ask(self) -> None:
        """Sends the next request, unless the time is up."""
        now = perf_counter()
        if now >= self._tally.until or self.transport is None:
            self.ended.set_result(None)
            return
        request = self._next_request()
        self._sent_at = perf_counter()
        self.transport.write(request)

    def _next_request(self) -> bytes:
        return self._tally.make()

    def close(self) -> None:
        """Hangs up; nothing is expected any more."""
        if not self.ended.done():
            self.ended.set_result(None)
        super().close()

    def _answered(self, status: int, body: bytes, head: bytes) -> None:
        del head
        self._tally.note(status, body, perf_counter() - self._sent_at)
        self.ask()


class Shopper(Client):
    """One browser that buys again and again: item into the cart, details, the checkout with its card, the order.

    The card's form belongs to the gateway; its token stands for it here.
    """

    def __init__(self, tally: Tally, load: Load) -> None:
        super().__init__(tally)
        self._skus = load.skus
        self._walk: list[Callable[[], bytes]] = []
        self._cookie = ""
        self._agreed: dict[str, str] = {}

    def ask(self) -> None:
        """Begins the next checkout, as a new guest, unless the time is up."""
        self._cookie, self._agreed = "atrium_place=58103.", {}
        self._walk = [self._set_details, self._look, self._order]
        super().ask()

    def _next_request(self) -> bytes:
        way = {"sku": random.choice(self._skus), "quantity": 1, "way": "ship"}
        return wire.form("/cart/lines", self._cookie, way)

    def _set_details(self) -> bytes:
        return wire.form("/checkout/details", self._cookie, DETAILS)

    def _look(self) -> bytes:
        return wire.page(f"/checkout?token={CARD}", self._cookie)

    def _order(self) -> bytes:
        return wire.form("/checkout", self._cookie, self._agreed)

    def _answered(self, status: int, body: bytes, head: bytes) -> None:
        if status >= BAD or (not self._walk and ORDERED not in head):
            super()._answered(max(status, BAD), body, head)
            return
        for kept in COOKIE.findall(head):
            self._cookie = f"atrium_place=58103.; {kept.decode()}"
        if not self._walk:
            super()._answered(201, body, head)
            return
        self._agreed = {name.decode(): value.decode() for name, value in AGREED.findall(body)} or self._agreed
        if self.transport is not None:
            self.transport.write(self._walk.pop(0)())


async def drive(load: Load) -> Outcome:
    """Drives one load and answers what came of it."""
    tally = Tally(load)
    clients = await connect(load, _kind_of(load, tally))
    began, cpu = perf_counter(), process_time()
    tally.until = began + load.seconds
    for client in clients:
        client.ask()
    _, late = await asyncio.wait([client.ended for client in clients], timeout=load.seconds + LONGEST_WAIT_S)
    tally.failures.extend("no answer came in time" for _ in late)
    outcome = tally.outcome(began, process_time() - cpu)
    for client in clients:
        client.close()
    return outcome


def _kind_of(load: Load, tally: Tally) -> Callable[[], Client]:
    """Who comes: tills, or shoppers who go from page to page."""
    return (lambda: Shopper(tally, load)) if load.kind == "checkouts" else (lambda: Client(tally))


def main() -> None:
    """Reads loads from the standard input until it ends, and writes their outcomes."""
    end_with_parent()
    decode = msgspec.json.Decoder(Load).decode
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        for line in sys.stdin.buffer:
            outcome = runner.run(drive(decode(line)))
            sys.stdout.buffer.write(msgspec.json.encode(outcome) + b"\n")
            sys.stdout.buffer.flush()


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


if __name__ == "__main__":
    main()
