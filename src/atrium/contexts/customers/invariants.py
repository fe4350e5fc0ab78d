"""What customers promises of its own books."""

from atrium.kit.invariants import Invariant

DEFAULTS = """
    SELECT shopper_id::text AS id, jsonb_build_object('addresses', count(*)) AS figures,
           count(*) OVER () AS drift
      FROM customers.addresses
     GROUP BY shopper_id
    HAVING count(*) FILTER (WHERE is_default) <> 1
     ORDER BY shopper_id
     LIMIT %(most)s
"""

INVARIANTS = (Invariant("one_address_is_the_default", "Of every shopper's addresses, one is the default.", DEFAULTS),)
