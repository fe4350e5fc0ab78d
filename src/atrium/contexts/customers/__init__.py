"""What shoppers keep with the retailer.

Owns: profiles and saved addresses.
Promises: only the shopper sees and changes their own; of their addresses, one is the default; the log says that
something changed, and never what it is now.
Words: a *profile* is how a shopper is called and reached; a *saved address* is where a parcel may go, and the *default*
is the one that a checkout begins with.
"""

from atrium.contexts.customers.errors import (
    AddressInvalid,
    AddressNotFound,
    ProfileInvalid,
    ShopperNotFound,
    TooManyAddresses,
)
from atrium.contexts.customers.events import AddressRemoved, AddressSaved, ProfileChanged
from atrium.contexts.customers.invariants import INVARIANTS
from atrium.contexts.customers.model import MOST_ADDRESSES, NewAddress, Profile, SavedAddress
from atrium.contexts.customers.service import (
    add_address,
    change_address,
    get_profile,
    list_addresses,
    remove_address,
    save_profile,
)

__all__ = [
    "INVARIANTS",
    "MOST_ADDRESSES",
    "AddressInvalid",
    "AddressNotFound",
    "AddressRemoved",
    "AddressSaved",
    "NewAddress",
    "Profile",
    "ProfileChanged",
    "ProfileInvalid",
    "SavedAddress",
    "ShopperNotFound",
    "TooManyAddresses",
    "add_address",
    "change_address",
    "get_profile",
    "list_addresses",
    "remove_address",
    "save_profile",
]
