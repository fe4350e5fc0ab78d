"""Money: split without loss, rounded by one rule, never mixed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.kit.money import Money, minor_digits, rounded, split

totals = st.integers(-(10**12), 10**12)
weight_lists = st.lists(st.integers(0, 10**9), min_size=1, max_size=20)


class TestSplit:
    @given(total=totals, weights=weight_lists)
    def test_sums_exactly(self, total: int, weights: list[int]) -> None:
        assert sum(split(total, weights)) == total

    @given(total=totals, weights=weight_lists.filter(any))
    def test_gives_each_share_its_proportion_within_one_minor_unit(self, total: int, weights: list[int]) -> None:
        for share, weight in zip(split(total, weights), weights, strict=True):
            assert abs(share * sum(weights) - total * weight) < sum(weights)

    @given(total=st.integers(0, 10**9), weights=weight_lists)
    def test_mirrors_a_negative_total(self, total: int, weights: list[int]) -> None:
        assert split(-total, weights) == [-share for share in split(total, weights)]

    @given(total=st.integers(0, 10**9), weights=weight_lists.filter(any))
    def test_gives_nothing_for_no_weight(self, total: int, weights: list[int]) -> None:
        for share, weight in zip(split(total, weights), weights, strict=True):
            assert weight > 0 or share == 0

    @given(total=st.integers(0, 10**9), weights=weight_lists)
    def test_gives_the_heavier_no_less(self, total: int, weights: list[int]) -> None:
        shares = split(total, weights)
        for share, weight in zip(shares, weights, strict=True):
            assert all(other <= share for other, lighter in zip(shares, weights, strict=True) if lighter < weight)

    @pytest.mark.parametrize(
        ("total", "weights", "shares"),
        [
            (100, [1, 1, 1], [34, 33, 33]),
            (2, [1, 1, 1], [1, 1, 0]),
            (-100, [1, 1, 1], [-34, -33, -33]),
            (5, [0, 0], [3, 2]),
            (0, [3, 4], [0, 0]),
            (10, [1, 2], [3, 7]),
            (7, [], []),
        ],
    )
    def test_gives_equal_remainders_to_the_earlier(self, total: int, weights: list[int], shares: list[int]) -> None:
        assert split(total, weights) == shares


class TestRounded:
    @pytest.mark.parametrize(
        ("exact", "whole"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1), ("-2.5", -3), ("2.4999", 2), ("0", 0)]
    )
    def test_goes_half_away_from_zero(self, exact: str, whole: int) -> None:
        assert rounded(Decimal(exact)) == whole

    @given(st.decimals(-(10**15), 10**15, places=6))
    def test_is_never_further_off_than_half(self, exact: Decimal) -> None:
        assert abs(rounded(exact) - exact) <= Decimal("0.5")
        assert rounded(-exact) == -rounded(exact)


class TestMinorDigits:
    @pytest.mark.parametrize(("currency", "digits"), [("USD", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3)])
    def test_knows_the_currency(self, currency: str, digits: int) -> None:
        assert minor_digits(currency) == digits


class TestMoney:
    @pytest.mark.parametrize(
        ("major", "currency", "minor"), [("12.345", "USD", 1235), ("12.5", "JPY", 13), ("0.0005", "KWD", 1)]
    )
    def test_rounds_major_units_once(self, major: str, currency: str, minor: int) -> None:
        assert Money.of(Decimal(major), currency) == Money(minor, currency)

    @given(minor=st.integers(-(10**12), 10**12), currency=st.sampled_from(["USD", "JPY", "KWD"]))
    def test_comes_back_from_major_units(self, minor: int, currency: str) -> None:
        assert Money.of(Money(minor, currency).major, currency) == Money(minor, currency)

    def test_adds_and_takes_away(self) -> None:
        assert Money(5, "USD") + Money(7, "USD") == Money(12, "USD")
        assert Money(5, "USD") - Money(7, "USD") == Money(-2, "USD")
        assert Money.total([Money(1, "USD"), Money(2, "USD")], "USD") == Money(3, "USD")
        assert Money.total([], "JPY") == Money(0, "JPY")

    def test_never_joins_two_currencies(self) -> None:
        with pytest.raises(ValueError, match="cannot join USD and JPY"):
            _ = Money(1, "USD") + Money(1, "JPY")

    def test_reads_as_people_write_it(self) -> None:
        assert Money(129900, "USD").shown() == "$1,299.00"
        assert Money(1299, "JPY").shown() == "¥1,299"
