"""What an installation may choose: one frozen object, read from the environment once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from atrium.vocabulary.market import Market

MARKETS = {"US": Market("US", "US", "USD", "en", "no tax", "Wrenfield Inc.", "Wrenfield")}
PORT = 8480
MOST_PORT = 65_535


class SettingError(Exception):
    """A variable of the environment says something that cannot be meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may differ between installations; see `from_environment` for the variables."""

    data_dir: Path
    port: int = PORT
    database_url: str | None = None
    gateway_url: str | None = None
    gateway_key: str = ""
    web_processes: int = 2
    hold_for: timedelta = timedelta(minutes=15)
    markets: Mapping[str, Market]
    secret: str | None = field(default=None, repr=False)
    """Signs links and codes; None for one that the embedded database's folder keeps."""
    public_url: str = f"http://127.0.0.1:{PORT}"
    """Where people reach the house, without a slash at its end; the links in messages begin with it."""
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str = ""
    demo: bool = False
    demo_console_key: str | None = None
    """In the demo only: the key with which a visitor enters the console without one."""

    @property
    def postgres_dir(self) -> Path:
        """Where the embedded database lives."""
        return self.data_dir / "postgres"


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from these variables, each with a default that works on a laptop.

    ATRIUM_DATA_DIR (.atrium), ATRIUM_PORT (8480), ATRIUM_DATABASE_URL (none: embedded), ATRIUM_GATEWAY_URL and
    ATRIUM_GATEWAY_KEY (the card gateway), ATRIUM_WEB_PROCESSES (2), ATRIUM_HOLD_MINUTES (15), ATRIUM_PUBLIC_URL
    (http://127.0.0.1 and the port), ATRIUM_SMTP_URL and ATRIUM_MAIL_FROM (none: messages stay in the mailbox),
    ATRIUM_SECRET (with a database of one's own: 32 characters or more that sign links and codes), ATRIUM_DEMO (0).
    """
    demo = environment.get("ATRIUM_DEMO", "0") == "1"
    port = _number(environment, "ATRIUM_PORT", PORT, most=MOST_PORT)
    smtp_url, mail_from = _mail(environment)
    return Settings(
        data_dir=Path(environment.get("ATRIUM_DATA_DIR") or ".atrium").absolute(),
        port=port,
        database_url=environment.get("ATRIUM_DATABASE_URL") or None,
        gateway_url=environment.get("ATRIUM_GATEWAY_URL") or None,
        gateway_key=environment.get("ATRIUM_GATEWAY_KEY", ""),
        web_processes=_number(environment, "ATRIUM_WEB_PROCESSES", 2, most=64),
        hold_for=timedelta(minutes=_number(environment, "ATRIUM_HOLD_MINUTES", 15, most=24 * 60)),
        markets=MARKETS,
        secret=environment.get("ATRIUM_SECRET") or None,
        public_url=_public_url(environment, port),
        smtp_url=smtp_url,
        mail_from=mail_from,
        demo=demo,
        demo_console_key=(environment.get("ATRIUM_DEMO_CONSOLE_KEY") or None) if demo else None,
    )


def _number(environment: Mapping[str, str], name: str, usual: int, *, most: int) -> int:
    text = environment.get(name) or str(usual)
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise SettingError(f"{name} is {text!r}; it must be a whole number from 1 to {most}.")
    return int(text)


def _public_url(environment: Mapping[str, str], port: int) -> str:
    text = environment.get("ATRIUM_PUBLIC_URL") or f"http://127.0.0.1:{port}"
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
        raise SettingError(f"ATRIUM_PUBLIC_URL is {text!r}; it must be as https://shop.example, without a path.")
    return f"{parts.scheme}://{parts.netloc}"


def _mail(environment: Mapping[str, str]) -> tuple[str | None, str]:
    url, sender = environment.get("ATRIUM_SMTP_URL") or None, environment.get("ATRIUM_MAIL_FROM", "")
    if url and not sender:
        raise SettingError("ATRIUM_SMTP_URL needs ATRIUM_MAIL_FROM beside it, as `Wrenfield <orders@shop.example>`.")
    if url:
        _check_mail(url, sender)
    return url, sender


def _check_mail(url: str, sender: str) -> None:
    """Refuses addresses of which no mail could be made, before anything is started."""
    from atrium.adapters.mail import MailAddressError, SmtpMailer

    try:
        SmtpMailer(url=url, sender=sender)
    except MailAddressError as fault:
        raise SettingError(f"ATRIUM_SMTP_URL or ATRIUM_MAIL_FROM: {fault}.") from fault
