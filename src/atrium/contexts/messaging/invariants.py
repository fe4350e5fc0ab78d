"""What must be true of the messages."""

from atrium.kit.invariants import Invariant

# The table's own checks say the same: this finds what was written before them, or with them off.
HAVE_A_NEXT_TRY = """
    SELECT messages.id::text AS id,
           jsonb_build_object('state', messages.state, 'tries', messages.tries,
                              'next_try_at', messages.next_try_at) AS figures,
           count(*) OVER () AS drift
      FROM messaging.messages
     WHERE (messages.state = 'due') <> (messages.next_try_at IS NOT NULL)
     ORDER BY messages.id
     LIMIT %(most)s
"""
ARE_NOT_FORGOTTEN = """
    SELECT messages.id::text AS id,
           jsonb_build_object('kind', messages.kind, 'tries', messages.tries, 'next_try_at', messages.next_try_at,
                              'created_at', messages.created_at) AS figures,
           count(*) OVER () AS drift
      FROM messaging.messages
     WHERE messages.state = 'due' AND messages.next_try_at > messages.changed_at + interval '1 day'
     ORDER BY messages.id
     LIMIT %(most)s
"""

INVARIANTS = (
    Invariant("due_messages_have_a_next_try", "A message has a next try just as long as it is due.", HAVE_A_NEXT_TRY),
    Invariant("due_messages_are_tried_soon", "A due message is tried again within a day.", ARE_NOT_FORGOTTEN),
)
