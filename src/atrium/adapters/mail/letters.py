"""A message as a mail: the text, the HTML beside it, and an id that is the same whenever it is sent. Pure."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from atrium.contexts import messaging


class Unmailable(ValueError):
    """No mail can be made of it: an address is none, or a header would not be one line."""


def as_mail(message: messaging.Message, *, sender: str) -> EmailMessage:
    """The mail; raises Unmailable."""
    mail = EmailMessage(policy=SMTP)
    try:
        origin = one_address(sender)
        mail["From"] = origin
        mail["To"] = one_address(message.recipient)
        mail["Subject"] = message.subject
        mail["Date"] = format_datetime(message.created_at)
        mail["Message-ID"] = f"<{message.id}@{origin.domain}>"
        mail["Content-Language"] = message.language
        # Nobody's absence note answers a machine.
        mail["Auto-Submitted"] = "auto-generated"
    except (ValueError, IndexError) as fault:
        raise Unmailable(str(fault) or "an address cannot be read") from fault
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    return mail


def one_address(text: str) -> Address:
    """One address, with or without a name; raises ValueError for none, or for several."""
    name, address = parseaddr(text)
    found = Address(display_name=name, addr_spec=address)
    if not found.username or not found.domain or not text.endswith((address, f"<{address}>")):
        raise ValueError(f"{text!r} is not one address")
    return found
