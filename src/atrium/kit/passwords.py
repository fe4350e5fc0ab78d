"""Passwords and PINs: argon2id, worked out beside the event loop, two at a time."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# The least that OWASP asks for: some 20 ms of one core and 19 MiB, so that two at once leave room for everybody else.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
AT_ONCE = 2
_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="argon2")


async def hash_password(password: str) -> str:
    """What is kept of a password or PIN."""
    return await asyncio.get_running_loop().run_in_executor(_threads, HASHER.hash, password)


async def is_password(password: str, kept: str | None) -> bool:
    """Whether this is the password of which `kept` was kept.

    None, for somebody who has none or does not exist, takes as long and is never right.
    """
    return await asyncio.get_running_loop().run_in_executor(_threads, _verify, password, kept)


def _verify(password: str, kept: str | None) -> bool:
    try:
        return HASHER.verify(kept or _nobody(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """A hash to spend the time on where there is none."""
    return HASHER.hash("nobody has this password")
