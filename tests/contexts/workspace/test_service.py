"""Saved filters, each of one actor and one page."""

import asyncio

import pytest

from atrium.contexts import workspace
from atrium.contexts.workspace.model import MOST
from atrium.kit.db import Database, Tx
from atrium.kit.ids import new_id
from tests.builders import NOW

ANA, MIA = new_id(), new_id()


async def save(tx: Tx, name: str = "Late at Fargo", **choices: str) -> workspace.SavedFilter:
    wanted = choices or {"location": "S0001", "trouble": "late"}
    return await workspace.save_filter(tx, actor_id=ANA, page="orders", name=name, choices=wanted, now=NOW)


class TestSaveFilter:
    async def test_keeps_what_was_chosen_and_nothing_that_was_not(self, tx: Tx) -> None:
        kept = await save(tx, "  Late   at Fargo ", location="S0001", state="", text="")
        assert (kept.name, kept.choices) == ("Late at Fargo", {"location": "S0001"})
        assert await workspace.list_filters(tx, actor_id=ANA, page="orders") == [kept]

    async def test_replaces_what_the_name_held(self, tx: Tx) -> None:
        await save(tx)
        await save(tx, state="placed")
        (kept,) = await workspace.list_filters(tx, actor_id=ANA, page="orders")
        assert kept.choices == {"state": "placed"}

    async def test_shows_nobody_elses_and_no_other_pages(self, tx: Tx) -> None:
        await save(tx)
        assert await workspace.list_filters(tx, actor_id=MIA, page="orders") == []
        assert await workspace.list_filters(tx, actor_id=ANA, page="stock") == []

    @pytest.mark.parametrize(
        ("name", "choices", "field"),
        [
            (" ", {"state": "placed"}, "name"),
            ("x" * 61, {"state": "placed"}, "name"),
            ("All", {"state": ""}, "choices"),
            ("Long", {"text": "x" * 201}, "choices"),
        ],
    )
    async def test_refuses_what_cannot_be_kept(self, tx: Tx, name: str, choices: dict[str, str], field: str) -> None:
        with pytest.raises(workspace.FilterInvalid) as refused:
            await save(tx, name, **choices)
        assert refused.value.field == field

    async def test_keeps_no_more_than_a_page_can_show(self, database: Database) -> None:
        for number in range(MOST - 1):
            async with database.transaction() as tx:
                await save(tx, f"Filter {number}")

        async def one(name: str) -> None:
            async with database.transaction() as tx:
                await save(tx, name)

        answers = await asyncio.gather(*(one(f"Last {number}") for number in range(4)), return_exceptions=True)
        assert sum(isinstance(answer, workspace.TooManyFilters) for answer in answers) == 3
        await one("Filter 3")
        async with database.reading() as tx:
            assert len(await workspace.list_filters(tx, actor_id=ANA, page="orders")) == MOST


class TestForgetFilter:
    async def test_forgets_ones_own(self, tx: Tx) -> None:
        await save(tx)
        await workspace.forget_filter(tx, actor_id=MIA, page="orders", name="Late at Fargo")
        assert len(await workspace.list_filters(tx, actor_id=ANA, page="orders")) == 1
        for _ in range(2):
            await workspace.forget_filter(tx, actor_id=ANA, page="orders", name="Late at Fargo")
        assert await workspace.list_filters(tx, actor_id=ANA, page="orders") == []
