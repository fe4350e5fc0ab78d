"""Prices against PostgreSQL; every test is rolled back."""

from decimal import Decimal

from atrium.contexts import pricing
from atrium.contexts.pricing import ListPrice, PriceUnreadable, TaxRate
from atrium.kit import events
from atrium.kit.db import Tx
from tests.builders import NOW, an_actor

LAMP = ListPrice("US", "LAMP", "USD", Decimal("24.99"))


async def save(tx: Tx, *prices: ListPrice) -> list[ListPrice | PriceUnreadable]:
    return await pricing.save_list_prices(tx, prices, now=NOW, actor=an_actor())


class TestSaveListPrices:
    async def test_keeps_the_good_and_answers_for_the_bad(self, tx: Tx) -> None:
        bad = [ListPrice("US", "SOFA", "USD", Decimal(price)) for price in ("-0.01", "0.0000001", "NaN", "Infinity")]
        answers = await save(tx, bad[0], LAMP, *bad[1:])
        assert answers[1] == LAMP
        assert [a.message for a in answers if isinstance(a, PriceUnreadable)] == [
            "The price of SOFA is not a number from 0.",
            "The price of SOFA has more than 6 places.",
            "The price of SOFA is not a number from 0.",
            "The price of SOFA is not a number from 0.",
        ]
        assert list(await pricing.price_cards(tx, ["LAMP", "SOFA"], market="US")) == ["LAMP"]

    async def test_refuses_what_no_column_can_hold(self, tx: Tx) -> None:
        prices = ("sNaN", "1e12", "1e400")
        answers = await save(tx, *(ListPrice("US", "SOFA", "USD", Decimal(price)) for price in prices))
        assert [a.message for a in answers if isinstance(a, PriceUnreadable)] == [
            "The price of SOFA is not a number from 0.",
            "The price of SOFA has more than twelve digits before the point.",
            "The price of SOFA has more than twelve digits before the point.",
        ]

    async def test_replaces_a_price_and_tells_of_it_by_market(self, tx: Tx) -> None:
        await save(tx, LAMP, ListPrice("CA", "LAMP", "CAD", Decimal("34.5")))
        await save(tx, ListPrice("US", "LAMP", "USD", Decimal("19.000001")))
        cards = await pricing.price_cards(tx, ["LAMP"], market="US")
        assert cards["LAMP"].unit_price == Decimal("19.000001")
        assert [e.facts["skus"] for e in await events.read_subject(tx, "market/US")] == [["LAMP"], ["LAMP"]]
        assert [e.facts["skus"] for e in await events.read_subject(tx, "market/CA")] == [["LAMP"]]

    async def test_takes_trailing_zeros_for_what_they_are(self, tx: Tx) -> None:
        answers = await save(tx, ListPrice("US", "LAMP", "USD", Decimal("1.5000000000")))
        assert not isinstance(answers[0], PriceUnreadable)

    async def test_sends_as_many_statements_for_many_as_for_one(self, tx: Tx) -> None:
        await save(tx, *(ListPrice("US", f"LAMP-{n}", "USD", Decimal(n)) for n in range(500)))
        assert tx.statements.sent == 2


class TestPriceCards:
    async def test_joins_the_rate_of_the_items_class(self, tx: Tx) -> None:
        await save(tx, LAMP, ListPrice("US", "BREAD", "USD", Decimal(3), tax_class="food"))
        await pricing.save_tax_rates(tx, [TaxRate("US", "standard", Decimal("0.1075"))])
        cards = await pricing.price_cards(tx, ["LAMP", "BREAD", "SOFA"], market="US")
        assert {sku: card.rate for sku, card in cards.items()} == {"LAMP": Decimal("0.1075"), "BREAD": Decimal(0)}
        assert await pricing.price_cards(tx, ["LAMP"], market="CA") == {}


class TestListPrices:
    async def test_pages_by_sku_to_the_end(self, tx: Tx) -> None:
        await save(tx, *(ListPrice("US", f"LAMP-{n}", "USD", Decimal(n)) for n in range(5)))
        first = await pricing.list_prices(tx, market="US", limit=3)
        assert [card.sku for card in first.items] == ["LAMP-0", "LAMP-1", "LAMP-2"]
        second = await pricing.list_prices(tx, market="US", cursor=first.next_cursor, limit=3)
        assert [card.sku for card in second.items] == ["LAMP-3", "LAMP-4"]
        assert second.next_cursor is None
