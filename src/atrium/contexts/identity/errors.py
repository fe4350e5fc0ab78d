"""How identity says no."""

from dataclasses import dataclass
from uuid import UUID

from atrium.kit.refusals import Conflict, Forbidden, Invalid, NotFound


@dataclass(eq=False)
class ActorInvalid(Invalid):
    """An actor cannot be as it is described."""

    fault: str
    field: str | None = None

    @property
    def message(self) -> str:
        return self.fault


@dataclass(eq=False)
class UnknownScopes(Invalid):
    """A scope is not on the closed list."""

    scopes: list[str]
    field: str | None = "scopes"
    remedy = "Use the scopes that are listed in the documentation, or a role."

    @property
    def message(self) -> str:
        return f"There is no scope {', '.join(self.scopes)}."


@dataclass(eq=False)
class GrantsBeyondOwn(Forbidden):
    """Somebody would give away more than they have."""

    beyond: list[str]
    remedy = "Ask somebody who has it, or grant less."

    @property
    def message(self) -> str:
        return f"You cannot grant what you do not have: {', '.join(self.beyond)}."


@dataclass(eq=False)
class ActorNotFound(NotFound):
    """There is no such actor."""

    actor_id: UUID

    @property
    def message(self) -> str:
        return f"There is no actor {self.actor_id}."


@dataclass(eq=False)
class ActorIsEnded(Conflict):
    """The actor does not act here any more."""

    actor_id: UUID
    remedy = "Add a new actor."

    @property
    def message(self) -> str:
        return f"The actor {self.actor_id} was ended."


@dataclass(eq=False)
class ActorExists(Conflict):
    """The id belongs to an actor already."""

    actor_id: UUID
    remedy = "Use a new id."

    @property
    def message(self) -> str:
        return f"There is an actor {self.actor_id} already."


@dataclass(eq=False)
class KeyNotFound(NotFound):
    """The actor has no such key."""

    key_id: UUID

    @property
    def message(self) -> str:
        return f"There is no key {self.key_id}."
