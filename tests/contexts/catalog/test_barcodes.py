"""Barcodes against PostgreSQL; every test is rolled back."""

import pytest

from atrium.contexts import catalog
from atrium.contexts.catalog import Barcode
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.refusals import Refusal
from tests.builders import NOW, a_category, an_actor, an_item

PEN, OTHER_PEN = "4006381333931", "9780140449136"


@pytest.fixture(autouse=True)
async def _two_items(tx: Tx) -> None:
    await catalog.save_categories(tx, [a_category()])
    await catalog.save_items(tx, [an_item("LAMP"), an_item("VASE")], now=NOW, actor=an_actor())


async def save(tx: Tx, *barcodes: tuple[str, str]) -> list[str | Refusal]:
    wanted = [Barcode(barcode, sku) for barcode, sku in barcodes]
    return await catalog.save_barcodes(tx, wanted, now=NOW, actor=an_actor())


async def story(tx: Tx, subject: str) -> list[str]:
    return [event.type for event in await events.read_subject(tx, subject)][-1:]


def told(answers: list[str | Refusal]) -> list[str]:
    return [answer.message if isinstance(answer, Refusal) else answer for answer in answers]


class TestSaveBarcodes:
    async def test_leads_several_codes_to_one_item(self, tx: Tx) -> None:
        assert await save(tx, (PEN, "LAMP"), ("036000291452", "LAMP"), ("shelf-7", "LAMP")) == [
            PEN,
            "0036000291452",
            "SHELF-7",
        ]
        assert await catalog.list_barcodes(tx, ["LAMP", "VASE"]) == [
            Barcode("0036000291452", "LAMP"),
            Barcode(PEN, "LAMP"),
            Barcode("SHELF-7", "LAMP"),
        ]
        assert await story(tx, "catalog") == ["catalog.barcodes_saved"]

    async def test_says_for_each_what_is_wrong_and_saves_the_others(self, tx: Tx) -> None:
        await save(tx, (PEN, "LAMP"))
        answers = await save(
            tx,
            (PEN, "VASE"),
            (PEN, "LAMP"),
            ("4006381333932", "VASE"),
            ("SHELF-9", "GONE"),
            ("LAMP", "VASE"),
            ("VASE", "VASE"),
        )
        assert told(answers) == [
            f"The code {PEN} already leads to LAMP.",
            f"{PEN} stands here twice; the first one counts.",
            "4006381333932 is not a barcode: its last digit should be 1.",
            "There is no item GONE.",
            "The code LAMP already leads to LAMP.",
            "VASE",
        ]
        assert await catalog.list_barcodes(tx, ["LAMP", "VASE"]) == [Barcode(PEN, "LAMP"), Barcode("VASE", "VASE")]

    async def test_tells_nobody_of_what_was_known(self, tx: Tx) -> None:
        await save(tx, (PEN, "LAMP"))
        before = len(await events.read_subject(tx, "catalog"))
        assert await save(tx, (PEN, "LAMP")) == [PEN]
        assert len(await events.read_subject(tx, "catalog")) == before


class TestFindByCode:
    @pytest.mark.parametrize("code", [PEN, f"0{PEN}", "LAMP", "lamp", " lamp "])
    async def test_takes_a_barcode_or_a_sku(self, tx: Tx, code: str) -> None:
        await save(tx, (PEN, "LAMP"))
        found = await catalog.find_by_code(tx, code)
        assert found is not None
        assert found.sku == "LAMP"

    async def test_finds_nothing_behind_an_unknown_code(self, tx: Tx) -> None:
        assert await catalog.find_by_code(tx, PEN) is None
        with pytest.raises(catalog.UnknownCode, match=f"No item has the code {PEN}."):
            await catalog.get_by_code(tx, PEN)


class TestRemoveBarcode:
    async def test_frees_the_code_for_another_item(self, tx: Tx) -> None:
        await save(tx, (PEN, "LAMP"))
        await catalog.remove_barcode(tx, PEN, now=NOW, actor=an_actor())
        assert await story(tx, "item/LAMP") == ["catalog.barcode_removed"]
        assert await save(tx, (PEN, "VASE")) == [PEN]

    async def test_refuses_what_is_none(self, tx: Tx) -> None:
        with pytest.raises(catalog.BarcodeNotFound):
            await catalog.remove_barcode(tx, OTHER_PEN, now=NOW, actor=an_actor())
