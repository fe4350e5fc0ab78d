"""SQL and the model agree on what units of a line cost."""

from atrium.contexts.orders import value_between
from atrium.kit.db import Tx
from tests.story import a_line

VALUES = """
    SELECT orders.value_of_first(units, quantity, total)
      FROM unnest(%(units)s::bigint[], %(quantities)s::bigint[], %(totals)s::bigint[]) WITH ORDINALITY
        AS asked (units, quantity, total, place)
     ORDER BY place
"""
TOTALS = (0, 1, 2, 3, 5, 7, 99, 100, 101, 2768, 999_999_999_999)
QUANTITIES = (*range(1, 14), 1000, 750_001)


class TestValueOfFirst:
    async def test_is_what_the_model_says(self, tx: Tx) -> None:
        asked = [
            (units, quantity, total)
            for quantity in QUANTITIES
            for units in sorted(
                {0, 1, quantity // 3, quantity // 2, quantity - 1, quantity} | set(range(quantity % 14))
            )
            if units <= quantity
            for total in TOTALS
        ]
        units, quantities, totals = zip(*asked, strict=True)
        answers = await tx.values(VALUES, {"units": [*units], "quantities": [*quantities], "totals": [*totals]})
        assert answers == [
            value_between(a_line(quantity=quantity, net_minor=total, tax_minor=0), 0, units)
            for units, quantity, total in asked
        ]
