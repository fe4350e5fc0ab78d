"""Shoppers: who they say they are. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from atrium.contexts.identity.errors import ActorInvalid
from atrium.contexts.identity.model.actors import LONGEST_NAME
from atrium.contexts.identity.model.signing_in import check_email
from atrium.kit.refusals import Refusal


@dataclass(frozen=True, slots=True)
class NewShopper:
    """Somebody who has shown that the address is theirs; `password_hash` is None for one who comes in by codes."""

    id: UUID
    email: str
    name: str = ""
    password_hash: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ShopperRecord:
    """A shopper as they may see themselves."""

    id: UUID
    email: str
    name: str
    has_password: bool
    verified_at: datetime | None
    created_at: datetime


def check_shopper(new: NewShopper) -> Refusal | None:
    """What is wrong with the description of a shopper, if anything."""
    return check_email(new.email) or check_shopper_name(new.name)


def check_shopper_name(name: str) -> Refusal | None:
    """What is wrong with a name, if anything; whoever gives none is greeted without."""
    return ActorInvalid(f"A name has at most {LONGEST_NAME} characters.", "name") if len(name) > LONGEST_NAME else None
