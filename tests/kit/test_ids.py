"""Identifiers: ordered for machines, short for people."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from atrium.kit.ids import CROCKFORD, NUMBER_BITS, new_code, new_id, new_secret, short_number


class TestNewId:
    def test_is_a_uuid_of_version_seven(self) -> None:
        assert new_id().version == 7

    def test_comes_in_order(self) -> None:
        ids = [new_id() for _ in range(2000)]
        assert ids == sorted(set(ids))


class TestShortNumber:
    @given(st.uuids())
    def test_has_ten_letters_that_nobody_confuses(self, id_: UUID) -> None:
        number = short_number(id_)
        assert len(number) == 11
        assert number[5] == "-"
        assert set(number.replace("-", "")) <= set(CROCKFORD)
        assert not set(number) & set("ILOU")

    @given(st.integers(0, 2**NUMBER_BITS - 1))
    def test_keeps_every_random_bit(self, bits: int) -> None:
        value = 0
        for letter in short_number(UUID(int=bits)).replace("-", ""):
            value = value * 32 + CROCKFORD.index(letter)
        assert value == bits

    def test_differs_between_ids_of_one_millisecond(self) -> None:
        assert len({short_number(new_id()) for _ in range(2000)}) == 2000


class TestNewCode:
    def test_has_so_many_digits(self) -> None:
        assert len(new_code()) == 6
        assert new_code(8).isdigit()
        assert len({new_code(12) for _ in range(100)}) == 100


class TestNewSecret:
    def test_holds_256_bits_and_is_safe_in_a_header(self) -> None:
        secret = new_secret()
        assert len(secret) == 43
        assert secret.replace("-", "").replace("_", "").isalnum()
