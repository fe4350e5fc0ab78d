"""A shopper's account: coming in, profile, addresses, password, and the sessions that are open."""

from atrium.surfaces.shop.account.addresses import address_book
from atrium.surfaces.shop.account.coming_in import coming_in
from atrium.surfaces.shop.account.overview import overview
from atrium.surfaces.shop.account.safety import safety

__all__ = ["address_book", "coming_in", "overview", "safety"]
