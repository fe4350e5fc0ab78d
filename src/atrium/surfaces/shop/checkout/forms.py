"""What the checkout's forms hold. No price is among it that is believed: the total only says what the shopper saw."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from atrium.surfaces.shared.forms import Form
from atrium.vocabulary.contact import Address, Contact

Name = Annotated[str, Meta(min_length=1, max_length=200, title="name")]
Email = Annotated[
    str,
    Meta(
        min_length=3,
        max_length=254,
        pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
        title="e-mail address",
        description="This is not a complete e-mail address.",
    ),
]
ANOTHER = "another"
"""The choice of no saved address."""


class DetailsForm(Form):
    """Whom the order is for; the address may be left out where nothing is shipped."""

    name: Name
    email: Email
    phone: Annotated[str, Meta(max_length=40, title="phone number")] = ""
    street: Annotated[str, Meta(max_length=200, title="street and number")] = ""
    city: Annotated[str, Meta(max_length=200, title="city")] = ""
    region: Annotated[str, Meta(max_length=80, title="state")] = ""
    postal_code: Annotated[str, Meta(max_length=16, title="postal code")] = ""
    saved: Annotated[str, Meta(max_length=40)] = ANOTHER
    keep_address: bool = False

    @property
    def saved_id(self) -> UUID | None:
        """Which saved address was chosen; one that is none is nobody's."""
        if self.saved == ANOTHER:
            return None
        try:
            return UUID(self.saved)
        except ValueError:
            return UUID(int=0)

    @property
    def contact(self) -> Contact:
        return Contact(self.name, self.email, self.phone or None)

    def address(self, country: str) -> Address | None:
        """The address in a market's country; None where it was left out."""
        if not (self.street or self.city or self.postal_code):
            return None
        return Address(self.street, self.city, self.region, self.postal_code, country)

    @property
    def incomplete(self) -> dict[str, str]:
        """What the address lacks for a parcel, each as a sentence."""
        words = {"street": "street and number", "city": "city", "postal_code": "postal code"}
        return {name: f"Fill in: {word}." for name, word in words.items() if not getattr(self, name)}


class PurchaseForm(Form):
    """The shopper orders what the page showed and pays with the card behind the token."""

    order_id: UUID
    version: Annotated[int, Meta(ge=1, le=2**31)]
    expected_total_minor: Annotated[int, Meta(ge=0, le=10**15)]
    token: Annotated[str, Meta(min_length=1, max_length=200, title="card")]
