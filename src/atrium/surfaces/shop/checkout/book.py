"""What a signed-in shopper has told before: a checkout begins with it, and may add to it."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from starlette.requests import Request

from atrium.contexts import carts, customers, identity
from atrium.surfaces.shared import actor_of, house_of
from atrium.surfaces.shared.forms import FormInvalid
from atrium.surfaces.shop.checkout.forms import ANOTHER, DetailsForm
from atrium.vocabulary.contact import Address, Contact

GONE = "This address is not among yours any more. Choose another one."
NO_ADDRESS = Address("", "", "", "", "")


@dataclass(frozen=True, slots=True)
class Book:
    """How a checkout's form begins; of a guest only what is in the cart is known."""

    contact: Contact
    address: Address
    """What stands in the fields of a new address."""
    addresses: list[customers.SavedAddress]
    """The default first; none of a guest's."""
    choice: str
    """The id of the saved address to which parcels go, or ANOTHER."""
    can_save: bool


async def load_book(request: Request, cart: carts.Cart) -> Book:
    """The cart's own details, and before there are any, those of the shopper's profile and default address."""
    me = actor_of(request)
    if me.kind != "shopper":
        contact = cart.contact or Contact("", "", None)
        return Book(contact, cart.address or NO_ADDRESS, [], ANOTHER, can_save=False)
    async with house_of(request).database.reading() as tx:
        addresses = await customers.list_addresses(tx, me.id, visible_to=me.sees)
        contact = cart.contact
        if contact is None:
            known = await identity.get_shopper(tx, me.id, visible_to=me.sees)
            profile = await customers.get_profile(tx, me.id, visible_to=me.sees)
            contact = Contact(profile.name or known.name, known.email, profile.phone)
    choice = _choice(cart.address, addresses)
    shown = cart.address if choice == ANOTHER and cart.address else NO_ADDRESS
    return Book(contact, shown, addresses, choice, can_save=True)


async def chosen_address(request: Request, saved: UUID) -> Address:
    """A saved address of the shopper; refuses one that is not theirs."""
    me = actor_of(request)
    if me.kind != "shopper":
        raise FormInvalid({"saved": GONE})
    async with house_of(request).database.reading() as tx:
        addresses = await customers.list_addresses(tx, me.id, visible_to=me.sees)
    found = next((one.address for one in addresses if one.id == saved), None)
    if found is None:
        raise FormInvalid({"saved": GONE})
    return found


async def keep_address(request: Request, cart: carts.Cart, form: DetailsForm, address: Address) -> None:
    """Saves a new address among the shopper's, once however often the form is sent."""
    house, me = house_of(request), actor_of(request)
    new = customers.NewAddress(form.name, address)
    kept = uuid5(cart.order_id, "address")
    await house.database.commit(
        lambda tx: customers.add_address(tx, shopper_id=me.id, address_id=kept, new=new, now=house.now(), actor=me)
    )


def _choice(address: Address | None, addresses: list[customers.SavedAddress]) -> str:
    if address is None:
        return str(addresses[0].id) if addresses else ANOTHER
    return next((str(one.id) for one in addresses if one.address == address), ANOTHER)
