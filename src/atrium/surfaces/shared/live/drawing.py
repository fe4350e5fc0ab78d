"""A region's picture in pieces, so that only what changed travels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

Piece = str
"""The HTML of one element, whose `id` is the piece's name."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Elements by their id, and for each list (by its id) which of them stand in it, in order."""

    pieces: Mapping[str, Piece] = field(default_factory=dict[str, Piece])
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])

    def shown(self, name: str) -> Markup:
        """A piece, or all pieces of a list, as a page shows it first."""
        names = self.lists.get(name, (name,))
        return Markup("").join(Markup(self.pieces.get(one, "")) for one in names)  # noqa: S704 - templates escaped it

    def since(self, before: "Drawing") -> "Drawing":
        """What is not as it was before."""
        return Drawing(
            {name: piece for name, piece in self.pieces.items() if before.pieces.get(name) != piece},
            {name: order for name, order in self.lists.items() if before.lists.get(name) != order},
        )

    def __bool__(self) -> bool:
        return bool(self.pieces or self.lists)


def message(name: str, drawing: Drawing) -> bytes:
    """A drawing as one server-sent event; a list comes after its pieces and names them in order.

    Each piece is a template of its own, because a browser understands a table's row only where nothing else came first.
    """
    pieces = [f"<template>{piece}</template>" for piece in drawing.pieces.values()]
    lists = [f'<i data-list="{escape(name)}" data-keys="{" ".join(keys)}"></i>' for name, keys in drawing.lists.items()]
    return event(name, "".join([*pieces, *lists]))


def event(name: str, text: str, *, id_: int | None = None) -> bytes:
    """One server-sent event; with an id, where the browser resumes."""
    head = [f"id: {id_}"] if id_ is not None else []
    lines = [*head, f"event: {name}", *(f"data: {line}" for line in _lines(text)), "", ""]
    return "\n".join(lines).encode()


def _lines(text: str) -> Iterable[str]:
    """What a template wrote over many lines, without the space that only its writer needed."""
    return [line for line in map(str.strip, text.splitlines()) if line] or [""]
