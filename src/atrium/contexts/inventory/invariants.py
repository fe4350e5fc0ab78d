"""What must be true of the stock and its ledger."""

from atrium.kit.invariants import Invariant

LEDGER = """
    SELECT concat_ws(' ', sku, location, owner, condition, nullif(lot, '')) AS id,
           jsonb_build_object('on_hand', coalesce(stock.on_hand, 0), 'ledger', coalesce(ledger.quantity, 0)) AS figures,
           count(*) OVER () AS drift
      FROM inventory.stock
      FULL JOIN (SELECT sku, location, owner, condition, lot, sum(quantity)::bigint AS quantity
                   FROM inventory.movements
                  GROUP BY sku, location, owner, condition, lot) AS ledger
     USING (sku, location, owner, condition, lot)
     WHERE coalesce(stock.on_hand, 0) <> coalesce(ledger.quantity, 0)
     ORDER BY id
     LIMIT %(most)s
"""
RESERVED = """
    SELECT concat_ws(' ', sku, location, owner, condition, nullif(lot, '')) AS id,
           jsonb_build_object('reserved', coalesce(stock.reserved, 0), 'reservations', coalesce(open.quantity, 0))
               AS figures,
           count(*) OVER () AS drift
      FROM inventory.stock
      FULL JOIN (SELECT sku, location, owner, condition, lot, sum(quantity)::bigint AS quantity
                   FROM inventory.reservations
                  WHERE quantity > 0
                  GROUP BY sku, location, owner, condition, lot) AS open
     USING (sku, location, owner, condition, lot)
     WHERE coalesce(stock.reserved, 0) <> coalesce(open.quantity, 0)
     ORDER BY id
     LIMIT %(most)s
"""
HELD = """
    SELECT concat_ws(' ', sku, location, owner, condition, nullif(lot, '')) AS id,
           jsonb_build_object('held', coalesce(stock.held, 0), 'holds', coalesce(open.quantity, 0)) AS figures,
           count(*) OVER () AS drift
      FROM inventory.stock
      FULL JOIN (SELECT sku, location, owner, condition, lot, sum(quantity)::bigint AS quantity
                   FROM inventory.holds
                  WHERE state = 'open'
                  GROUP BY sku, location, owner, condition, lot) AS open
     USING (sku, location, owner, condition, lot)
     WHERE coalesce(stock.held, 0) <> coalesce(open.quantity, 0)
     ORDER BY id
     LIMIT %(most)s
"""
SHORTFALL = """
    SELECT concat_ws(' ', sku, location, owner, condition, nullif(lot, '')) AS id,
           jsonb_build_object('on_hand', on_hand, 'held', held, 'reserved', reserved, 'shortfall', shortfall)
               AS figures,
           count(*) OVER () AS drift
      FROM inventory.stock
     WHERE shortfall <> greatest(held + reserved - on_hand, 0) OR least(on_hand, held, reserved, safety) < 0
     ORDER BY id
     LIMIT %(most)s
"""

INVARIANTS = (
    Invariant("ledger_equals_on_hand", "The movements of a stock row add up to what is on hand.", LEDGER),
    Invariant("reserved_equals_reservations", "What is reserved is what open reservations add up to.", RESERVED),
    Invariant("held_equals_holds", "What is held is what open holds add up to.", HELD),
    Invariant(
        "shortfall_is_what_is_missing", "Promises past what is on hand are shortfall, and nothing else is.", SHORTFALL
    ),
)
