"""What scanners read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.contexts.catalog.codes import check_digit, fault_of, tidy


class TestCheckDigit:
    @pytest.mark.parametrize(
        ("digits", "last"),
        [("400638133393", "1"), ("978014044913", "6"), ("03600029145", "2"), ("9638507", "4"), ("1001234567890", "2")],
    )
    def test_is_the_one_that_is_printed(self, digits: str, last: str) -> None:
        assert check_digit(digits) == last

    @given(digits=st.text("0123456789", min_size=12, max_size=12), place=st.integers(0, 11), other=st.integers(1, 9))
    def test_tells_any_one_wrong_digit(self, digits: str, place: int, other: int) -> None:
        wrong = digits[:place] + str((int(digits[place]) + other) % 10) + digits[place + 1 :]
        assert check_digit(wrong) != check_digit(digits)


class TestTidy:
    @pytest.mark.parametrize(
        ("read", "kept"),
        [
            ("036000291452", "0036000291452"),
            ("0036000291452", "0036000291452"),
            ("00036000291452", "0036000291452"),
            ("10012345678902", "10012345678902"),
            ("96385074", "96385074"),
            (" lgt-0023\n", "LGT-0023"),
            ("12345", "12345"),
        ],
    )
    def test_gives_one_form_however_it_was_read(self, read: str, kept: str) -> None:
        assert tidy(read) == kept


class TestFaultOf:
    @pytest.mark.parametrize("code", ["4006381333931", "96385074", "10012345678902", "SHELF-7", "12345"])
    def test_finds_none_in_a_barcode(self, code: str) -> None:
        assert fault_of(code) is None

    def test_names_the_digit_that_is_wrong(self) -> None:
        assert fault_of("4006381333932") == "4006381333932 is not a barcode: its last digit should be 1."

    @pytest.mark.parametrize("code", ["", "A B", "É1", "/etc", "X" * 49])
    def test_refuses_what_no_label_has(self, code: str) -> None:
        assert fault_of(code) == "A barcode has 1 to 48 of 0-9, A-Z, dot, underscore, plus and hyphen."
