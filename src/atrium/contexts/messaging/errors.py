"""Why messaging says no."""

from dataclasses import dataclass
from uuid import UUID

from atrium.kit.refusals import Conflict, NotFound


@dataclass(eq=False)
class MessageNotFound(NotFound):
    """There is no such message, or the caller may not see it."""

    message_id: UUID
    field = "message_id"

    @property
    def message(self) -> str:
        return f"There is no message {self.message_id}."


@dataclass(eq=False)
class NothingToRetry(Conflict):
    """Only a message that has failed can be tried again."""

    message_id: UUID
    state: str
    remedy = "Read the message: a due one is tried by itself, a sent or kept one has arrived where it should."

    @property
    def message(self) -> str:
        return f"The message is {self.state}; only one that has failed can be tried again."
