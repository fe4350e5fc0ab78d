"""The one composition root: settings in, a furnished house out."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from uuid import UUID

from atrium.adapters import card_gateway, mail
from atrium.contexts import carts, identity, messaging, payments
from atrium.flows.confirm_payments import Heard, confirm_payments
from atrium.flows.place_orders import Placed, PlaceOrder, place_orders
from atrium.flows.tell_shopper import Telling
from atrium.kit import clock, events, postgres
from atrium.kit.batch import Batcher
from atrium.kit.db import Database
from atrium.kit.refusals import Refusal
from atrium.kit.secret_file import kept_secret
from atrium.kit.signing import sign
from atrium.readmodels.source_map import SourceMaps
from atrium.settings import SettingError, Settings
from atrium.surfaces.api.orders.placing import present
from atrium.surfaces.shared.entrances import ORDER_LINK
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.pace import Pace

LOCK_ORDER = (
    *("identity", "customers", "carts", "orders", "fulfilment", "payments", "pricing", "loyalty"),
    *("messaging", "inventory"),
)
"""The order in which contexts lock their rows, everywhere; inventory last and briefly."""


SECRET_FILE = "secret"  # noqa: S105 - the file's name
SHORTEST_SECRET = 32
KNOWN_SECRETS = frozenset({"change-me", "changeme", "secret", "password"})
"""What examples give for a secret, whole or again and again."""


class DatabaseNotFoundError(Exception):
    """No database is running where the settings point."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"No database is running in {folder}. Start the house with `atrium up`.")


class DemoSignInsError(Exception):
    """Everybody could come in: the house is no demo, and its database has the demo's passwords."""

    def __init__(self) -> None:
        super().__init__(
            "This database has the demo's sign-ins, which everybody knows. Open it with `atrium up --demo` "
            "(ATRIUM_DEMO=1), or give this house a database of its own (ATRIUM_DATA_DIR or ATRIUM_DATABASE_URL)."
        )


class SecretUnfitError(SettingError):
    """Links and codes would be signed with a secret that others know or can guess."""


def house_secret(settings: Settings) -> bytes:
    """What signs links and codes: given with a database of one's own, else kept beside the embedded one.

    Refuses with SecretUnfitError one that is missing, short or known from examples; in the demo any will do.
    """
    given = settings.secret
    if given is None:
        if settings.database_url is not None and not settings.demo:
            raise SecretUnfitError(f"ATRIUM_DATABASE_URL is given without a secret. {_REMEDY}")
        return kept_secret(settings.data_dir / SECRET_FILE).encode()
    if not settings.demo and (len(given) < SHORTEST_SECRET or _is_known(given)):
        raise SecretUnfitError(f"ATRIUM_SECRET is shorter than {SHORTEST_SECRET} characters, or known. {_REMEDY}")
    return given.encode()


_REMEDY = "Set ATRIUM_SECRET to what `python -c 'import secrets; print(secrets.token_urlsafe(32))'` prints."


def _is_known(secret: str) -> bool:
    """Whether it is one of the known ones, or a few characters again and again."""
    bare = secret.casefold()
    return len(set(bare)) < 8 or any(not bare.replace(known, "").strip("-_ 0123456789") for known in KNOWN_SECRETS)


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
    url, secret = database_url(settings), house_secret(settings)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database.open(url, lock_order=LOCK_ORDER))
        if not settings.demo:
            await refuse_demo_sign_ins(database)
        gateway = await stack.enter_async_context(_gateway(settings))
        house = furnish(database, url=url, gateway=gateway, settings=settings, secret=secret)
        for batcher in (house.confirming, house.placing, house.carting):
            stack.push_async_callback(batcher.close)
        yield house


async def refuse_demo_sign_ins(database: Database) -> None:
    """Refuses with DemoSignInsError a database that the demo has let everybody into."""
    async with database.reading() as tx:
        if await identity.has_demo_sign_ins(tx):
            raise DemoSignInsError


def furnish(database: Database, *, url: str, gateway: payments.Gateway, settings: Settings, secret: bytes) -> House:
    """Puts everything into the house that handlers need."""
    source_maps = SourceMaps(database, clock.now)

    async def place(asked: Sequence[PlaceOrder]) -> Sequence[Placed | Refusal]:
        return await place_orders(
            database,
            asked,
            source_map=await source_maps.current(),
            markets=settings.markets,
            present=present,
            now=house.now(),
        )

    async def change(asked: Sequence[carts.Asked]) -> Sequence[carts.Cart | Refusal]:
        return await database.commit(lambda tx: carts.change(tx, asked, now=house.now()), pipelined=True)

    async def confirm(heard: Sequence[Heard]) -> Sequence[Refusal | None]:
        return await confirm_payments(database, heard, now=house.now())

    house = House(
        database=database,
        now=clock.now,
        hub=events.Hub(url),
        keys=identity.KeyRing(database),
        sessions=identity.SessionRing(database),
        secret=secret,
        pace=Pace(settings.requests_per_s) if settings.requests_per_s else None,
        source_maps=source_maps,
        placing=Batcher(place),
        carting=Batcher(change),
        confirming=Batcher(confirm),
        gateway=gateway,
        mailer=_mailer(settings),
        telling=Telling(settings.markets, lambda order: f"{settings.public_url}/o/{sign(secret, ORDER_LINK, order)}"),
        markets=settings.markets,
        hold_for=settings.hold_for,
        demo=settings.demo,
        demo_console_key=settings.demo_console_key,
    )
    return house


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
