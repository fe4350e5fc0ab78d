"""What messaging needs from a mail system.

A message that is sent again is the same mail: it carries a Message-ID made of the message's id, by which mail systems
fold repeats.
"""

from typing import Protocol

from atrium.contexts.messaging.answers import Answer
from atrium.contexts.messaging.model import Message


class Mailer(Protocol):
    """A way to hand messages to their recipients."""

    async def send(self, message: Message) -> Answer:
        """Hands one message over, within a time that is shorter than a try's lease."""
        ...
