"""Links that only the house can make: an id and a code over it, good for one purpose."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import sha256
from uuid import UUID

from atrium.kit.refusals import NotFound

CODE_BYTES = 20
LENGTH = 48
"""Characters of a token: 16 bytes of the id and 20 of the code, four characters for each three bytes."""


class LinkBroken(NotFound):
    """A signed link was cut short or changed, or was made for something else."""

    remedy = "Open the link exactly as it was sent."

    @property
    def message(self) -> str:
        return "This link is not complete, or was made for something else."


def sign(secret: bytes, purpose: str, id_: UUID) -> str:
    """The id as a token for links, which opens nothing but this purpose."""
    return urlsafe_b64encode(id_.bytes + _code(secret, purpose, id_.bytes)).decode()


def unsign(secret: bytes, purpose: str, token: str) -> UUID:
    """The id that a token was made of; refuses with LinkBroken what this house did not sign for this purpose."""
    try:
        raw = urlsafe_b64decode(token.encode("ascii")) if len(token) == LENGTH else b""
    except (Error, UnicodeEncodeError) as fault:
        raise LinkBroken from fault
    # The same bytes can be spelt in several ways; only the one that `sign` writes is a link.
    if urlsafe_b64encode(raw).decode() != token:
        raise LinkBroken
    id_, code = raw[:16], raw[16:]
    if not hmac.compare_digest(code, _code(secret, purpose, id_)):
        raise LinkBroken
    return UUID(bytes=id_)


def digest(secret: bytes, purpose: str, *parts: str) -> bytes:
    """What is kept of a short code, which a plain hash would give away to whoever tries them all."""
    content = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
    return hmac.digest(secret, purpose.encode() + b"\0" + content, sha256)


def _code(secret: bytes, purpose: str, content: bytes) -> bytes:
    return hmac.digest(secret, purpose.encode() + b"\0" + content, sha256)[:CODE_BYTES]
