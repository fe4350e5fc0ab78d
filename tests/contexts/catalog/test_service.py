"""The catalog against PostgreSQL; every test is rolled back."""

import pytest

from atrium.contexts import catalog
from atrium.kit import events
from atrium.kit.db import Tx
from tests.builders import NOW, a_category, an_actor, an_item

SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.fixture
async def furnished(tx: Tx) -> Tx:
    await catalog.save_categories(tx, [a_category(), a_category("tools", named="Tools", place=1)])
    return tx


async def save(tx: Tx, *items: catalog.NewItem) -> None:
    answers = await catalog.save_items(tx, items, now=NOW, actor=an_actor())
    assert answers == [item.sku for item in items]


async def saved_events(tx: Tx) -> list[list[str]]:
    return [event.facts["skus"] for event in await events.read_subject(tx, "catalog")]


class TestSaveItems:
    async def test_saves_the_good_and_answers_for_the_bad(self, furnished: Tx) -> None:
        answers = await catalog.save_items(
            furnished,
            [an_item("LAMP"), an_item("oops"), an_item("SAW", category="ships"), an_item("LAMP")],
            now=NOW,
            actor=an_actor(),
        )
        assert answers[0] == "LAMP"
        assert isinstance(answers[1], catalog.ItemInvalid)
        assert isinstance(answers[2], catalog.UnknownCategory)
        assert isinstance(answers[3], catalog.NamedTwice)
        page = await catalog.list_items(furnished)
        assert [item.sku for item in page.items] == ["LAMP"]
        assert await saved_events(furnished) == [["LAMP"]]

    async def test_sends_as_many_statements_for_many_as_for_one(self, furnished: Tx) -> None:
        before = furnished.statements.sent
        await save(furnished, *(an_item(f"LAMP-{number}") for number in range(500)))
        assert furnished.statements.sent - before == 3

    async def test_tells_nobody_of_what_did_not_change(self, furnished: Tx) -> None:
        await save(furnished, an_item("LAMP"), an_item("SOFA"))
        await save(furnished, an_item("LAMP"), an_item("SOFA", named="Sofa bed"))
        assert await saved_events(furnished) == [["LAMP", "SOFA"], ["SOFA"]]

    async def test_keeps_the_illustration_when_none_is_sent(self, furnished: Tx) -> None:
        await save(furnished, an_item("LAMP", illustrated_by=SVG))
        await save(furnished, an_item("LAMP", named="Floor lamp"))
        assert await catalog.get_illustration(furnished, "LAMP") == SVG
        assert (await catalog.get_item(furnished, "LAMP")).has_illustration

    async def test_puts_a_withdrawn_item_back_on_sale(self, furnished: Tx) -> None:
        await save(furnished, an_item("LAMP"))
        await catalog.withdraw_items(furnished, ["LAMP"], now=NOW, actor=an_actor())
        await save(furnished, an_item("LAMP"))
        assert (await catalog.get_item(furnished, "LAMP")).withdrawn_at is None
        assert await saved_events(furnished) == [["LAMP"], ["LAMP"]]


class TestWithdrawItems:
    async def test_takes_it_off_the_list_and_tells_once(self, furnished: Tx) -> None:
        await save(furnished, an_item("LAMP"), an_item("SOFA"))
        for _ in range(2):
            answers = await catalog.withdraw_items(furnished, ["LAMP", "SAW"], now=NOW, actor=an_actor())
            assert answers[0] == "LAMP"
            assert isinstance(answers[1], catalog.ItemNotFound)
        assert [item.sku for item in (await catalog.list_items(furnished)).items] == ["SOFA"]
        assert len((await catalog.list_items(furnished, withdrawn=True)).items) == 2
        assert len(await events.read_subject(furnished, "item/LAMP")) == 1


class TestFindTitles:
    async def test_leaves_out_what_is_not_and_marks_what_is_withdrawn(self, furnished: Tx) -> None:
        await save(furnished, an_item("LAMP"), an_item("SOFA", named="Sofa"))
        await catalog.withdraw_items(furnished, ["SOFA"], now=NOW, actor=an_actor())
        before = furnished.statements.sent
        titles = await catalog.find_titles(furnished, ["SOFA", "LAMP", "SAW"])
        assert furnished.statements.sent - before == 1
        assert {sku: (title.name, title.withdrawn) for sku, title in titles.items()} == {
            "LAMP": ("Desk lamp", False),
            "SOFA": ("Sofa", True),
        }


class TestListItems:
    async def test_pages_through_all_of_them_once(self, furnished: Tx) -> None:
        await save(furnished, *(an_item(f"LAMP-{number}") for number in range(5)))
        first = await catalog.list_items(furnished, limit=2)
        second = await catalog.list_items(furnished, limit=2, cursor=first.next_cursor)
        third = await catalog.list_items(furnished, limit=2, cursor=second.next_cursor)
        assert third.next_cursor is None
        skus = [item.sku for page in (first, second, third) for item in page.items]
        assert skus == [f"LAMP-{number}" for number in range(5)]

    async def test_searches_names_and_skus_and_takes_signs_as_letters(self, furnished: Tx) -> None:
        await save(
            furnished,
            an_item("LAMP", named="100% wool lamp"),
            an_item("SOFA", named="Sofa"),
            an_item("SAW", named="Hand saw", category="tools"),
        )

        async def found(*, search: str | None = None, category: str | None = None) -> list[str]:
            page = await catalog.list_items(furnished, search=search, category=category)
            return [item.sku for item in page.items]

        assert await found(search="WOOL") == ["LAMP"]
        assert await found(search="sof") == ["SOFA"]
        assert await found(search="%") == []
        assert await found(search="_") == []
        assert await found(category="tools") == ["SAW"]


class TestGetItem:
    async def test_refuses_what_is_not(self, furnished: Tx) -> None:
        with pytest.raises(catalog.ItemNotFound):
            await catalog.get_item(furnished, "LAMP")
        with pytest.raises(catalog.IllustrationNotFound):
            await catalog.get_illustration(furnished, "LAMP")


class TestListCategories:
    async def test_puts_them_in_the_order_for_people(self, furnished: Tx) -> None:
        await catalog.save_categories(furnished, [a_category("bags", named="Bags", place=-1)])
        found = await catalog.list_categories(furnished)
        assert [category.code for category in found] == ["bags", "furniture", "tools"]


SHOWN = [
    catalog.NewItem("LAMP-1", "Desk lamp", "furniture", "lamp", "A warm light for reading in the evening.", "red"),
    catalog.NewItem("SOFA-1", "Reading sofa", "furniture", "sofa", "Goes well with a lamp.", "grey"),
    catalog.NewItem("SAW-1", "Sawing machine", "tools", "saw", "Cuts running metres of oak.", "red"),
]


class TestSearchItems:
    @pytest.fixture
    async def shop(self, furnished: Tx) -> Tx:
        await save(furnished, *SHOWN)
        return furnished

    @pytest.mark.parametrize(
        ("words", "skus"),
        [
            ("lamp", ["LAMP-1", "SOFA-1"]),
            ("lamps", ["LAMP-1", "SOFA-1"]),
            ("desk la", ["LAMP-1"]),
            ("read", ["SOFA-1", "LAMP-1"]),
            ("runn", []),
            ("red", ["LAMP-1", "SAW-1"]),
            ("red saw", ["SAW-1"]),
            ('"warm light"', ["LAMP-1"]),
            ("red -desk", ["SAW-1"]),
            ("sofa or saw", ["SOFA-1", "SAW-1"]),
            ("sofa-1", ["SOFA-1"]),
            ("saw-", ["SAW-1"]),
            ("the", []),
            ("'; &|!:*", []),
        ],
    )
    async def test_finds_stems_beginnings_and_skus_the_best_first(self, shop: Tx, words: str, skus: list[str]) -> None:
        assert [item.sku for item in (await catalog.list_items(shop, search=words)).items] == skus

    async def test_stays_within_a_category_and_off_what_is_withdrawn(self, shop: Tx) -> None:
        await catalog.withdraw_items(shop, ["LAMP-1"], now=NOW, actor=an_actor())
        found = await catalog.list_items(shop, search="red")
        assert [item.sku for item in found.items] == ["SAW-1"]
        assert (await catalog.list_items(shop, search="red", category="furniture")).items == []
        assert len((await catalog.list_items(shop, search="red", withdrawn=True)).items) == 2

    async def test_pages_through_equal_and_unequal_ranks_once(self, shop: Tx) -> None:
        await save(shop, *(an_item(f"LAMP-{number}", named="Lamp " * number) for number in range(2, 9)))
        seen: list[str] = []
        cursor: str | None = None
        for _ in range(9):
            page = await catalog.list_items(shop, search="lamp", cursor=cursor, limit=2)
            seen += [item.sku for item in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == 9
        assert seen == [item.sku for item in (await catalog.list_items(shop, search="lamp")).items]


class TestLoadSpelling:
    async def test_knows_the_words_of_names_and_not_of_descriptions(self, furnished: Tx) -> None:
        await save(furnished, *SHOWN)
        spelling = await catalog.load_spelling(furnished)
        assert spelling.suggest("redaing sfoa") == "reading sofa"
        assert spelling.suggest("evenng") is None


class TestFindPicture:
    async def test_changes_its_version_with_the_picture_only(self, furnished: Tx) -> None:
        await save(furnished, an_item("LAMP", illustrated_by=SVG))
        first = await catalog.find_picture(furnished, "LAMP")
        await save(furnished, an_item("LAMP", named="Other lamp"))
        assert first is not None
        assert await catalog.find_picture(furnished, "LAMP") == first
        await save(furnished, an_item("LAMP", illustrated_by=SVG + " "))
        second = await catalog.find_picture(furnished, "LAMP")
        assert second is not None
        assert second.version != first.version

    async def test_is_none_where_there_is_none(self, furnished: Tx) -> None:
        await save(furnished, an_item("LAMP"))
        assert await catalog.find_picture(furnished, "LAMP") is None
        assert await catalog.find_picture(furnished, "SAW") is None
