"""Ways for messages to reach people: SMTP where a mail system is configured, else the house's own mailbox.

The address of a mail system is `smtp://[user:password@]host[:port]`, which goes over to TLS where the server offers it,
`smtp+starttls://`, which insists on that, or `smtps://`, which speaks TLS from the first byte. A password never goes to
another machine in the clear.
"""

from atrium.adapters.mail.mailbox import Mailbox
from atrium.adapters.mail.smtp import MailAddressError, SmtpMailer

__all__ = ["MailAddressError", "Mailbox", "SmtpMailer"]
