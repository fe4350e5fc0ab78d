"""HTTP/1.1 as a load generator needs it: requests as bytes, answers as a status and a body."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import msgspec

HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length: "

encode = msgspec.json.Encoder().encode


def get(path: str, secret: str) -> bytes:
    """A GET request."""
    return f"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {secret}\r\n\r\n".encode()


def post(path: str, secret: str, key: str, body: bytes) -> bytes:
    """A POST request with an Idempotency-Key."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {secret}\r\nIdempotency-Key: {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def form(path: str, cookie: str, fields: Mapping[str, object]) -> bytes:
    """A form as a browser sends it from a page of the same site."""
    body = urlencode(fields).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def page(path: str, cookie: str) -> bytes:
    """A page as a browser asks for it."""
    return f"GET {path} HTTP/1.1\r\nHost: bench\r\nCookie: {cookie}\r\n\r\n".encode()


class Answers:
    """Cuts the bytes of one connection into answers; each is told by its status, body and head."""

    def __init__(self, tell: Callable[[int, bytes, bytes], None]) -> None:
        self._tell = tell
        self._pending = b""

    def feed(self, received: bytes) -> None:
        """Takes what has arrived."""
        pending = self._pending + received if self._pending else received
        while (end := pending.find(HEAD_END)) >= 0:
            size = end + len(HEAD_END) + _length(pending[:end])
            if len(pending) < size:
                break
            head, body, status = pending[:end], pending[end + len(HEAD_END) : size], int(pending[9:12])
            pending = pending[size:]
            self._tell(status, body, head)
        self._pending = pending


def _length(head: bytes) -> int:
    lower = head.lower()
    at = lower.index(LENGTH) + len(LENGTH)
    end = lower.find(b"\r\n", at)
    return int(lower[at:] if end < 0 else lower[at:end])
