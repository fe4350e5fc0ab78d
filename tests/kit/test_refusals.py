"""Refusals explain themselves."""

from dataclasses import dataclass

import pytest

from atrium.kit.refusals import Conflict, Forbidden, Invalid, NotFound, Refusal, Unavailable


@dataclass(eq=False)
class ShelfTooHigh(Conflict):
    height_cm: int
    field: str | None = None

    @property
    def message(self) -> str:
        return f"The shelf is {self.height_cm} cm high."


class TestRefusal:
    def test_names_its_code_after_its_reason(self) -> None:
        assert ShelfTooHigh(240).code == "shelf_too_high"

    def test_speaks_one_sentence(self) -> None:
        assert str(ShelfTooHigh(240)) == "The shelf is 240 cm high."
        assert str(NotFound()) == "not found"

    def test_keeps_its_fields_when_raised_through_a_context_manager(self) -> None:
        with pytest.raises(ShelfTooHigh) as caught:
            raise ShelfTooHigh(240, "shelves[0]")
        assert (caught.value.height_cm, caught.value.field) == (240, "shelves[0]")

    def test_is_equal_to_itself_alone(self) -> None:
        assert ShelfTooHigh(240) != ShelfTooHigh(240)

    @pytest.mark.parametrize(
        ("kind", "status"), [(NotFound, 404), (Conflict, 409), (Invalid, 422), (Forbidden, 403), (Unavailable, 503)]
    )
    def test_has_a_status_for_each_kind(self, kind: type[Refusal], status: int) -> None:
        assert kind.status == status
        assert kind.remedy.endswith(".")
