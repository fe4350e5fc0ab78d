"""Nothing points at what is not there, although no foreign key crosses a schema; and every order was told of."""

from atrium.kit.invariants import Invariant

ITEMS_OF_LINES = """
    SELECT line.order_number || ' line ' || line.line_number AS id,
           jsonb_build_object('sku', line.sku) AS figures, count(*) OVER () AS drift
      FROM orders.line_accounts AS line
     WHERE NOT EXISTS (SELECT 1 FROM catalog.known_skus AS item WHERE item.sku = line.sku)
     ORDER BY line.order_number, line.line_number
     LIMIT %(most)s
"""
STOCK = """
    SELECT stock.sku || ' ' || stock.location AS id,
           jsonb_build_object('sku', stock.sku, 'location', stock.location) AS figures, count(*) OVER () AS drift
      FROM inventory.stock_levels AS stock
     WHERE NOT EXISTS (SELECT 1 FROM catalog.known_skus AS item WHERE item.sku = stock.sku)
        OR NOT EXISTS (SELECT 1 FROM locations.known_locations AS place WHERE place.location = stock.location)
     ORDER BY stock.sku, stock.location
     LIMIT %(most)s
"""
PLACES_OF_WORK = """
    SELECT work.fulfilment_id || ' line ' || work.line_number AS id,
           jsonb_build_object('location', work.location) AS figures, count(*) OVER () AS drift
      FROM fulfilment.line_work AS work
     WHERE NOT EXISTS (SELECT 1 FROM locations.known_locations AS place WHERE place.location = work.location)
     ORDER BY work.fulfilment_id, work.line_number
     LIMIT %(most)s
"""
PLACES_OF_PICKUP = """
    SELECT line.order_number || ' line ' || line.line_number AS id,
           jsonb_build_object('pickup_location', line.pickup_location) AS figures, count(*) OVER () AS drift
      FROM orders.line_accounts AS line
     WHERE line.pickup_location IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM locations.known_locations AS place WHERE place.location = line.pickup_location)
     ORDER BY line.order_number, line.line_number
     LIMIT %(most)s
"""
ORDERS_OF_WORK = """
    SELECT work.fulfilment_id || ' line ' || work.line_number AS id,
           jsonb_build_object('order_id', work.order_id, 'sku', work.sku, 'sku_of_order', line.sku) AS figures,
           count(*) OVER () AS drift
      FROM fulfilment.line_work AS work
      LEFT JOIN orders.line_accounts AS line USING (order_id, line_number)
     WHERE work.sku IS DISTINCT FROM line.sku
     ORDER BY work.fulfilment_id, work.line_number
     LIMIT %(most)s
"""
WORK_OF_PROMISES = """
    SELECT promised.id::text AS id,
           jsonb_build_object('kind', promised.kind, 'fulfilment_id', promised.fulfilment_id,
                              'line_number', promised.line_number, 'quantity', promised.quantity) AS figures,
           count(*) OVER () AS drift
      FROM inventory.open_promises AS promised
      LEFT JOIN fulfilment.line_work AS work USING (fulfilment_id, line_number)
     WHERE work.fulfilment_id IS NULL
     ORDER BY promised.id
     LIMIT %(most)s
"""
ORDERS_OF_PAYMENTS = """
    SELECT money.order_id::text AS id,
           jsonb_build_object('authorised_minor', money.authorised_minor, 'taken_minor', money.taken_minor) AS figures,
           count(*) OVER () AS drift
      FROM payments.order_money AS money
      LEFT JOIN orders.order_worth AS worth USING (order_id)
     WHERE worth.order_id IS NULL
     ORDER BY money.order_id
     LIMIT %(most)s
"""
ORDERS_OF_CARTS = """
    SELECT cart.cart_id::text AS id, jsonb_build_object('order_id', cart.order_id) AS figures, count(*) OVER () AS drift
      FROM carts.ordered_carts AS cart
      LEFT JOIN orders.order_worth AS worth USING (order_id)
     WHERE worth.order_id IS NULL
     ORDER BY cart.cart_id
     LIMIT %(most)s
"""
ORDERS_OF_MESSAGES = """
    SELECT message.id::text AS id,
           jsonb_build_object('kind', message.kind, 'order_id', message.order_id,
                              'order_number', message.order_number) AS figures,
           count(*) OVER () AS drift
      FROM messaging.order_messages AS message
     WHERE NOT EXISTS (SELECT 1 FROM orders.order_book AS book
                        WHERE book.id = message.order_id AND book.number = message.order_number)
     ORDER BY message.id
     LIMIT %(most)s
"""
UNTOLD = """
    SELECT worth.order_number AS id,
           jsonb_build_object('order_id', worth.order_id, 'state', worth.state) AS figures, count(*) OVER () AS drift
      FROM orders.order_worth AS worth
     WHERE NOT EXISTS (SELECT 1 FROM kit.told
                        WHERE told.subject = 'order/' || worth.order_id
                          AND told.type IN ('orders.placed', 'orders.awaits_payment'))
     ORDER BY worth.order_number
     LIMIT %(most)s
"""

INVARIANTS = (
    Invariant("order_lines_name_items", "Every ordered item is in the catalogue.", ITEMS_OF_LINES),
    Invariant("stock_names_items_and_locations", "Stock is of a known item at a known location.", STOCK),
    Invariant("work_is_at_locations", "Every fulfilment is at a known location.", PLACES_OF_WORK),
    Invariant("pickups_are_at_locations", "Goods are collected at a known location.", PLACES_OF_PICKUP),
    Invariant("work_belongs_to_order_lines", "Every fulfilment's line is a line of its order.", ORDERS_OF_WORK),
    Invariant(
        "promises_belong_to_work", "Every open hold and reservation is for a known fulfilment.", WORK_OF_PROMISES
    ),
    Invariant("payments_belong_to_orders", "Every payment is for a known order.", ORDERS_OF_PAYMENTS),
    Invariant("ordered_carts_are_orders", "Every cart that was ordered is an order of the book.", ORDERS_OF_CARTS),
    Invariant("messages_belong_to_orders", "Every message about an order is about a known one.", ORDERS_OF_MESSAGES),
    Invariant("every_order_was_told", "The log tells of the beginning of every order.", UNTOLD),
)
