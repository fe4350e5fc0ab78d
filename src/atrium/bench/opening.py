"""A bench made ready: its database, stocked, and a key to come with."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager

from atrium.bench import stocking
from atrium.bench.place import Bench
from atrium.bench.stocking import Stocked
from atrium.bench.workshop import workshop
from atrium.kit import clock
from atrium.settings import Settings

STORES = 9
"""Beside one distribution centre: ten shelves for each item."""


@contextmanager
def open_bench(settings: Settings, *, items: int, stores: int = STORES) -> Generator[Bench]:
    """A stocked database, dropped afterwards."""
    with workshop(settings) as made:
        now = clock.now()
        places = asyncio.run(stocking.furnish(made.url, stores=stores, now=now))
        secret = asyncio.run(stocking.admit(made.url, now=now))
        with made.connect() as connection:
            stocking.stock_up(connection, places, first=1, last=items)
        yield Bench(settings, made, Stocked(items, places, secret, stocking.total_minor()))
