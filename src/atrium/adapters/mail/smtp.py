"""Mail by SMTP: each answer of the server becomes a value."""

import asyncio
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib

from atrium.adapters.mail.letters import Unmailable, as_mail, one_address
from atrium.contexts import messaging

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
PATIENCE_S = 12.0
"""For the whole conversation: the lease of a turn holds eight of them in a row."""
PERMANENT = range(500, 600)


class MailAddressError(ValueError):
    """The mail system's or the sender's address cannot be read."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes; `encrypts` is None where the server may choose."""

    host: str
    port: int
    at_once_encrypted: bool
    encrypts: bool | None
    user: str | None = None
    password: str | None = field(default=None, repr=False)


class SmtpMailer:
    """Implements `messaging.Mailer` over SMTP, one connection for each message."""

    def __init__(self, *, url: str, sender: str, patience_s: float = PATIENCE_S) -> None:
        self._server = read_server(url)
        self._sender = _checked(sender)
        self._patience_s = patience_s

    async def send(self, message: messaging.Message) -> messaging.Answer:
        try:
            mail = as_mail(message, sender=self._sender)
        except Unmailable as fault:
            return messaging.Refused(str(fault))
        try:
            await self._hand_over(mail)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            return _answer(refused.recipients[0])
        except (aiosmtplib.SMTPRecipientRefused, aiosmtplib.SMTPDataError) as refused:
            return _answer(refused)
        except (aiosmtplib.SMTPException, OSError) as fault:
            # A password, sender or greeting that is refused is the installation's fault and no message's.
            return messaging.Unsure(_sentence(fault))
        return messaging.Sent()

    async def _hand_over(self, mail: EmailMessage) -> None:
        server = self._server
        async with asyncio.timeout(self._patience_s):
            await aiosmtplib.send(
                mail,
                hostname=server.host,
                port=server.port,
                username=server.user,
                password=server.password,
                use_tls=server.at_once_encrypted,
                start_tls=server.encrypts,
                timeout=self._patience_s,
            )


def read_server(url: str) -> MailServer:
    """The server of an address such as `smtp://user:password@host:587`; raises MailAddressError."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise MailAddressError(f"the address of the mail system cannot be read: {fault}") from fault
    if parts.scheme not in PORTS or not parts.hostname:
        raise MailAddressError("the address of the mail system is not smtp://, smtp+starttls:// or smtps:// and a host")
    at_once = parts.scheme == "smtps"
    # A password insists on encryption, except on this machine.
    insists = parts.scheme == "smtp+starttls" or (parts.password is not None and parts.hostname not in HERE)
    return MailServer(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        at_once_encrypted=at_once,
        encrypts=False if at_once else (insists or None),
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def _checked(sender: str) -> str:
    try:
        one_address(sender)
    except (ValueError, IndexError) as fault:
        raise MailAddressError(f"the sender of mail cannot be read: {fault}") from fault
    return sender


def _answer(refused: aiosmtplib.SMTPResponseException) -> messaging.Answer:
    fault = _sentence(refused)
    return messaging.Refused(fault) if refused.code in PERMANENT else messaging.Unsure(fault)


def _sentence(fault: Exception) -> str:
    if isinstance(fault, aiosmtplib.SMTPResponseException):
        return f"{fault.code} {fault.message}"
    return f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
