"""What the watcher is asked to do, and what its screens saw."""

import msgspec

CHANGES = ("fulfilment.queued", "fulfilment.picked", "fulfilment.ready")
"""What each order goes through, in order: it is paid, picked, and lies ready."""

UNSEEN_BY_SHOPPERS = CHANGES.index("fulfilment.picked")
"""An order's page says `Being prepared` before and after it."""


class Watch(msgspec.Struct, frozen=True):
    """So many screens of each kind, and changes at a fixed rate for some seconds; answered by `Watched`."""

    port: int
    seconds: float
    per_s: float
    secret: str
    """The key that orders, and moves what was ordered."""
    operator: str
    """The key that opens the consoles."""
    signing: str
    """What the house signs links with."""
    orders: int
    consoles: int
    tills: list[tuple[str, str]]
    """The location and the key of each."""
    skus: list[str]
    marks: tuple[str, ...]
    """The words of an order's page after each of `CHANGES`."""


class Seen(msgspec.Struct, frozen=True):
    """One screen: what it watches, and when it first showed each thing, in seconds of the machine's clock."""

    watches: str
    """`order <id>`, `till <location>` or `console`."""
    first: dict[str, float]
    """Keyed by `<id> <place in CHANGES>`; on a console by the event's position."""


class Change(msgspec.Struct, frozen=True):
    """An order, its fulfilment and its location, and how far it came: a place in `CHANGES`."""

    order: str
    fulfilment: str
    location: str
    place: int


class Watched(msgspec.Struct, frozen=True):
    """What was changed, and what the screens saw."""

    changes: list[Change]
    screens: list[Seen]
    failures: list[str]
    elapsed_s: float
    cpu_s: float
