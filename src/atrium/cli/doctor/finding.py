"""What the doctor says of one matter."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "hint", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """How a matter was found. A `hint` hinders nobody but may be wanted; what is `wrong` has a remedy."""

    about: str
    status: Status
    found: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, and how many of them are wrong."""

    findings: tuple[Finding, ...]
    wrong: int


def ok(about: str, found: str) -> Finding:
    """Nothing to do."""
    return Finding(about, "ok", found)


def hint(about: str, found: str, remedy: str) -> Finding:
    """Nothing is broken, but something more could be had."""
    return Finding(about, "hint", found, remedy)


def wrong(about: str, found: str, remedy: str) -> Finding:
    """Something to mend."""
    return Finding(about, "wrong", found, remedy)
