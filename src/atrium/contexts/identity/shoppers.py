"""Shoppers: added, found by their address, given a name and a password."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from atrium.contexts.identity.credentials import KnownPerson
from atrium.contexts.identity.errors import EmailTaken, PersonNotFound
from atrium.contexts.identity.events import PasswordSet, ShopperRegistered
from atrium.contexts.identity.model.shoppers import NewShopper, ShopperRecord, check_shopper, check_shopper_name
from atrium.contexts.identity.model.signing_in import email_key
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.refusals import Refusal
from atrium.kit.rows import as_rows
from atrium.vocabulary.actor import Actor, Scope

ADD = """
    INSERT INTO identity.shoppers (id, email, email_key, name, password_hash, verified_at, created_at, is_demo)
    SELECT id, email, email_key, name, password_hash, %(now)s, %(now)s, %(is_demo)s
      FROM json_to_recordset(%(rows)s::json)
        AS new (id uuid, email text, email_key text, name text, password_hash text)
     ORDER BY email_key
        ON CONFLICT DO NOTHING
 RETURNING id
"""
FIND = "SELECT id AS person_id, password_hash FROM identity.shoppers WHERE email_key = %(email_key)s"
GET = """
    SELECT id, email, name, password_hash IS NOT NULL AS has_password, verified_at, created_at
      FROM identity.shoppers WHERE id = %(id)s AND id = %(visible)s
"""
CHANGE = """
    UPDATE identity.shoppers SET password_hash = %(password_hash)s, is_demo = false WHERE id = %(id)s RETURNING id
"""
RENAME = "UPDATE identity.shoppers SET name = %(name)s WHERE id = %(id)s RETURNING id"


async def add_shoppers(
    tx: Tx, wanted: Sequence[NewShopper], *, now: datetime, is_demo: bool = False
) -> list[UUID | Refusal]:
    """Adds shoppers, who have shown that their addresses are theirs; answers for each its id, or why not.

    One whose address is known already is refused with EmailTaken, whatever else is asked.
    """
    tx.locks("identity")
    faults = [check_shopper(new) for new in wanted]
    good = [new for new, fault in zip(wanted, faults, strict=True) if fault is None]
    rows = [
        {
            "id": new.id,
            "email": new.email.strip(),
            "email_key": email_key(new.email),
            "name": new.name.strip(),
            "password_hash": new.password_hash,
        }
        for new in good
    ]
    added = set(await tx.values(ADD, {"rows": as_rows(rows), "now": now, "is_demo": is_demo})) if rows else set[UUID]()
    facts = [ShopperRegistered(new.id) for new in good if new.id in added]
    await events.append(tx, [events.happening(fact, at=now, actor="guest") for fact in facts])
    return [
        fault if fault is not None else new.id if new.id in added else EmailTaken()
        for new, fault in zip(wanted, faults, strict=True)
    ]


async def find_shopper_by_email(tx: Tx, email: str) -> KnownPerson | None:
    """Which shopper signs in with that address."""
    return await tx.row(KnownPerson, FIND, {"email_key": email_key(email)})


async def get_shopper(tx: Tx, shopper_id: UUID, *, visible_to: Scope) -> ShopperRecord:
    """A shopper, for whoever sees them; refuses with PersonNotFound."""
    found = await tx.row(ShopperRecord, GET, {"id": shopper_id, "visible": visible_to.shopper})
    if found is None:
        raise PersonNotFound(shopper_id)
    return found


async def set_shopper_password(tx: Tx, *, shopper_id: UUID, password_hash: str, now: datetime, actor: Actor) -> None:
    """Gives a shopper a password instead of the one they had, if any; refuses with PersonNotFound.

    The caller has checked and hashed it (`check_password`, `kit.passwords`).
    """
    _refuse_others(shopper_id, actor)
    tx.locks("identity")
    if not await tx.values(CHANGE, {"id": shopper_id, "password_hash": password_hash}):
        raise PersonNotFound(shopper_id)
    fact = PasswordSet(shopper_id, "shopper")
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature)])


async def rename_shopper(tx: Tx, *, shopper_id: UUID, name: str, actor: Actor) -> None:
    """Says how a shopper is greeted; refuses with ActorInvalid or PersonNotFound."""
    _refuse_others(shopper_id, actor)
    fault = check_shopper_name(name)
    if fault is not None:
        raise fault
    tx.locks("identity")
    if not await tx.values(RENAME, {"id": shopper_id, "name": name.strip()}):
        raise PersonNotFound(shopper_id)


def _refuse_others(shopper_id: UUID, actor: Actor) -> None:
    """Only oneself: to everybody else there is no such shopper."""
    if actor.sees.shopper != shopper_id:
        raise PersonNotFound(shopper_id)
