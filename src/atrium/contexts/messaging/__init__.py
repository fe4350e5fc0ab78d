"""What the house tells people, in their language.

Owns: messages, from the fact that causes one to the mail system that took it; their templates.
Promises: one cause makes one message; a message is tried until it is taken or given up, and each try is the same mail.
Words: a *message* is a subject and a text for one *recipient*; its *kind* says what it tells, its *cause* is the event
or the caller's key that it follows from; a *letter* is a message before its facts are put into words; a *due* message
waits for its next try, until a *mailer* has *sent* it, it has *failed*, or it is *kept* in the *mailbox* as no mail
system is configured.
"""

from atrium.contexts.messaging.answers import Answer, Kept, Refused, Sent, Unsure
from atrium.contexts.messaging.errors import MessageNotFound, NothingToRetry
from atrium.contexts.messaging.events import MessageFailed, MessageQueued
from atrium.contexts.messaging.facts import (
    Cancelled,
    Facts,
    Goods,
    Kind,
    OpenDays,
    OrderReceived,
    Part,
    PartlyReady,
    Place,
    ReadyForPickup,
    Refunded,
    Shipped,
    ShortageQuestion,
    SignInCode,
)
from atrium.contexts.messaging.invariants import INVARIANTS
from atrium.contexts.messaging.model import KINDS, STATES, Letter, Message, State, lets_in
from atrium.contexts.messaging.ports import Mailer
from atrium.contexts.messaging.preview import preview
from atrium.contexts.messaging.queries import Filter, MessageSummary, get_message, list_messages
from atrium.contexts.messaging.rendering import LANGUAGES, Rendered, language_of, render
from atrium.contexts.messaging.service import queue, retry, settle, take_up

__all__ = [
    "INVARIANTS",
    "KINDS",
    "LANGUAGES",
    "STATES",
    "Answer",
    "Cancelled",
    "Facts",
    "Filter",
    "Goods",
    "Kept",
    "Kind",
    "Letter",
    "Mailer",
    "Message",
    "MessageFailed",
    "MessageNotFound",
    "MessageQueued",
    "MessageSummary",
    "NothingToRetry",
    "OpenDays",
    "OrderReceived",
    "Part",
    "PartlyReady",
    "Place",
    "ReadyForPickup",
    "Refunded",
    "Refused",
    "Rendered",
    "Sent",
    "Shipped",
    "ShortageQuestion",
    "SignInCode",
    "State",
    "Unsure",
    "get_message",
    "language_of",
    "lets_in",
    "list_messages",
    "preview",
    "queue",
    "render",
    "retry",
    "settle",
    "take_up",
]
