"""Shared tablets: registered for a location, found by their secret, listed, ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from atrium.contexts.identity.errors import DeviceCodeRefused, DeviceNotFound
from atrium.contexts.identity.events import DeviceEnded, DeviceRegistered
from atrium.contexts.identity.model.devices import DeviceRecord, PersonHere, check_device
from atrium.contexts.identity.store import hash_secret
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import Actor, Scope

DEVICE_CODE_LASTS = timedelta(minutes=15)
KEEP_CODE = """
    INSERT INTO identity.device_codes (code_hash, device_name, location, issued_by, expires_at)
    VALUES (%(code_hash)s, %(name)s, %(location)s, %(by)s, %(expires_at)s)
"""
# The guard: who deletes the code has it, so of two tablets one is registered.
USE_CODE = """
    DELETE FROM identity.device_codes WHERE code_hash = %(code_hash)s AND expires_at > %(now)s
 RETURNING device_name AS name, location, issued_by
"""
ADD = """
    INSERT INTO identity.devices (id, name, location, secret_hash, registered_by, registered_at)
    VALUES (%(id)s, %(name)s, %(location)s, %(secret_hash)s, %(by)s, %(now)s)
 RETURNING id, name, location, registered_by, registered_at, ended_at
"""
FIND = """
    SELECT id, name, location, registered_by, registered_at, ended_at
      FROM identity.devices WHERE secret_hash = %(secret_hash)s AND ended_at IS NULL
"""
LIST = """
    SELECT id, name, location, registered_by, registered_at, ended_at
      FROM identity.devices
     WHERE (%(locations)s::text[] IS NULL OR location = ANY (%(locations)s::text[])) AND ended_at IS NULL
     ORDER BY location, name, id
"""
END = """
    UPDATE identity.devices SET ended_at = %(now)s
     WHERE id = %(id)s AND ended_at IS NULL
       AND (%(locations)s::text[] IS NULL OR location = ANY (%(locations)s::text[]))
 RETURNING location
"""
PEOPLE = """
    SELECT actors.id, name, EXISTS (SELECT 1 FROM identity.pins WHERE pins.actor_id = actors.id) AS has_pin
      FROM identity.actors
     WHERE ended_at IS NULL AND kind = 'staff'
       AND id IN (SELECT actor_id FROM identity.assignments WHERE location = %(location)s)
     ORDER BY name, id
"""
FORGET = """
    DELETE FROM identity.device_codes
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM identity.device_codes WHERE expires_at < %(before)s LIMIT %(most)s))
"""


@dataclass(frozen=True, slots=True)
class _Claimed:
    name: str
    location: str
    issued_by: UUID


async def issue_device_code(
    tx: Tx, *, name: str, location: str, code_hash: bytes, now: datetime, actor: Actor
) -> datetime:
    """Lets one tablet be registered with a code, once and for 15 minutes; answers until when.

    Refuses with DeviceInvalid, or GrantsBeyondOwn at locations that the actor does not see.
    """
    fault = check_device(actor, name=name, location=location)
    if fault is not None:
        raise fault
    tx.locks("identity")
    expires_at = now + DEVICE_CODE_LASTS
    row = {"code_hash": code_hash, "name": name.strip(), "location": location, "by": actor.id}
    await tx.run(KEEP_CODE, {**row, "expires_at": expires_at})
    return expires_at


async def claim_device(tx: Tx, *, code_hash: bytes, secret: str, now: datetime) -> DeviceRecord:
    """Registers a tablet with a code that a manager issued; refuses with DeviceCodeRefused."""
    tx.locks("identity")
    claimed = await tx.row(_Claimed, USE_CODE, {"code_hash": code_hash, "now": now})
    if claimed is None:
        raise DeviceCodeRefused
    return await _add(tx, claimed, secret=secret, now=now, by="guest")


async def register_device(
    tx: Tx, *, name: str, location: str, secret: str, now: datetime, actor: Actor
) -> DeviceRecord:
    """Registers the tablet in front of whoever leads its location; only the secret's SHA-256 is kept.

    Refuses with DeviceInvalid, or GrantsBeyondOwn at locations that the actor does not see.
    """
    fault = check_device(actor, name=name, location=location)
    if fault is not None:
        raise fault
    tx.locks("identity")
    return await _add(tx, _Claimed(name.strip(), location, actor.id), secret=secret, now=now, by=actor.signature)


async def find_device(tx: Tx, secret: str) -> DeviceRecord | None:
    """Which registered tablet this is."""
    return await tx.row(DeviceRecord, FIND, {"secret_hash": hash_secret(secret)})


async def list_devices(tx: Tx, *, visible_to: Scope) -> list[DeviceRecord]:
    """The tablets in use at the locations that the caller sees."""
    return await tx.rows(DeviceRecord, LIST, {"locations": _places(visible_to)})


async def list_people_here(tx: Tx, location: str) -> list[PersonHere]:
    """Who works at a location, for its shared tablets to choose from."""
    return await tx.rows(PersonHere, PEOPLE, {"location": location})


async def end_device(tx: Tx, *, device_id: UUID, now: datetime, actor: Actor) -> None:
    """Ends a tablet with its sessions, within 5 s everywhere; refuses with DeviceNotFound."""
    tx.locks("identity")
    location = await tx.value(END, {"id": device_id, "now": now, "locations": _places(actor.sees)})
    if location is None:
        raise DeviceNotFound(device_id)
    fact = DeviceEnded(device_id, location)
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature)])


async def forget_device_codes(tx: Tx, *, before: datetime, most: int = 10_000) -> int:
    """Drops codes that expired before that moment; answers how many."""
    return await tx.run(FORGET, {"before": before, "most": most})


async def _add(tx: Tx, claimed: _Claimed, *, secret: str, now: datetime, by: str) -> DeviceRecord:
    row = {"id": new_id(), "name": claimed.name, "location": claimed.location, "by": claimed.issued_by, "now": now}
    added = await tx.row(DeviceRecord, ADD, {**row, "secret_hash": hash_secret(secret)})
    if added is None:
        raise AssertionError("an insert that returns its row answers one")
    fact = DeviceRegistered(added.id, added.name, added.location)
    await events.append(tx, [events.happening(fact, at=now, actor=by)])
    return added


def _places(sees: Scope) -> list[str] | None:
    return None if sees.locations is None else list(sees.locations)
