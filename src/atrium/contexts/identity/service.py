"""Commands of identity."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from atrium.contexts.identity import store
from atrium.contexts.identity.errors import ActorExists, ActorIsEnded, ActorNotFound, KeyNotFound
from atrium.contexts.identity.events import ActorAdded, ActorEnded, KeyIssued, KeyRevoked
from atrium.contexts.identity.model import KeyRecord, NewActor, check_actor
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.kit.refusals import Refusal
from atrium.vocabulary.actor import HOUSE, Actor


async def add_actors(tx: Tx, actors: Sequence[NewActor], *, now: datetime, by: Actor = HOUSE) -> list[UUID | Refusal]:
    """Adds actors; answers for each, in the order given, its id, or why it was refused as a value."""
    faults = [check_actor(actor) for actor in actors]
    good = [actor for actor, fault in zip(actors, faults, strict=True) if fault is None]
    added = await store.add_actors(tx, good, now=now) if good else set[UUID]()
    answers: list[UUID | Refusal] = []
    happened: list[events.Happening] = []
    for actor, fault in zip(actors, faults, strict=True):
        if fault is not None:
            answers.append(fault)
        elif actor.id in added:
            added.remove(actor.id)
            answers.append(actor.id)
            fact = ActorAdded(actor.id, actor.kind, sorted(actor.scopes))
            happened.append(events.happening(fact, at=now, actor=by.signature))
        else:
            answers.append(ActorExists(actor.id))
    await events.append(tx, happened)
    return answers


async def end_actor(tx: Tx, *, actor_id: UUID, now: datetime, by: Actor = HOUSE) -> None:
    """Ends an actor, whose keys open nothing from then on; does nothing when that was done before.

    Refuses with ActorNotFound.
    """
    found = await store.lock_actor(tx, actor_id)
    if found is None:
        raise ActorNotFound(actor_id)
    if found.ended_at is None:
        await store.end_actor(tx, actor_id, now=now)
        await events.append(tx, [events.happening(ActorEnded(actor_id), at=now, actor=by.signature)])


async def issue_key(tx: Tx, *, actor_id: UUID, label: str, secret: str, now: datetime, by: Actor = HOUSE) -> KeyRecord:
    """Gives an actor a key; only the secret's SHA-256 is kept. Refuses with ActorNotFound or ActorIsEnded."""
    found = await store.lock_actor(tx, actor_id)
    if found is None:
        raise ActorNotFound(actor_id)
    if found.ended_at is not None:
        raise ActorIsEnded(actor_id)
    key = await store.add_key(tx, key_id=new_id(), actor_id=actor_id, label=label, secret=secret, now=now)
    fact = KeyIssued(actor_id, key.id, label)
    await events.append(tx, [events.happening(fact, at=now, actor=by.signature)])
    return key


async def revoke_key(tx: Tx, *, actor_id: UUID, key_id: UUID, now: datetime, by: Actor = HOUSE) -> None:
    """Makes a key open nothing, within 5 s everywhere; does nothing when that was done before.

    Refuses with KeyNotFound.
    """
    found = await store.lock_key(tx, key_id=key_id, actor_id=actor_id)
    if found is None:
        raise KeyNotFound(key_id)
    if found.revoked_at is None:
        await store.revoke_key(tx, key_id, now=now)
        fact = KeyRevoked(actor_id, key_id)
        await events.append(tx, [events.happening(fact, at=now, actor=by.signature)])
