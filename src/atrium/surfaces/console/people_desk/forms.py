"""What may be changed about people."""

from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from atrium.surfaces.shared.forms import Form

Role = Annotated[Literal["associate", "manager", "operator", "owner"], Meta(title="role")]
Place = Annotated[str, Meta(max_length=16, title="location")]


class PersonForm(Form):
    """Somebody new, with their first role; everywhere without a location."""

    name: Annotated[str, Meta(min_length=1, max_length=200, title="name")]
    role: Role
    location: Place = ""


class RoleForm(Form):
    """A role at a location, or everywhere without one."""

    role: Role
    location: Place = ""


class PasswordForm(Form):
    """The e-mail address and the password to sign in with."""

    email: Annotated[str, Meta(min_length=3, max_length=254, title="e-mail address")]
    password: Annotated[str, Meta(min_length=1, max_length=200, title="password")]


class PinForm(Form):
    """The PIN with which they take over a shared tablet."""

    pin: Annotated[str, Meta(min_length=1, max_length=12, title="PIN")]


class SessionForm(Form):
    """Which session ends; all without one."""

    session: UUID | None = None
