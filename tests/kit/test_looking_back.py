"""Looking back through the log, newest first."""

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.events import looking_back
from atrium.kit.events.log import NEWEST
from tests.builders import NOW


@dataclass(frozen=True, slots=True)
class Placed:
    TYPE: ClassVar[str] = "orders.placed"
    subject: str


@dataclass(frozen=True, slots=True)
class Picked:
    TYPE: ClassVar[str] = "fulfilment.picked"
    subject: str


@pytest.fixture
async def log(tx: Tx) -> Tx:
    """Eight events: two actors, two types, two subjects, in turn."""
    for number in range(8):
        fact = (Placed if number % 2 else Picked)(f"order/{number % 4 // 2}")
        actor = "staff Ana Lima" if number < 4 else "system the house"
        await events.append(tx, [events.happening(fact, at=NOW, actor=actor)])
    await events.sequence(tx)
    return tx


async def looked(tx: Tx, *, before: int = NEWEST, limit: int = 50, **filters: Any) -> tuple[list[int | None], Any]:
    found = await events.look_back(tx, events.LogFilters(**filters), before=before, limit=limit)
    last = await events.last_position(tx)
    return [last - (one.position or 0) for one in found.found], found.next_before


class TestLookBack:
    @pytest.mark.parametrize(
        ("filters", "ago"),
        [
            ({}, [0, 1, 2, 3, 4, 5, 6, 7]),
            ({"family": "orders"}, [0, 2, 4, 6]),
            ({"family": "order"}, []),
            ({"type": "fulfilment.picked"}, [1, 3, 5, 7]),
            ({"actor": "ANA"}, [4, 5, 6, 7]),
            ({"subject": "order/1"}, [0, 1, 4, 5]),
            ({"subject": "order/1", "family": "orders", "actor": "house"}, [0]),
            ({"actor": "%"}, []),
        ],
    )
    async def test_keeps_what_passes(self, log: Tx, filters: dict[str, Any], ago: list[int]) -> None:
        before = await events.last_position(log) + 1
        assert (await looked(log, before=before, **filters))[0] == ago

    async def test_goes_on_where_a_page_ended(self, log: Tx) -> None:
        last = await events.last_position(log)
        first, next_before = await looked(log, before=last + 1, limit=3, family="orders")
        rest, end = await looked(log, before=next_before, limit=3, family="orders")
        assert (first, rest, end) == ([0, 2, 4], [6], None)

    async def test_goes_back_a_bounded_way_and_says_where_it_stopped(
        self, log: Tx, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(looking_back, "AT_MOST_BACK", 3)
        last = await events.last_position(log)
        found, next_before = await looked(log, before=last + 1, actor="Ana")
        assert (found, next_before) == ([], last - 2)
        found, next_before = await looked(log, before=next_before, actor="Ana")
        assert found == [4, 5]
