"""What must be true of payments."""

from atrium.kit.invariants import Invariant

# A door that takes money itself captures it in one step, without an operation.
SUMS = """
    SELECT payments.id::text AS id,
           jsonb_build_object('captured_minor', captured_minor, 'refunded_minor', refunded_minor,
                              'voided_minor', voided_minor, 'captures', coalesce(captures, 0),
                              'refunds', coalesce(refunds, 0), 'voids', coalesce(voids, 0)) AS figures,
           count(*) OVER () AS drift
      FROM payments.payments
      LEFT JOIN (SELECT payment_id,
                        sum(amount_minor) FILTER (WHERE kind = 'capture')::bigint AS captures,
                        sum(amount_minor) FILTER (WHERE kind = 'refund')::bigint AS refunds,
                        sum(amount_minor) FILTER (WHERE kind = 'void')::bigint AS voids
                   FROM payments.operations
                  WHERE state = 'done'
                  GROUP BY payment_id) AS done ON done.payment_id = payments.id
     WHERE captured_minor <> coalesce(captures, 0) + CASE method WHEN 'external' THEN asked_minor ELSE 0 END
        OR refunded_minor <> coalesce(refunds, 0)
        OR voided_minor <> coalesce(voids, 0)
        OR captured_minor + voided_minor > authorised_minor
        OR refunded_minor > captured_minor
     ORDER BY payments.id
     LIMIT %(most)s
"""

INVARIANTS = (Invariant("payments_equal_operations", "A payment's sums are those of its finished operations.", SUMS),)
