"""What can be promised: one definition, in SQL and in the model."""

from collections.abc import Callable, Generator, Mapping

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atrium.contexts import inventory

AVAILABLE = "SELECT inventory.available(%(on_hand)s, %(held)s, %(reserved)s, %(safety)s)"
counts = st.integers(0, 2**40)


@pytest.fixture(scope="module")
def answered(shared_url: str) -> Generator[Callable[[Mapping[str, int]], int]]:
    """Asks PostgreSQL, over one connection for all examples."""
    with psycopg.connect(shared_url) as connection:

        def ask(figures: Mapping[str, int]) -> int:
            row = connection.execute(AVAILABLE, figures).fetchone()
            assert row is not None
            return row[0]

        yield ask


class TestAvailable:
    @settings(deadline=None)
    @given(on_hand=counts, held=counts, reserved=counts, safety=counts)
    def test_says_the_same_in_sql_and_in_the_model(
        self, answered: Callable[[Mapping[str, int]], int], on_hand: int, held: int, reserved: int, safety: int
    ) -> None:
        figures = {"on_hand": on_hand, "held": held, "reserved": reserved, "safety": safety}
        assert answered(figures) == inventory.available(**figures)
