"""Items and categories, without a database."""

from dataclasses import replace

import pytest

from atrium.contexts import catalog
from atrium.contexts.catalog.model import check_categories, check_items
from tests.builders import a_category, an_item


class TestCheckItems:
    def test_finds_nothing_wrong_with_a_good_item(self) -> None:
        assert check_items([an_item()], categories={"furniture"}) == [None]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("sku", "lamp"),
            ("sku", ""),
            ("sku", "L" * 33),
            ("sku", "LAMP\n"),
            ("name", "  "),
            ("name", "x" * 301),
            ("base_unit", "furlong"),
            ("illustration", "<script>"),
            ("illustration", "<svg>" + " " * 65536),
        ],
    )
    def test_names_the_field_at_fault(self, field: str, value: str) -> None:
        (fault,) = check_items([replace(an_item(), **{field: value})], categories={"furniture"})
        assert isinstance(fault, catalog.ItemInvalid)
        assert fault.field == field

    def test_refuses_a_category_that_is_not(self) -> None:
        (fault,) = check_items([an_item(category="ships")], categories={"furniture"})
        assert isinstance(fault, catalog.UnknownCategory)
        assert fault.category == "ships"

    def test_lets_only_the_first_of_two_count(self) -> None:
        first, second = check_items([an_item("LAMP"), an_item("LAMP")], categories={"furniture"})
        assert first is None
        assert isinstance(second, catalog.NamedTwice)


class TestCheckCategories:
    def test_refuses_what_no_code_can_be(self) -> None:
        faults = check_categories([a_category("cold dispensed"), a_category("Über"), a_category(named="")])
        assert [fault.field if fault else None for fault in faults] == [None, "code", "name"]
