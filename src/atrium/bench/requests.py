"""The requests of each case, made on the fly: paid orders of one line, batches of them, and availability."""

import random
from collections.abc import Callable
from itertools import count
from typing import Any
from urllib.parse import urlencode

import msgspec

from atrium.bench import wire
from atrium.kit.ids import new_id


class Load(msgspec.Struct, frozen=True):
    """What a load generator is asked to do; answered by `Outcome`."""

    port: int
    clients: int
    seconds: float
    kind: str
    """`orders`, `batches`, `checkouts`, `product`, `store` or `network`."""
    secret: str
    skus: list[str]
    total_minor: int
    batch: int = 1
    location: str = ""
    servers: list[int] = []
    """Process ids among which the connections are shared out evenly; empty: as they come."""


class Outcome(msgspec.Struct, frozen=True):
    """What a load came to; latencies in milliseconds, of answers that are not refusals."""

    done: int
    refused: int
    failed: int
    first_failure: str | None
    elapsed_s: float
    p50_ms: float
    p99_ms: float
    cpu_s: float


def maker(load: Load) -> Callable[[], bytes]:
    """What makes the next request of a load."""
    if load.kind == "orders":
        return _orders(load)
    if load.kind == "batches":
        return _batches(load)
    if load.kind == "product":
        return _product(load)
    return _availability(load)


def _product(load: Load) -> Callable[[], bytes]:
    """Pages of items, from a place that is known."""
    return lambda: wire.page(f"/p/{random.choice(load.skus)}", "atrium_place=58103.")


def _orders(load: Load) -> Callable[[], bytes]:
    def make() -> bytes:
        key = new_id().hex
        return wire.post("/v1/orders", load.secret, key, wire.encode(_order(load, key)))

    return make


def _batches(load: Load) -> Callable[[], bytes]:
    def make() -> bytes:
        key = new_id().hex
        body = {"orders": [_order(load, f"{key}-{place}") for place in range(load.batch)]}
        return wire.post("/v1/order-batches", load.secret, key, wire.encode(body))

    return make


def _order(load: Load, reference: str) -> dict[str, Any]:
    """A paid order of one line, as a till or a marketplace sends it: with its own reference."""
    return {
        "contact": {"name": "Kim Otieno", "email": "kim.otieno@example.com"},
        "address": {
            "street": "101 Broadway N",
            "city": "Fargo",
            "region": "ND",
            "postal_code": "58103",
            "country": "US",
        },
        "lines": [{"sku": random.choice(load.skus), "quantity": 1, "mode": "ship"}],
        "client_reference": reference,
        "payment": {"method": "external", "amount_minor": load.total_minor, "reference": "bench"},
    }


def _availability(load: Load) -> Callable[[], bytes]:
    """Fifty neighbouring items, from a place that moves on."""
    at = {"location": load.location} if load.kind == "store" else {}
    starts = count(random.randrange(len(load.skus)), 7)

    def make() -> bytes:
        start = next(starts) % max(len(load.skus) - 50, 1)
        asked = [("sku", sku) for sku in load.skus[start : start + 50]]
        return wire.get(f"/v1/availability?{urlencode(asked + list(at.items()))}", load.secret)

    return make
