"""A signed link opens what it was made for, and nothing else."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.kit.signing import LENGTH, LinkBroken, digest, sign, unsign

SECRET = b"a secret of this house"
ID = UUID("019ab8a0-0000-7000-8000-000000000007")


class TestUnsign:
    @given(st.uuids())
    def test_answers_what_was_signed(self, id_: UUID) -> None:
        token = sign(SECRET, "order", id_)
        assert len(token) == LENGTH
        assert unsign(SECRET, "order", token) == id_

    def test_refuses_another_purpose(self) -> None:
        with pytest.raises(LinkBroken):
            unsign(SECRET, "cart", sign(SECRET, "order", ID))

    def test_refuses_another_house(self) -> None:
        with pytest.raises(LinkBroken):
            unsign(b"a secret of another house", "order", sign(SECRET, "order", ID))

    @pytest.mark.parametrize("place", [0, 20, 30, LENGTH - 1])
    def test_refuses_a_token_of_which_one_letter_was_changed(self, place: int) -> None:
        token = sign(SECRET, "order", ID)
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(LinkBroken):
            unsign(SECRET, "order", token[:place] + other + token[place + 1 :])

    @given(st.text(max_size=60))
    def test_refuses_whatever_else_there_is(self, text: str) -> None:
        with pytest.raises(LinkBroken):
            unsign(SECRET, "order", text)

    def test_refuses_another_spelling_of_the_same_bytes(self) -> None:
        token = sign(SECRET, "order", UUID(int=2**128 - 1)).replace("_", "/").replace("-", "+")
        with pytest.raises(LinkBroken):
            unsign(SECRET, "order", token)


class TestDigest:
    def test_keeps_parts_apart(self) -> None:
        assert digest(SECRET, "code", "a@b.example", "1") != digest(SECRET, "code", "a@b.exampl", "e1")

    def test_keeps_purposes_and_houses_apart(self) -> None:
        marks = {digest(SECRET, "code", "1"), digest(SECRET, "device", "1"), digest(b"other", "code", "1")}
        assert len(marks) == 3
