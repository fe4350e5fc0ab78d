"""What was taken is what the shopper got."""

from atrium.kit.invariants import Invariant

# A card is charged for what left the house; a door that took everything at once gives back what was cancelled. Less
# by what was given back although the goods stay; a door that gave back more than is left has nothing more to give.
TAKEN = """
    SELECT worth.order_number AS id,
           jsonb_build_object('state', worth.state, 'total_minor', worth.total_minor,
                              'fulfilled_minor', worth.fulfilled_minor, 'cancelled_minor', worth.cancelled_minor,
                              'goodwill_minor', worth.goodwill_minor,
                              'taken_at_the_door', coalesce(money.taken_at_the_door, false),
                              'taken_minor', coalesce(money.taken_minor, 0)) AS figures,
           count(*) OVER () AS drift
      FROM orders.order_worth AS worth
      LEFT JOIN payments.order_money AS money USING (order_id)
     WHERE coalesce(money.taken_minor, 0) <> greatest(CASE WHEN money.taken_at_the_door
                                                           THEN worth.total_minor - worth.cancelled_minor
                                                           ELSE worth.fulfilled_minor END - worth.goodwill_minor, 0)
     ORDER BY worth.order_number
     LIMIT %(most)s
"""
PAID = """
    SELECT worth.order_number AS id,
           jsonb_build_object('state', worth.state, 'total_minor', worth.total_minor,
                              'authorised_minor', coalesce(money.authorised_minor, 0)) AS figures,
           count(*) OVER () AS drift
      FROM orders.order_worth AS worth
      LEFT JOIN payments.order_money AS money USING (order_id)
     WHERE worth.state IN ('placed', 'in_progress', 'fulfilled')
       AND coalesce(money.authorised_minor, 0) < worth.total_minor
     ORDER BY worth.order_number
     LIMIT %(most)s
"""
LET_GO = """
    SELECT worth.order_number AS id,
           jsonb_build_object('state', worth.state, 'set_aside_minor', money.set_aside_minor) AS figures,
           count(*) OVER () AS drift
      FROM orders.order_worth AS worth
      JOIN payments.order_money AS money USING (order_id)
     WHERE worth.state NOT IN ('placed', 'in_progress') AND money.set_aside_minor <> 0
     ORDER BY worth.order_number
     LIMIT %(most)s
"""

INVARIANTS = (
    Invariant(
        "money_equals_goods", "What was taken or asked for is what the goods are worth, less what was granted.", TAKEN
    ),
    Invariant("placed_orders_are_paid", "The money for a placed order was authorised before.", PAID),
    Invariant("ended_orders_keep_no_money", "Money set aside for an order that has ended is let go.", LET_GO),
)
