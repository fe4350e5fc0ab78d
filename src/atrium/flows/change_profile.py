"""A shopper says how they are called and reached; the house greets them by that name from then on."""

from datetime import datetime

from atrium.contexts import customers, identity
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Actor


async def change_profile(tx: Tx, *, profile: customers.Profile, now: datetime, actor: Actor) -> None:
    """Saves the profile of the shopper who acts; identity keeps a copy of the name, to sign events with.

    Refuses with ProfileInvalid, ActorInvalid, or PersonNotFound when the actor is no shopper.
    """
    await identity.rename_shopper(tx, shopper_id=actor.id, name=profile.name, actor=actor)
    await customers.save_profile(tx, shopper_id=actor.id, profile=profile, now=now, actor=actor)
