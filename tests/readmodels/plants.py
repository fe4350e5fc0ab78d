"""What is done behind the back of the house, with plain SQL, and which invariants must then be found broken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

OF_ORDER = "(SELECT id FROM orders.orders WHERE number = %(number)s)"


@dataclass(frozen=True, slots=True)
class Plant:
    """What is done behind the house's back to one of its orders, and which invariants must then be found broken."""

    breaks: Sequence[str]
    statements: Sequence[LiteralString]
    order: str = "queued"
    drift: int = 1


STOCK_CHECKS = (
    "ALTER TABLE inventory.stock DROP CONSTRAINT stock_is_not_negative",
    "ALTER TABLE inventory.stock DROP CONSTRAINT stock_is_not_oversold",
)
LAMP_IN_MINNEAPOLIS = "sku = 'LAMP' AND location = 'S0002'"

PLANTS = {
    "a unit that no movement brought": Plant(
        ["ledger_equals_on_hand"],
        ["UPDATE inventory.stock SET on_hand = on_hand + 1 WHERE sku = 'BOLT'"],
    ),
    "a movement of a row that is gone": Plant(
        ["ledger_equals_on_hand", "reserved_equals_reservations"],
        [f"DELETE FROM inventory.stock WHERE {LAMP_IN_MINNEAPOLIS}"],
    ),
    "a promise that nobody holds": Plant(
        ["reserved_equals_reservations"],
        ["UPDATE inventory.stock SET reserved = reserved + 1 WHERE sku = 'BOLT'"],
    ),
    "a reservation that the stock does not know": Plant(
        ["reserved_equals_reservations", "reservations_equal_open_work"],
        [
            f"UPDATE inventory.reservations SET quantity = quantity + 1 WHERE quantity = 2 AND order_id = {OF_ORDER}",
        ],
    ),
    "a hold that the stock does not know": Plant(
        ["held_equals_holds", "holds_equal_planned_work"],
        [f"UPDATE inventory.holds SET quantity = quantity + 1 WHERE order_id = {OF_ORDER}"],
        order="unpaid",
    ),
    "a shortfall that is none": Plant(
        ["shortfall_is_what_is_missing"],
        [*STOCK_CHECKS, "UPDATE inventory.stock SET shortfall = 1 WHERE sku = 'BOLT'"],
    ),
    "a shelf with less than nothing": Plant(
        ["ledger_equals_on_hand", "shortfall_is_what_is_missing"],
        [*STOCK_CHECKS, "UPDATE inventory.stock SET on_hand = -1, shortfall = 6 WHERE sku = 'BOLT'"],
    ),
    "a total that no line explains": Plant(
        ["totals_equal_lines", "money_equals_goods", "placed_orders_are_paid"],
        [f"UPDATE orders.orders SET tax_minor = tax_minor + 1, total_minor = total_minor + 1 WHERE id = {OF_ORDER}"],
        order="short",
    ),
    "an order that ended before its lines": Plant(
        ["orders_end_with_their_lines"],
        [f"UPDATE orders.orders SET state = 'fulfilled' WHERE id = {OF_ORDER}"],
    ),
    "an order whose lines ended before it": Plant(
        ["orders_end_with_their_lines"],
        [f"UPDATE orders.orders SET state = 'in_progress' WHERE id = {OF_ORDER}"],
        order="shipped",
    ),
    "a cancelled order that got its goods": Plant(
        ["orders_end_with_their_lines"],
        [f"UPDATE orders.orders SET state = 'cancelled' WHERE id = {OF_ORDER}"],
        order="shipped",
    ),
    "an unpaid order that waits for stock": Plant(
        ["orders_end_with_their_lines", "units_are_accounted_for"],
        [f"UPDATE orders.lines SET waiting = 1, waiting_for = 'stock' WHERE order_id = {OF_ORDER}"],
        order="unpaid",
    ),
    "a pick before its time": Plant(
        ["picks_add_up"],
        [
            (
                "UPDATE fulfilment.lines SET picked = 1 WHERE sku = 'LAMP' AND fulfilment_id IN"
                f" (SELECT id FROM fulfilment.fulfilments WHERE order_id = {OF_ORDER})"
            )
        ],
    ),
    "a fulfilment without lines": Plant(
        ["picks_add_up"],
        [
            (
                "DELETE FROM fulfilment.lines WHERE fulfilment_id IN"
                f" (SELECT id FROM fulfilment.fulfilments WHERE order_id = {OF_ORDER})"
            )
        ],
        order="expired",
    ),
    "a payment that took more than its steps": Plant(
        ["payments_equal_operations"],
        ["UPDATE payments.operations SET amount_minor = amount_minor + 1 WHERE kind = 'capture' AND state = 'done'"],
    ),
    "a door that took less than it said": Plant(
        ["payments_equal_operations", "money_equals_goods", "ended_orders_keep_no_money"],
        [f"UPDATE payments.payments SET captured_minor = captured_minor - 1 WHERE order_id = {OF_ORDER}"],
        order="shipped",
    ),
    "a unit that left nowhere": Plant(
        ["units_are_accounted_for"],
        [f"UPDATE orders.lines SET quantity = quantity + 1 WHERE sku = 'LAMP' AND order_id = {OF_ORDER}"],
    ),
    "an address that is nobody's default": Plant(
        ["one_address_is_the_default"],
        [
            "INSERT INTO customers.profiles (shopper_id, name, changed_at) VALUES (gen_random_uuid(), 'Ana', now())",
            (
                "INSERT INTO customers.addresses"
                " (id, shopper_id, label, recipient, street, city, region, postal_code, country, is_default,"
                " created_at) SELECT gen_random_uuid(), shopper_id, 'Home', 'Ana', '1 Main St', 'Fargo', 'ND', '58103',"
                " 'US', false, now() FROM customers.profiles"
            ),
        ],
    ),
    "a unit that was fulfilled in the books only": Plant(
        ["units_are_accounted_for"],
        [
            (
                "UPDATE fulfilment.lines SET picked = picked - 1, counted = counted - 1, short = short + 1"
                " WHERE sku = 'LAMP' AND fulfilment_id IN"
                f" (SELECT id FROM fulfilment.fulfilments WHERE order_id = {OF_ORDER})"
            )
        ],
        order="shipped",
    ),
    "a reservation at another place": Plant(
        ["reserved_equals_reservations", "reservations_equal_open_work"],
        [
            (
                "UPDATE inventory.reservations SET location = 'S0002' WHERE quantity = 2 AND sku = 'VASE'"
                f" AND order_id = {OF_ORDER}"
            )
        ],
        drift=4,
    ),
    "a hold of a paid order": Plant(
        ["holds_are_of_unpaid_orders", "placed_orders_are_paid"],
        [f"UPDATE orders.orders SET state = 'placed' WHERE id = {OF_ORDER}"],
        order="unpaid",
    ),
    "goods that nobody was charged for": Plant(
        ["money_equals_goods", "ended_orders_keep_no_money"],
        [
            f"UPDATE payments.payments SET captured_minor = 0 WHERE order_id = {OF_ORDER}",
            (
                "DELETE FROM payments.operations WHERE payment_id IN"
                f" (SELECT id FROM payments.payments WHERE order_id = {OF_ORDER})"
            ),
        ],
        order="handed_over",
    ),
    "a card that is charged before the goods leave": Plant(
        ["money_equals_goods"],
        [
            (
                "INSERT INTO payments.operations (id, payment_id, kind, amount_minor, state, reason, next_try_at,"
                " created_at) SELECT gen_random_uuid(), id, 'capture', 1, 'due', 'too early', now(), now()"
                f" FROM payments.payments WHERE order_id = {OF_ORDER}"
            )
        ],
        order="by_card",
    ),
    "a grant that no payment gave back": Plant(
        ["money_equals_goods"],
        [f"UPDATE orders.orders SET goodwill_minor = goodwill_minor + 1 WHERE id = {OF_ORDER}"],
        order="shipped",
    ),
    "a refund that nobody granted": Plant(
        ["payments_equal_operations", "money_equals_goods"],
        [f"UPDATE payments.payments SET refunded_minor = refunded_minor + 1 WHERE order_id = {OF_ORDER}"],
        order="shipped",
    ),
    "money for a cancelled order that stays taken": Plant(
        ["payments_equal_operations", "money_equals_goods"],
        [f"UPDATE payments.payments SET refunded_minor = refunded_minor - 1 WHERE order_id = {OF_ORDER}"],
        order="cancelled",
    ),
    "a placed order that nobody paid": Plant(
        ["placed_orders_are_paid"],
        [f"DELETE FROM payments.payments WHERE order_id = {OF_ORDER}"],
    ),
    "a late payment that was forgotten": Plant(
        ["ended_orders_keep_no_money"],
        [
            (
                "INSERT INTO payments.payments (id, order_id, method, currency, state, authorised_minor, asked_minor,"
                " created_at, changed_at) SELECT gen_random_uuid(), id, 'card', 'USD', 'authorised', total_minor,"
                f" total_minor, now(), now() FROM orders.orders WHERE id = {OF_ORDER}"
            )
        ],
        order="expired",
    ),
    "an ordered item that is not sold": Plant(
        ["order_lines_name_items", "work_belongs_to_order_lines"],
        [f"UPDATE orders.lines SET sku = 'GHOST' WHERE sku = 'BOLT' AND order_id = {OF_ORDER}"],
        order="unpaid",
    ),
    "stock at a place that is not there": Plant(
        ["stock_names_items_and_locations"],
        ["INSERT INTO inventory.stock (sku, location, changed_at) VALUES ('LAMP', 'NOWHERE', now())"],
    ),
    "stock of an item that is not there": Plant(
        ["stock_names_items_and_locations"],
        ["INSERT INTO inventory.stock (sku, location, changed_at) VALUES ('GHOST', 'S0001', now())"],
    ),
    "work at a place that is not there": Plant(
        ["work_is_at_locations"],
        [f"UPDATE fulfilment.fulfilments SET location = 'NOWHERE' WHERE order_id = {OF_ORDER}"],
        order="expired",
    ),
    "a pickup at a place that is not there": Plant(
        ["pickups_are_at_locations"],
        [f"UPDATE orders.lines SET pickup_location = 'NOWHERE' WHERE order_id = {OF_ORDER}"],
        order="handed_over",
    ),
    "work for an order that is not there": Plant(
        ["work_belongs_to_order_lines"],
        [f"UPDATE fulfilment.fulfilments SET order_id = gen_random_uuid() WHERE order_id = {OF_ORDER}"],
        order="expired",
    ),
    "a reservation for work that is not there": Plant(
        ["promises_belong_to_work", "reservations_equal_open_work"],
        [
            (
                "UPDATE inventory.reservations SET fulfilment_id = gen_random_uuid()"
                f" WHERE sku = 'VASE' AND quantity > 0 AND order_id = {OF_ORDER}"
            )
        ],
        drift=3,
    ),
    "a cart that became no order": Plant(
        ["ordered_carts_are_orders"],
        [
            (
                "INSERT INTO carts.carts (id, shopper, market, state, version, order_id, lines, lines_made, created_at,"
                " changed_at) VALUES (gen_random_uuid(), gen_random_uuid(), 'US', 'ordered', 1, gen_random_uuid(),"
                " '[]', 0, now(), now())"
            )
        ],
    ),
    "a payment for an order that is not there": Plant(
        ["payments_belong_to_orders"],
        [
            (
                "INSERT INTO payments.payments (id, order_id, method, currency, state, asked_minor, created_at,"
                " changed_at) VALUES (gen_random_uuid(), gen_random_uuid(), 'card', 'USD', 'declined', 1, now(), now())"
            )
        ],
    ),
    "a message about an order that is not there": Plant(
        ["messages_belong_to_orders"],
        [
            (
                "INSERT INTO messaging.messages (id, kind, recipient, language, subject, text, html, order_id,"
                " order_number, cause, state, created_at, changed_at) VALUES (gen_random_uuid(), 'shipped', 'k@x',"
                " 'en', 's', 't', 'h', gen_random_uuid(), '7K2QF-93QXM', 'cause', 'kept', now(), now())"
            )
        ],
    ),
    "a due message that nobody will try": Plant(
        ["due_messages_have_a_next_try"],
        [
            "ALTER TABLE messaging.messages DROP CONSTRAINT due_has_a_next_try",
            (
                "INSERT INTO messaging.messages (id, kind, recipient, language, subject, text, html, cause, state,"
                " created_at, changed_at) VALUES (gen_random_uuid(), 'sign_in_code', 'k@x', 'en',"
                " 's', 't', 'h', 'cause', 'due', now(), now())"
            ),
        ],
    ),
    "a message that is tried in a year": Plant(
        ["due_messages_are_tried_soon"],
        [
            (
                "INSERT INTO messaging.messages (id, kind, recipient, language, subject, text, html, cause, state,"
                " next_try_at, created_at, changed_at) VALUES (gen_random_uuid(), 'sign_in_code', 'k@x', 'en',"
                " 's', 't', 'h', 'cause', 'due', now() + interval '1 year', now(), now())"
            )
        ],
    ),
    "an order that nobody was told of": Plant(
        ["every_order_was_told"],
        [
            (
                "DELETE FROM kit.event_inbox WHERE type = 'orders.placed' AND subject ="
                " 'order/' || (SELECT id FROM orders.orders WHERE number = %(number)s)"
            )
        ],
    ),
    "an event that is gone": Plant(
        ["events_have_no_gap"],
        ["DELETE FROM kit.events WHERE position = 3"],
    ),
    "the last event gone": Plant(
        ["events_have_no_gap"],
        [
            (
                "DELETE FROM kit.events WHERE type <> 'orders.placed'"
                " AND position = (SELECT last_position FROM kit.event_sequence)"
            )
        ],
    ),
    "a position that was given twice": Plant(
        ["events_have_no_gap"],
        [
            (
                "INSERT INTO kit.events (position, id, type, subject, at, actor, facts)"
                " SELECT position, gen_random_uuid(), type, subject, at, actor, facts FROM kit.events"
                " WHERE position = 3"
            )
        ],
    ),
    "an event that nobody numbers": Plant(
        ["inbox_is_fresh"],
        [
            (
                "UPDATE kit.event_inbox SET id = kit.uuid7_floor(now() - interval '61 seconds')"
                " WHERE insert_number = (SELECT max(insert_number) FROM kit.event_inbox)"
            )
        ],
    ),
    "a month without a partition": Plant(
        ["partitions_are_ready"],
        [
            (
                "DO $$ BEGIN EXECUTE 'DROP TABLE inventory.movements_'"
                " || to_char(now() AT TIME ZONE 'UTC' + interval '1 month', 'YYYYMM'); END $$"
            )
        ],
    ),
}
