"""From unit price to money, with the traps that tills fall into."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.contexts.pricing import PriceCard, price_line

prices = st.decimals(0, 10**6, places=6)
rates = st.decimals(0, Decimal("0.99"), places=6)
quantities = st.integers(1, 10**6)


def a_card(price: str | Decimal = "24.99", *, rate: str | Decimal = "0.1075", currency: str = "USD") -> PriceCard:
    return PriceCard("LAMP", "US", currency, Decimal(price), "standard", Decimal(rate))


class TestPriceLine:
    @pytest.mark.parametrize(
        ("price", "rate", "currency", "quantity", "net", "tax"),
        [
            ("24.99", "0.1075", "USD", 1, 2499, 269),  # 268.6425
            ("6.44", "0.1075", "USD", 1, 644, 69),  # 69.23; both lines alone give 338, their sum would give 338 too
            ("24.99", "0.1075", "USD", 3, 7497, 806),  # 805.9275, not three times 269
            ("0.001", "0.07", "USD", 4, 0, 0),
            ("0.001", "0.07", "USD", 5, 1, 0),  # half a cent goes up
            ("0.001", "0.07", "USD", 12500, 1250, 88),  # 87.5 goes up
            ("149.5", "0.10", "JPY", 1, 150, 15),
            ("149.5", "0.10", "JPY", 3, 449, 45),  # 448.5, then 44.9
            ("1.2345", "0.05", "KWD", 1, 1235, 62),  # 1234.5, then 61.75
            ("0", "0.10", "USD", 7, 0, 0),
            ("10", "0", "USD", 1, 1000, 0),
        ],
    )
    def test_adds_tax_to_the_rounded_net(
        self, price: str, rate: str, currency: str, quantity: int, net: int, tax: int
    ) -> None:
        line = price_line(a_card(price, rate=rate, currency=currency), quantity, includes_tax=False)
        assert (line.net_minor, line.tax_minor, line.total_minor) == (net, tax, net + tax)

    @pytest.mark.parametrize(
        ("price", "rate", "currency", "quantity", "net", "tax"),
        [
            ("24.99", "0.19", "EUR", 1, 2100, 399),
            ("0.01", "0.19", "EUR", 1, 1, 0),
            ("110", "0.10", "JPY", 1, 100, 10),
            ("1.05", "0.05", "KWD", 1, 1000, 50),
            ("9.99", "0.20", "GBP", 3, 2498, 499),  # 2997 / 1.2 = 2497.5
        ],
    )
    def test_takes_tax_out_of_a_price_that_holds_it(
        self, price: str, rate: str, currency: str, quantity: int, net: int, tax: int
    ) -> None:
        line = price_line(a_card(price, rate=rate, currency=currency), quantity, includes_tax=True)
        assert (line.net_minor, line.tax_minor) == (net, tax)

    def test_keeps_what_it_was_made_from(self) -> None:
        line = price_line(a_card(), 2, includes_tax=False)
        assert (line.sku, line.quantity, line.currency) == ("LAMP", 2, "USD")
        assert (line.unit_price, line.tax_rate) == (Decimal("24.99"), Decimal("0.1075"))

    @given(price=prices, rate=rates, quantity=quantities, currency=st.sampled_from(["USD", "JPY", "KWD"]))
    def test_comes_to_the_listed_price_where_that_holds_tax(
        self, price: Decimal, rate: Decimal, quantity: int, currency: str
    ) -> None:
        card = a_card(price, rate=rate, currency=currency)
        inclusive, exclusive = (price_line(card, quantity, includes_tax=held) for held in (True, False))
        assert inclusive.total_minor == exclusive.net_minor
        assert 0 <= inclusive.net_minor <= inclusive.total_minor

    @given(price=prices, rate=rates, quantity=quantities)
    def test_is_off_by_no_more_than_half_a_minor_unit(self, price: Decimal, rate: Decimal, quantity: int) -> None:
        line = price_line(a_card(price, rate=rate), quantity, includes_tax=False)
        assert abs(line.net_minor - price * quantity * 100) <= Decimal("0.5")
        assert abs(line.tax_minor - line.net_minor * rate) <= Decimal("0.5")
