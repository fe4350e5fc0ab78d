"""What a mail system says to a message. Every answer is a value; nothing here is raised. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """The mail system took it, and answers for it from now on."""


@dataclass(frozen=True, slots=True)
class Kept:
    """There is no mail system: it stays where it is and is read here."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The mail system will never take it, and says why."""

    fault: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """It was not taken now, or nobody knows; the same again may succeed."""

    fault: str


Answer = Sent | Kept | Refused | Unsure
