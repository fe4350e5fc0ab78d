"""Limits on guessing: a guarded counter for each thing that is tried, which outlives every process."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from atrium.contexts.identity.errors import TooManyTries
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows

# The guard is the last WHERE: a row that is not answered was used up. Whoever uses the last try starts the wait, so
# that it is as long as is said; a counter whose time is over starts anew.
TAKE = """
    INSERT INTO identity.tries AS kept (what, who, began_at, used, most, within_s)
    SELECT what, decode(who, 'hex'), %(now)s, 1, most, within_s
      FROM json_to_recordset(%(rows)s::json) AS wanted (what text, who text, most integer, within_s integer)
     ORDER BY what, who
        ON CONFLICT (what, who) DO UPDATE
       SET used = CASE WHEN kept.began_at + make_interval(secs => kept.within_s) <= EXCLUDED.began_at THEN 1
                       ELSE kept.used + 1 END,
           began_at = CASE WHEN kept.began_at + make_interval(secs => kept.within_s) <= EXCLUDED.began_at
                             OR kept.used + 1 >= EXCLUDED.most THEN EXCLUDED.began_at
                           ELSE kept.began_at END,
           most = EXCLUDED.most, within_s = EXCLUDED.within_s
     WHERE kept.used < EXCLUDED.most OR kept.began_at + make_interval(secs => kept.within_s) <= EXCLUDED.began_at
 RETURNING what || ' ' || encode(who, 'hex')
"""
OVER_AT = """
    SELECT max(began_at + make_interval(secs => within_s))
      FROM identity.tries
     WHERE (what, who) IN (SELECT what, decode(who, 'hex')
                             FROM json_to_recordset(%(rows)s::json) AS refused (what text, who text))
"""
IS_USED_UP = """
    SELECT used >= most AND began_at + make_interval(secs => within_s) > %(now)s
      FROM identity.tries WHERE what = %(what)s AND who = decode(%(who)s, 'hex')
"""
CLEAR = "DELETE FROM identity.tries WHERE what = %(what)s AND who = decode(%(who)s, 'hex')"
FORGET = """
    DELETE FROM identity.tries
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM identity.tries WHERE began_at < %(before)s LIMIT %(most)s))
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """How often something may be tried within a while; after the last try it takes as long until the next."""

    what: str
    most: int
    within: timedelta


QUARTER_HOUR = timedelta(minutes=15)
SIGN_INS_OF_EMAIL = Limit("sign-ins of an e-mail address", 10, QUARTER_HOUR)
SIGN_INS_FROM_ADDRESS = Limit("sign-ins from a network address", 100, QUARTER_HOUR)
CODES_TO_EMAIL = Limit("codes to an e-mail address", 5, QUARTER_HOUR)
CODES_FROM_ADDRESS = Limit("codes from a network address", 50, QUARTER_HOUR)
PINS_OF_ACTOR = Limit("PINs of an actor", 5, timedelta(minutes=5))
PINS_AT_DEVICE = Limit("PINs at a device", 30, timedelta(minutes=5))
DEVICES_FROM_ADDRESS = Limit("device codes from a network address", 20, QUARTER_HOUR)


@dataclass(frozen=True, slots=True)
class Try:
    """Something that is tried, and by or at whom: an address, a person, a device."""

    limit: Limit
    who: str

    @property
    def row(self) -> dict[str, str | int]:
        limit = self.limit
        within_s = int(limit.within.total_seconds())
        return {"what": limit.what, "who": _mark(self.who), "most": limit.most, "within_s": within_s}

    @property
    def handle(self) -> str:
        return f"{self.limit.what} {_mark(self.who)}"


async def take_tries(tx: Tx, wanted: Sequence[Try], *, now: datetime) -> None:
    """Counts tries before they are made, so that tries made at once cannot be more than the limit.

    Refuses with TooManyTries when one of them is used up; then none counts, because the transaction leaves nothing.
    """
    tx.locks("identity")
    rows = [one.row for one in wanted]
    taken = set(await tx.values(TAKE, {"rows": as_rows(rows), "now": now}))
    refused = [one.row for one in wanted if one.handle not in taken]
    if refused:
        over_at: datetime = await tx.value(OVER_AT, {"rows": as_rows(refused)})
        raise TooManyTries(max(1, -int((now - over_at).total_seconds() // 1)))


async def is_used_up(tx: Tx, tried: Try, *, now: datetime) -> bool:
    """Whether the last try was taken, and its wait is not over."""
    used_up = await tx.value(IS_USED_UP, {"what": tried.limit.what, "who": _mark(tried.who), "now": now})
    return bool(used_up)


async def clear_tries(tx: Tx, tried: Try) -> None:
    """Forgets the tries of somebody who has shown who they are."""
    await tx.run(CLEAR, {"what": tried.limit.what, "who": _mark(tried.who)})


async def forget_tries(tx: Tx, *, before: datetime, most: int = 10_000) -> int:
    """Drops counters that began before that moment, which must be longer ago than every limit's while."""
    return await tx.run(FORGET, {"before": before, "most": most})


def _mark(who: str) -> str:
    """What is kept of whom it is about: what strangers type may be anybody's address, or a password by mistake."""
    return blake2b(who.encode(), digest_size=16).hexdigest()
