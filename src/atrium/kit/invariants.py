"""Statements that must find nothing: what a part of the house promises of its own books."""

from dataclasses import dataclass
from typing import Any, LiteralString

from atrium.kit.db import Tx

MOST_EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Invariant:
    """A sentence that must be true of the books.

    The statement finds what contradicts it: up to `%(most)s` rows of `id`, `figures` and, in each, `drift`, the
    number of all rows.
    """

    name: str
    sentence: str
    sql: LiteralString


@dataclass(frozen=True, slots=True)
class Example:
    """One thing that contradicts an invariant: what it is, and the figures that do not agree."""

    id: str
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Check:
    """How an invariant was found: `drift` things contradict it, the first of them are the examples."""

    name: str
    sentence: str
    drift: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    id: str
    figures: dict[str, Any]
    drift: int


async def check(tx: Tx, invariant: Invariant) -> Check:
    """Looks for what contradicts an invariant; one statement."""
    found = await tx.rows(_Found, invariant.sql, {"most": MOST_EXAMPLES})
    examples = tuple(Example(one.id, one.figures) for one in found)
    return Check(invariant.name, invariant.sentence, found[0].drift if found else 0, examples)
