"""How staff sign in: an e-mail address with a password."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts.identity.assignments import list_assignments
from atrium.contexts.identity.errors import ActorIsEnded, ActorNotFound, EmailTaken
from atrium.contexts.identity.events import PasswordSet, SignInFailed
from atrium.contexts.identity.model.actors import ActorRecord, check_grant
from atrium.contexts.identity.model.sessions import SessionKind, SessionMethod
from atrium.contexts.identity.model.signing_in import check_email, email_key
from atrium.contexts.identity.model.staff import check_assignments
from atrium.contexts.identity.store import lock_actor
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.vocabulary.actor import HOUSE, Actor

SAVE = """
    INSERT INTO identity.credentials (actor_id, email, email_key, password_hash, changed_at, is_demo)
    SELECT %(actor_id)s, %(email)s, %(email_key)s, %(password_hash)s, %(now)s, %(is_demo)s
     WHERE NOT EXISTS (SELECT 1 FROM identity.credentials
                        WHERE email_key = %(email_key)s AND actor_id <> %(actor_id)s)
        ON CONFLICT (actor_id) DO UPDATE
       SET email = EXCLUDED.email, email_key = EXCLUDED.email_key, password_hash = EXCLUDED.password_hash,
           changed_at = EXCLUDED.changed_at, is_demo = EXCLUDED.is_demo
 RETURNING actor_id
"""
FIND = """
    SELECT actor_id AS person_id, password_hash
      FROM identity.credentials
      JOIN identity.actors ON actors.id = actor_id
     WHERE email_key = %(email_key)s AND ended_at IS NULL
"""

HAS_DEMO = """
    SELECT EXISTS (SELECT 1 FROM identity.credentials WHERE is_demo)
        OR EXISTS (SELECT 1 FROM identity.pins WHERE is_demo)
        OR EXISTS (SELECT 1 FROM identity.shoppers WHERE is_demo)
"""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who may be the one that knocks, and what is kept of their password; None when they have none."""

    person_id: UUID
    password_hash: str | None


async def save_staff_credential(
    tx: Tx,
    *,
    actor_id: UUID,
    email: str,
    password_hash: str,
    now: datetime,
    actor: Actor = HOUSE,
    is_demo: bool = False,
) -> None:
    """Gives somebody of the staff an e-mail address and a password to sign in with, instead of what they had.

    The caller has checked and hashed the password (`check_password`, `kit.passwords`), which takes too long for a
    transaction. Refuses with EmailInvalid, EmailTaken, ActorNotFound, ActorIsEnded, or GrantsBeyondOwn: whoever sets
    another's password could come in as them.
    """
    fault = check_email(email)
    if fault is not None:
        raise fault
    tx.locks("identity")
    found = await lock_actor(tx, actor_id)
    if found is None or found.kind != "staff":
        raise ActorNotFound(actor_id)
    if found.ended_at is not None:
        raise ActorIsEnded(actor_id)
    if actor.id != actor_id:
        await refuse_beyond_own(tx, actor, found)
    row = {"actor_id": actor_id, "email": email.strip(), "email_key": email_key(email), "now": now}
    if not await tx.values(SAVE, {**row, "password_hash": password_hash, "is_demo": is_demo}):
        raise EmailTaken
    fact = PasswordSet(actor_id, "actor")
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature)])


async def refuse_beyond_own(tx: Tx, actor: Actor, person: ActorRecord) -> None:
    """Refuses with GrantsBeyondOwn when the person may do or see more, by key or by role, than the actor."""
    assignments = await list_assignments(tx, actor_id=person.id)
    fault = check_assignments(actor, assignments)
    if fault is None and person.scopes:
        fault = check_grant(actor, person.scopes, person.sees)
    if fault is not None:
        raise fault


async def find_staff_by_email(tx: Tx, email: str) -> KnownPerson | None:
    """Who of the staff signs in with that address."""
    return await tx.row(KnownPerson, FIND, {"email_key": email_key(email)})


async def note_failed_sign_in(
    tx: Tx, *, person_id: UUID, kind: SessionKind, method: SessionMethod, is_locked: bool, now: datetime
) -> None:
    """Writes down that somebody who is known could not come in; what was tried is not kept."""
    who = "shopper" if kind == "shop" else "actor"
    fact = SignInFailed(person_id, who, kind, method, is_locked)
    await events.append(tx, [events.happening(fact, at=now, actor="guest")])


async def has_demo_sign_ins(tx: Tx) -> bool:
    """Whether somebody could come in with what everybody knows from the demo."""
    return bool(await tx.value(HAS_DEMO))
