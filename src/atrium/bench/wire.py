"""HTTP/1.1 as a load generator needs it: requests as bytes, answers as a status and a body."""

from collections.abc import Callable

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


class Answers:
    """Cuts the bytes of one connection into answers; each is told by its status and body."""

    def __init__(self, tell: Callable[[int, bytes], None]) -> None:
        self._tell = tell
        self._pending = b""

    def feed(self, received: bytes) -> None:
        """Takes what has arrived."""
        pending = self._pending + received if self._pending else received
        while (end := pending.find(HEAD_END)) >= 0:
            size = end + len(HEAD_END) + _length(pending[:end])
            if len(pending) < size:
                break
            body, status = pending[end + len(HEAD_END) : size], int(pending[9:12])
            pending = pending[size:]
            self._tell(status, body)
        self._pending = pending


def _length(head: bytes) -> int:
    lower = head.lower()
    at = lower.index(LENGTH) + len(LENGTH)
    end = lower.find(b"\r\n", at)
    return int(lower[at:] if end < 0 else lower[at:end])
