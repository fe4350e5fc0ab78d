"""A shopper comes in with the code from an e-mail; a stranger becomes a shopper by it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from atrium.contexts import identity
from atrium.contexts.identity import CameIn, CodeRefused
from atrium.flows.send_sign_in_code import code_digest
from atrium.kit.db import Database, Tx
from atrium.kit.ids import new_id, new_secret
from atrium.kit.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeKnocks:
    """What came with the request; `name` is what a stranger wants to be called, `came_from` a network address."""

    email: str
    code: str = field(repr=False)
    name: str = ""
    came_from: str
    user_agent: str = ""


async def sign_in_by_code(
    database: Database, knocks: CodeKnocks, *, secret: bytes, clock: Callable[[], datetime]
) -> CameIn:
    """Starts a session at the shop. Whoever has no account gets one: the code has shown that the address is theirs.

    Refuses with CodeRefused a code that is wrong, too old, used, or tried too often; with TooManyTries after too many
    from one network address; a stranger with ActorInvalid who wants too long a name.
    """
    session_secret = identity.session_secret(new_secret())
    code = "".join(letter for letter in knocks.code if letter not in " -")

    async def enter(tx: Tx) -> identity.Session | CodeRefused:
        now = clock()
        await identity.take_tries(tx, [identity.Try(identity.SIGN_INS_FROM_ADDRESS, knocks.came_from)], now=now)
        hashed = code_digest(secret, knocks.email, code)
        refused = await identity.use_code(tx, email=knocks.email, code_hash=hashed, now=now)
        known = await identity.find_shopper_by_email(tx, knocks.email)
        if refused is not None:
            if known is not None:
                await identity.note_failed_sign_in(
                    tx, person_id=known.person_id, kind="shop", method="code", is_locked=False, now=now
                )
            return refused
        shopper_id = known.person_id if known else await _add(tx, knocks, now)
        new = identity.NewSession(new_id(), "shop", shopper_id, "code", user_agent=knocks.user_agent)
        return await identity.start_session(tx, new, secret=session_secret, now=now)

    # A wrong code is a value in there, so that its try is committed.
    answer = await database.commit(enter)
    if isinstance(answer, CodeRefused):
        raise answer
    return CameIn(answer, session_secret)


async def _add(tx: Tx, knocks: CodeKnocks, now: datetime) -> UUID:
    (added,) = await identity.add_shoppers(tx, [identity.NewShopper(new_id(), knocks.email, knocks.name)], now=now)
    if isinstance(added, Refusal):
        raise added
    return added
