"""People for tests: members of the staff with roles, and sessions that read as English."""

from collections.abc import Sequence
from uuid import UUID

from atrium.contexts import identity
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from tests.builders import NOW

PASSWORD = "correct horse battery"
# Of PASSWORD, so that not every test has to work one out.
HASH = "$argon2id$v=19$m=19456,t=2,p=1$PUGE5vyCQT1L6EzkR8eQcA$x/7dtXM7sjRf8b+Zq9FoEFZP3Tap894nHWhEtEgdOYs"


async def a_member(
    tx: Tx, *roles: identity.StaffRole, at: Sequence[str | None] = (None,), named: str = "Ana Lima"
) -> UUID:
    """Somebody of the staff with these roles at each of these locations; None is everywhere."""
    new = identity.NewActor(new_id(), "staff", named, [])
    await identity.add_actors(tx, [new], now=NOW)
    wanted = [identity.Assignment(new.id, role, place) for role in roles for place in at]
    await identity.give_roles(tx, wanted, now=NOW)
    return new.id


async def a_shopper(tx: Tx, *, named: str = "Sol Reyes", email: str = "") -> UUID:
    """A shopper who has shown that the address is theirs, and has PASSWORD."""
    id_ = new_id()
    new = identity.NewShopper(id_, email or f"{id_}@example.com", named, HASH)
    await identity.add_shoppers(tx, [new], now=NOW)
    return id_


async def signed_in(
    tx: Tx, person: UUID, kind: identity.SessionKind = "console", *, at: str | None = None, secret: str = ""
) -> identity.Session:
    """A session of that person, who is believed."""
    new = identity.NewSession(new_id(), kind, person, "password", at, user_agent="Firefox")
    return await identity.start_session(tx, new, secret=secret or f"ses.{new.id}", now=NOW)
