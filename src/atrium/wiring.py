"""The one composition root: settings in, a furnished house out."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from uuid import UUID

from atrium.adapters import card_gateway, mail
from atrium.contexts import identity, messaging, payments
from atrium.flows.place_orders import Placed, PlaceOrder, place_orders
from atrium.flows.tell_shopper import Telling
from atrium.kit import clock, events, postgres
from atrium.kit.batch import Batcher
from atrium.kit.db import Database
from atrium.kit.refusals import Refusal
from atrium.readmodels.source_map import SourceMaps
from atrium.settings import Settings
from atrium.surfaces.api.orders.placing import present
from atrium.surfaces.shared.house import House

LOCK_ORDER = (
    *("identity", "customers", "carts", "orders", "fulfilment", "payments", "pricing", "loyalty"),
    *("messaging", "inventory"),
)
"""The order in which contexts lock their rows, everywhere; inventory last and briefly."""


class DatabaseNotFoundError(Exception):
    """No database is running where the settings point."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"No database is running in {folder}. Start the house with `atrium up`.")


def database_url(settings: Settings) -> str:
    """The address of the database: the one that was given, or the embedded one that is running."""
    if settings.database_url is not None:
        return settings.database_url
    address = postgres.find(settings.postgres_dir)
    if address is None:
        raise DatabaseNotFoundError(settings.postgres_dir)
    return address.url()


@asynccontextmanager
async def open_house(settings: Settings) -> AsyncGenerator[House]:
    """A house ready to serve, on the database that the settings point at."""
    url = database_url(settings)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database.open(url, lock_order=LOCK_ORDER))
        gateway = await stack.enter_async_context(_gateway(settings))
        house = furnish(database, url=url, gateway=gateway, settings=settings)
        stack.push_async_callback(house.placing.close)
        yield house


def furnish(database: Database, *, url: str, gateway: payments.Gateway, settings: Settings) -> House:
    """Puts everything into the house that handlers need."""
    source_maps = SourceMaps(database, clock.now)

    async def place(asked: Sequence[PlaceOrder]) -> Sequence[Placed | Refusal]:
        return await place_orders(
            database,
            asked,
            source_map=await source_maps.current(),
            markets=settings.markets,
            present=present,
            now=clock.now(),
        )

    return House(
        database=database,
        now=clock.now,
        hub=events.Hub(url),
        keys=identity.KeyRing(database),
        source_maps=source_maps,
        placing=Batcher(place),
        gateway=gateway,
        mailer=_mailer(settings),
        telling=Telling(settings.markets, lambda order: f"{settings.public_url}/o/{order}"),
        markets=settings.markets,
        hold_for=settings.hold_for,
        demo=settings.demo,
        demo_console_key=settings.demo_console_key,
    )


class NoGateway:
    """Stands where no card gateway is configured: declines, and says so."""

    def card_form(self, *, reference: UUID, amount_minor: int, currency: str, return_to: str) -> None:
        del reference, amount_minor, currency, return_to

    async def authorise(self, *, reference: UUID, amount_minor: int, currency: str, token: str) -> payments.Declined:
        del reference, amount_minor, currency, token
        return payments.Declined("no_card_gateway", "no card gateway is configured")

    async def capture(self, *, operation: UUID, gateway_id: str, amount_minor: int) -> payments.Unknown:
        del operation, gateway_id, amount_minor
        return payments.Unknown("no card gateway is configured")

    async def void(self, *, operation: UUID, gateway_id: str) -> payments.Unknown:
        del operation, gateway_id
        return payments.Unknown("no card gateway is configured")

    async def refund(self, *, operation: UUID, gateway_id: str, amount_minor: int) -> payments.Unknown:
        del operation, gateway_id, amount_minor
        return payments.Unknown("no card gateway is configured")

    async def find(self, *, reference: UUID) -> payments.Unknown:
        del reference
        return payments.Unknown("no card gateway is configured")


def _mailer(settings: Settings) -> messaging.Mailer:
    if settings.smtp_url is None:
        return mail.Mailbox()
    return mail.SmtpMailer(url=settings.smtp_url, sender=settings.mail_from)


@asynccontextmanager
async def _gateway(settings: Settings) -> AsyncGenerator[payments.Gateway]:
    if settings.gateway_url is None:
        yield NoGateway()
        return
    async with card_gateway.connect(url=settings.gateway_url, key=settings.gateway_key) as gateway:
        yield gateway
