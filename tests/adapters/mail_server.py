"""A mail system for tests: real SMTP on a free port of this machine, which takes, refuses or says nothing."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 taken"


@dataclass(slots=True)
class MailServer:
    """Remembers what it took; `to_recipients` and `to_mail` are what it says, the next one first."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list[EmailMessage])
    to_recipients: list[str] = field(default_factory=list[str])
    to_mail: list[str] = field(default_factory=list[str])

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        said = self.to_recipients.pop(0) if self.to_recipients else OK
        if said == OK:
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - same
        del server, session
        said = self.to_mail.pop(0) if self.to_mail else OK
        if said == OK:
            self.taken.append(message_from_bytes(cast("bytes", envelope.content), policy=default))
        return said


@asynccontextmanager
async def a_mail_server(**smtp: Any) -> AsyncGenerator[MailServer]:
    """A mail system that takes everything, until told otherwise."""
    server = MailServer()
    async with _listening(lambda: SMTP(server, hostname="mail.test", **smtp)) as server.port:
        yield server


@asynccontextmanager
async def a_silent_server() -> AsyncGenerator[str]:
    """The address of a server that lets people in and never says a word."""
    async with _listening(asyncio.Protocol) as port:
        yield f"smtp://127.0.0.1:{port}"


@asynccontextmanager
async def _listening(protocol: Callable[[], asyncio.BaseProtocol]) -> AsyncGenerator[int]:
    listening = await asyncio.get_running_loop().create_server(cast("Any", protocol), "127.0.0.1", 0)
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()
