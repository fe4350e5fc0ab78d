"""What people fill in to come in, and to register a tablet."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from atrium.surfaces.shared.forms import Form


class PasswordForm(Form):
    """Who it is, and at which location they work now."""

    email: Annotated[str, Meta(min_length=3, max_length=254, title="e-mail address")]
    password: Annotated[str, Meta(min_length=1, max_length=1000)]
    location: Annotated[str, Meta(min_length=1, max_length=16)]
    next: Annotated[str, Meta(max_length=500)] = ""


class PinForm(Form):
    """Who was chosen at a shared tablet, and their PIN."""

    who: UUID
    pin: Annotated[str, Meta(min_length=1, max_length=32, title="PIN")]
    next: Annotated[str, Meta(max_length=500)] = ""


class CodeForm(Form):
    """The code that a manager was given for this tablet."""

    code: Annotated[str, Meta(min_length=1, max_length=64, title="code")]


class TabletForm(Form):
    """What people of the store call this tablet."""

    name: Annotated[str, Meta(min_length=1, max_length=100, title="name")]
