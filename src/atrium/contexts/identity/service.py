"""Commands of identity."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from atrium.contexts.identity import store
from atrium.contexts.identity.errors import ActorExists, ActorIsEnded, ActorNotFound, KeyNotFound
from atrium.contexts.identity.events import ActorAdded, ActorEnded, KeyIssued, KeyRevoked
from atrium.contexts.identity.model.actors import KeyRecord, NewActor, check_actor, check_grant
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.kit.refusals import Refusal
from atrium.vocabulary.actor import HOUSE, Actor


async def add_actors(
    tx: Tx, actors: Sequence[NewActor], *, now: datetime, actor: Actor = HOUSE
) -> list[UUID | Refusal]:
    """Adds actors; answers for each, in the order given, its id, or why it was refused as a value."""
    faults = [check_actor(new) or check_grant(actor, new.scopes, new.sees) for new in actors]
    good = [new for new, fault in zip(actors, faults, strict=True) if fault is None]
    added = await store.add_actors(tx, good, now=now) if good else set[UUID]()
    answers: list[UUID | Refusal] = []
    happened: list[events.Happening] = []
    for new, fault in zip(actors, faults, strict=True):
        if fault is not None:
            answers.append(fault)
        elif new.id in added:
            added.remove(new.id)
            answers.append(new.id)
            fact = ActorAdded(new.id, new.kind, sorted(new.scopes))
            happened.append(events.happening(fact, at=now, actor=actor.signature))
        else:
            answers.append(ActorExists(new.id))
    await events.append(tx, happened)
    return answers


async def end_actor(tx: Tx, *, actor_id: UUID, now: datetime, actor: Actor = HOUSE) -> None:
    """Ends an actor, whose keys open nothing from then on; does nothing when that was done before.

    Refuses with ActorNotFound.
    """
    found = await store.lock_actor(tx, actor_id)
    if found is None:
        raise ActorNotFound(actor_id)
    if found.ended_at is None:
        await store.end_actor(tx, actor_id, now=now)
        await events.append(tx, [events.happening(ActorEnded(actor_id), at=now, actor=actor.signature)])


async def issue_key(
    tx: Tx, *, actor_id: UUID, label: str, secret: str, now: datetime, actor: Actor = HOUSE
) -> KeyRecord:
    """Gives an actor a key; only the secret's SHA-256 is kept.

    Refuses with ActorNotFound, ActorIsEnded, or GrantsBeyondOwn: a key is as good as the actor it is for.
    """
    found = await store.lock_actor(tx, actor_id)
    if found is None:
        raise ActorNotFound(actor_id)
    if found.ended_at is not None:
        raise ActorIsEnded(actor_id)
    beyond = check_grant(actor, found.scopes, found.sees)
    if beyond is not None:
        raise beyond
    key = await store.add_key(tx, key_id=new_id(), actor_id=actor_id, label=label, secret=secret, now=now)
    fact = KeyIssued(actor_id, key.id, label)
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature)])
    return key


async def revoke_key(tx: Tx, *, actor_id: UUID, key_id: UUID, now: datetime, actor: Actor = HOUSE) -> None:
    """Makes a key open nothing, within 5 s everywhere; does nothing when that was done before.

    Refuses with KeyNotFound.
    """
    found = await store.lock_key(tx, key_id=key_id, actor_id=actor_id)
    if found is None:
        raise KeyNotFound(key_id)
    if found.revoked_at is None:
        await store.revoke_key(tx, key_id, now=now)
        fact = KeyRevoked(actor_id, key_id)
        await events.append(tx, [events.happening(fact, at=now, actor=actor.signature)])
