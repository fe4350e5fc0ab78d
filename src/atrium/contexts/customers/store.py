"""The only writes to customers, and the reads of what was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts.customers.model import NewAddress, Profile, SavedAddress
from atrium.kit.db import Tx
from atrium.vocabulary.contact import Address

SAVE_PROFILE = """
    INSERT INTO customers.profiles (shopper_id, name, phone, changed_at)
    VALUES (%(shopper_id)s, %(name)s, %(phone)s, %(now)s)
        ON CONFLICT (shopper_id) DO UPDATE
       SET name = EXCLUDED.name, phone = EXCLUDED.phone, changed_at = EXCLUDED.changed_at
"""
# Made where there is none yet, so that there is a row to lock: a shopper's addresses change one after another.
LOCK_PROFILE = """
    INSERT INTO customers.profiles AS kept (shopper_id, name, phone, changed_at)
    VALUES (%(shopper_id)s, '', NULL, %(now)s)
        ON CONFLICT (shopper_id) DO UPDATE SET changed_at = kept.changed_at
"""
GET_PROFILE = "SELECT name, phone FROM customers.profiles WHERE shopper_id = %(shopper_id)s"
LIST_ADDRESSES = """
    SELECT id, label, recipient, street, city, region, postal_code, country, is_default
      FROM customers.addresses WHERE shopper_id = %(shopper_id)s
     ORDER BY is_default DESC, created_at DESC, id DESC
"""
CLEAR_DEFAULT = """
    UPDATE customers.addresses SET is_default = false
     WHERE shopper_id = %(shopper_id)s AND is_default AND id <> %(id)s
"""
ADD_ADDRESS = """
    INSERT INTO customers.addresses
           (id, shopper_id, label, recipient, street, city, region, postal_code, country, is_default, created_at)
    VALUES (%(id)s, %(shopper_id)s, %(label)s, %(recipient)s, %(street)s, %(city)s, %(region)s, %(postal_code)s,
            %(country)s, %(is_default)s, %(now)s)
        ON CONFLICT (id) DO NOTHING
"""
CHANGE_ADDRESS = """
    UPDATE customers.addresses
       SET label = %(label)s, recipient = %(recipient)s, street = %(street)s, city = %(city)s, region = %(region)s,
           postal_code = %(postal_code)s, country = %(country)s, is_default = %(is_default)s
     WHERE id = %(id)s AND shopper_id = %(shopper_id)s
"""
REMOVE_ADDRESS = "DELETE FROM customers.addresses WHERE id = %(id)s AND shopper_id = %(shopper_id)s"
# The newest of those that are left takes the place of a default that was removed.
NEXT_DEFAULT = """
    UPDATE customers.addresses SET is_default = true
     WHERE id = (SELECT id FROM customers.addresses WHERE shopper_id = %(shopper_id)s
                  ORDER BY created_at DESC, id DESC LIMIT 1)
       AND NOT EXISTS (SELECT 1 FROM customers.addresses WHERE shopper_id = %(shopper_id)s AND is_default)
"""


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    label: str
    recipient: str
    street: str
    city: str
    region: str
    postal_code: str
    country: str
    is_default: bool


async def save_profile(tx: Tx, shopper_id: UUID, profile: Profile, *, now: datetime) -> None:
    phone = profile.phone.strip() if profile.phone else None
    await tx.run(SAVE_PROFILE, {"shopper_id": shopper_id, "name": profile.name.strip(), "phone": phone, "now": now})


async def find_profile(tx: Tx, shopper_id: UUID) -> Profile | None:
    return await tx.row(Profile, GET_PROFILE, {"shopper_id": shopper_id})


async def lock_addresses(tx: Tx, shopper_id: UUID, *, now: datetime) -> list[SavedAddress]:
    """A shopper's addresses, which nobody else changes until the transaction ends."""
    tx.locks("customers")
    await tx.run(LOCK_PROFILE, {"shopper_id": shopper_id, "now": now})
    return await list_addresses(tx, shopper_id)


async def list_addresses(tx: Tx, shopper_id: UUID) -> list[SavedAddress]:
    return _saved(await tx.rows(_Row, LIST_ADDRESSES, {"shopper_id": shopper_id}))


async def write_address(
    tx: Tx, shopper_id: UUID, address_id: UUID, new: NewAddress, *, is_new: bool, now: datetime
) -> None:
    there = new.address
    row = {
        "id": address_id,
        "shopper_id": shopper_id,
        "label": new.label.strip(),
        "recipient": new.recipient.strip(),
        "street": there.street.strip(),
        "city": there.city.strip(),
        "region": there.region.strip(),
        "postal_code": there.postal_code.strip(),
        "country": there.country,
        "is_default": new.is_default,
        "now": now,
    }
    if new.is_default:
        await tx.run(CLEAR_DEFAULT, row)
    await tx.run(ADD_ADDRESS if is_new else CHANGE_ADDRESS, row)


async def remove_address(tx: Tx, shopper_id: UUID, address_id: UUID) -> None:
    await tx.run(REMOVE_ADDRESS, {"id": address_id, "shopper_id": shopper_id})
    await tx.run(NEXT_DEFAULT, {"shopper_id": shopper_id})


def _saved(rows: Sequence[_Row]) -> list[SavedAddress]:
    return [
        SavedAddress(
            row.id,
            row.label,
            row.recipient,
            Address(row.street, row.city, row.region, row.postal_code, row.country),
            row.is_default,
        )
        for row in rows
    ]
