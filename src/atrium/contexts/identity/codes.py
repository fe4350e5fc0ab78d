"""Codes by e-mail: the newest of an address lets somebody in, once."""

from datetime import datetime, timedelta
from hmac import compare_digest

from atrium.contexts.identity.errors import CodeRefused
from atrium.contexts.identity.model.signing_in import check_email, email_key
from atrium.kit.db import Tx

CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
KEEP = """
    INSERT INTO identity.sign_in_codes (email_key, code_hash, tries_left, expires_at)
    VALUES (%(email_key)s, %(code_hash)s, %(tries)s, %(expires_at)s)
        ON CONFLICT (email_key) DO UPDATE
       SET code_hash = EXCLUDED.code_hash, tries_left = EXCLUDED.tries_left, expires_at = EXCLUDED.expires_at
"""
# The guard: a try is taken from the code before the code is looked at.
TRY = """
    UPDATE identity.sign_in_codes SET tries_left = tries_left - 1
     WHERE email_key = %(email_key)s AND tries_left > 0 AND expires_at > %(now)s
 RETURNING code_hash
"""
USE = "DELETE FROM identity.sign_in_codes WHERE email_key = %(email_key)s"
FORGET = """
    DELETE FROM identity.sign_in_codes
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM identity.sign_in_codes WHERE expires_at < %(before)s LIMIT %(most)s))
"""


async def keep_code(tx: Tx, *, email: str, code_hash: bytes, now: datetime) -> None:
    """Makes this the only code of an address, for 10 minutes and 5 tries; whether anybody has it does not matter.

    The hash is `kit.signing.digest` of the code: a plain one of so few digits would give it away. Refuses with
    EmailInvalid.
    """
    fault = check_email(email)
    if fault is not None:
        raise fault
    tx.locks("identity")
    row = {"email_key": email_key(email), "code_hash": code_hash, "tries": CODE_TRIES, "expires_at": now + CODE_LASTS}
    await tx.run(KEEP, row)


async def use_code(tx: Tx, *, email: str, code_hash: bytes, now: datetime) -> CodeRefused | None:
    """Uses up the code of an address when it is the right one, and one of its tries in any case.

    Answers the refusal instead of raising it, because the try must be written down all the same.
    """
    tx.locks("identity")
    kept = await tx.value(TRY, {"email_key": email_key(email), "now": now})
    if not compare_digest(bytes(kept or b""), code_hash):
        return CodeRefused()
    await tx.run(USE, {"email_key": email_key(email)})
    return None


async def forget_codes(tx: Tx, *, before: datetime, most: int = 10_000) -> int:
    """Drops codes that expired before that moment; answers how many."""
    return await tx.run(FORGET, {"before": before, "most": most})
