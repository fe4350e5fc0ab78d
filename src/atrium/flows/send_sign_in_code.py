"""A shopper asks for a code by e-mail, to come in with instead of a password."""

from collections.abc import Callable
from datetime import datetime

from atrium.contexts import identity, messaging
from atrium.kit.db import Database, Tx
from atrium.kit.ids import new_code, new_id
from atrium.kit.signing import digest
from atrium.vocabulary.market import Market

PURPOSE = "sign-in code"


async def send_sign_in_code(
    database: Database, *, email: str, came_from: str, market: Market, secret: bytes, clock: Callable[[], datetime]
) -> None:
    """Sends a new code to an address, whoever has it: a stranger becomes a shopper by using it.

    So it does the same, and takes as long, for every address. Only the newest code counts. Refuses with EmailInvalid,
    and with TooManyTries after too many for one e-mail address or from one network address.
    """
    code = new_code()
    minutes = int(identity.CODE_LASTS.total_seconds() // 60)

    async def send(tx: Tx) -> None:
        now = clock()
        tries = [
            identity.Try(identity.CODES_TO_EMAIL, identity.email_key(email)),
            identity.Try(identity.CODES_FROM_ADDRESS, came_from),
        ]
        await identity.take_tries(tx, tries, now=now)
        await identity.keep_code(tx, email=email, code_hash=code_digest(secret, email, code), now=now)
        letter = messaging.Letter(
            cause=str(new_id()),
            recipient=email.strip(),
            locale=f"{market.language}_{market.country}",
            facts=messaging.SignInCode(retailer=market.legal_entity, code=code, valid_minutes=minutes),
        )
        await messaging.queue(tx, [letter], now=now)

    await database.commit(send)


def code_digest(secret: bytes, email: str, code: str) -> bytes:
    """What is kept of a code, and compared when somebody shows it."""
    return digest(secret, PURPOSE, identity.email_key(email), code)
