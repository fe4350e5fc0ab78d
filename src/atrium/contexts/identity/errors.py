"""How identity says no."""

from dataclasses import dataclass
from uuid import UUID

from atrium.kit.refusals import Conflict, Forbidden, Invalid, NotFound, TooMany


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


@dataclass(eq=False)
class EmailInvalid(Invalid):
    """What was given as an e-mail address cannot be one."""

    field: str | None = "email"
    remedy = "Write it as name@example.com."

    @property
    def message(self) -> str:
        return "This is not an e-mail address."


@dataclass(eq=False)
class EmailTaken(Conflict):
    """Somebody else signs in with this address."""

    field: str | None = "email"
    remedy = "Use another address."

    @property
    def message(self) -> str:
        return "Somebody else signs in with this e-mail address."


@dataclass(eq=False)
class PasswordInvalid(Invalid):
    """A new password is not good enough."""

    fault: str
    field: str | None = "password"
    remedy = "Choose a longer one; a few words that belong together only for you are good."

    @property
    def message(self) -> str:
        return self.fault


@dataclass(eq=False)
class PinInvalid(Invalid):
    """A new PIN is not good enough."""

    fault: str
    field: str | None = "pin"
    remedy = "Choose 4 to 6 digits that are not easily guessed."

    @property
    def message(self) -> str:
        return self.fault


@dataclass(eq=False)
class SignInRefused(Forbidden):
    """The secret does not fit the name, or there is no such name: which of them, nobody is told."""

    remedy = "Check both and try again."

    @property
    def message(self) -> str:
        return "The e-mail address and the password do not go together."


@dataclass(eq=False)
class PasswordWrong(Forbidden):
    """Somebody who is signed in does not know their own password."""

    field: str | None = "current"
    remedy = "Type the password that you sign in with now, or sign in by a code and choose a new one."

    @property
    def message(self) -> str:
        return "This is not your present password."


@dataclass(eq=False)
class TooManyTries(TooMany):
    """Something that could be guessed was tried too often."""

    retry_after_s: int

    @property
    def message(self) -> str:
        minutes = -(-self.retry_after_s // 60)
        return f"That was tried too often; try again in {minutes} minute{'s' if minutes != 1 else ''}."


@dataclass(eq=False)
class NoRoleHere(Forbidden):
    """Somebody of the staff has nothing to do at this location."""

    location: str
    remedy = "Ask a manager of this location for a role there."

    @property
    def message(self) -> str:
        return f"You have no role at {self.location}."


@dataclass(eq=False)
class OnlyAtStores(Forbidden):
    """Somebody of the staff has roles at locations only, and the console shows all of them."""

    remedy = "Sign in on a tablet of your location, at /till."

    @property
    def message(self) -> str:
        return "You work at a location; the console is for people who work for the whole house."


@dataclass(eq=False)
class PersonNotFound(NotFound):
    """There is no such person, or not any more."""

    person_id: UUID

    @property
    def message(self) -> str:
        return f"There is nobody with the id {self.person_id}."


@dataclass(eq=False)
class SessionNotFound(NotFound):
    """There is no such session that the caller may see."""

    session_id: UUID

    @property
    def message(self) -> str:
        return f"There is no session {self.session_id}."


@dataclass(eq=False)
class CodeRefused(Forbidden):
    """The code from the e-mail is wrong, too old, or was used: which of them, nobody is told."""

    field: str | None = "code"
    remedy = "Type the newest code, or ask for another one."

    @property
    def message(self) -> str:
        return "This code is wrong, too old, or was used before."


@dataclass(eq=False)
class PinRefused(Forbidden):
    """The PIN is not that of the person who was chosen, or they have none."""

    field: str | None = "pin"
    remedy = "Try again, or ask a manager for a new PIN."

    @property
    def message(self) -> str:
        return "This PIN is not right."


@dataclass(eq=False)
class DeviceCodeRefused(Forbidden):
    """The code to register a tablet with is wrong, too old, or was used."""

    field: str | None = "code"
    remedy = "Ask a manager for another one."

    @property
    def message(self) -> str:
        return "This code is wrong, too old, or was used before."


@dataclass(eq=False)
class DeviceUnknown(Forbidden):
    """The tablet is not registered, or not any more."""

    remedy = "Register it with a code, or sign in with an e-mail address and a password."

    @property
    def message(self) -> str:
        return "This device is not registered."


@dataclass(eq=False)
class DeviceInvalid(Invalid):
    """A device cannot be as it is described."""

    fault: str
    field: str | None = None

    @property
    def message(self) -> str:
        return self.fault


@dataclass(eq=False)
class DeviceNotFound(NotFound):
    """There is no such device that the caller may see."""

    device_id: UUID

    @property
    def message(self) -> str:
        return f"There is no device {self.device_id}."
