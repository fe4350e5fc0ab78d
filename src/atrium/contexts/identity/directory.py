"""The directory of the staff: who they are, how they sign in, and which roles they have where."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts.identity.errors import ActorNotFound
from atrium.kit.db import Tx
from atrium.kit.paging import MOST, Page, from_cursor, to_cursor

LIST = """
    SELECT person.id, person.name, known.email, person.created_at, person.ended_at,
           ARRAY(SELECT given.role || coalesce(' at ' || given.location, '')
                   FROM identity.assignments AS given WHERE given.actor_id = person.id
                  ORDER BY given.location NULLS FIRST, given.role) AS roles,
           cardinality(person.scopes) > 0 AS has_scopes
      FROM identity.actors AS person
      LEFT JOIN identity.credentials AS known ON known.actor_id = person.id
     WHERE person.kind = 'staff'
       AND (%(id)s::uuid IS NULL OR person.id = %(id)s)
       AND (%(text)s::text IS NULL OR position(%(text)s IN lower(person.name || ' ' || coalesce(known.email, ''))) > 0)
       AND (%(role)s::text IS NULL OR EXISTS (SELECT 1 FROM identity.assignments AS given
                                               WHERE given.actor_id = person.id AND given.role = %(role)s))
       AND (%(location)s::text IS NULL OR EXISTS (SELECT 1 FROM identity.assignments AS given
                                                   WHERE given.actor_id = person.id
                                                     AND given.location = %(location)s))
       AND (%(with_ended)s OR person.ended_at IS NULL)
       AND (%(after)s::text IS NULL OR (person.name, person.id) > (%(after)s, %(after_id)s::uuid))
     ORDER BY person.name, person.id
     LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody of the staff; `roles` as `manager at S0001`, `email` None for who cannot sign in with one.

    `has_scopes` says that an API key of theirs may do things of its own, besides the roles.
    """

    id: UUID
    name: str
    email: str | None
    created_at: datetime
    ended_at: datetime | None
    roles: list[str]
    has_scopes: bool


@dataclass(frozen=True, slots=True)
class StaffFilters:
    """Whom of the staff; None and nothing mean all who have not left."""

    text: str = ""
    role: str | None = None
    location: str | None = None
    with_ended: bool = False


async def list_staff(tx: Tx, filters: StaffFilters, *, cursor: str | None = None, limit: int = 50) -> Page[StaffMember]:
    """The staff that pass the filters, by name."""
    size = min(limit, MOST)
    after, after_id = from_cursor(cursor, tuple[str, UUID]) if cursor else (None, None)
    words = {
        "id": None,
        "text": " ".join(filters.text.lower().split()) or None,
        "role": filters.role,
        "location": filters.location,
        "with_ended": filters.with_ended,
        "after": after,
        "after_id": after_id,
        "limit": size + 1,
    }
    found = await tx.rows(StaffMember, LIST, words)
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], to_cursor(last.name, str(last.id)) if last else None)


async def get_staff_member(tx: Tx, actor_id: UUID) -> StaffMember:
    """One of the staff, also one who has left; refuses with ActorNotFound."""
    nothing = {"text": None, "role": None, "location": None, "with_ended": True, "after": None, "after_id": None}
    found = await tx.row(StaffMember, LIST, {"id": actor_id, "limit": 1, **nothing})
    if found is None:
        raise ActorNotFound(actor_id)
    return found
