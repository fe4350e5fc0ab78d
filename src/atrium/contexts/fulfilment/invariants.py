"""What must be true of fulfilments."""

from atrium.kit.invariants import Invariant

PICKS = """
    SELECT fulfilments.id || ' line ' || lines.line_number AS id,
           jsonb_build_object('state', fulfilments.state, 'quantity', lines.quantity, 'picked', lines.picked,
                              'short', lines.short) AS figures,
           count(*) OVER () AS drift
      FROM fulfilment.fulfilments
      LEFT JOIN fulfilment.lines ON lines.fulfilment_id = fulfilments.id
     WHERE NOT CASE
           WHEN lines.line_number IS NULL THEN false
           WHEN fulfilments.state IN ('planned', 'queued', 'cancelled') THEN lines.picked = 0
           ELSE lines.picked + lines.short = lines.quantity
           END
     ORDER BY fulfilments.id, lines.line_number
     LIMIT %(most)s
"""

INVARIANTS = (Invariant("picks_add_up", "Past the pick every unit was found or was short; before it, neither.", PICKS),)
