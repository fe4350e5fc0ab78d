"""What stands on paper, as frozen facts, and the PDF that they become."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from babel.dates import format_date

from atrium.surfaces.shared.documents.typesetting import qr_code, typeset
from atrium.vocabulary.contact import Address

LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "CL", "CO", "PH"})
"""Where paper is US Letter; everywhere else it is A4."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Packing slip",
        "order": "Order",
        "ordered": "Ordered on",
        "to": "Ship to",
        "collect": "To be collected by",
        "from": "Packed at",
        "item": "Item",
        "code": "Code",
        "quantity": "Qty",
        "units": "Units in all",
        "thanks": "Thank you for your order.",
        "pickup": "Pickup",
        "more": "and {} more",
        "page": "Page",
    },
    "es": {
        "title": "Albarán",
        "order": "Pedido",
        "ordered": "Pedido el",
        "to": "Enviar a",
        "collect": "Lo recoge",
        "from": "Preparado en",
        "item": "Artículo",
        "code": "Código",
        "quantity": "Cant.",
        "units": "Unidades en total",
        "thanks": "Gracias por su pedido.",
        "pickup": "Recogida",
        "more": "y {} más",
        "page": "Página",
    },
}


@dataclass(frozen=True, slots=True)
class PackedLine:
    """So many units of an item in the parcel."""

    sku: str
    title: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackingSlip:
    """A parcel or a bag: whose it is, where it goes, what is in it. `address` is None for what is collected."""

    retailer: str
    country: str
    locale: str
    order_number: str
    ordered_on: date
    recipient: str
    address: Address | None
    packed_at: str
    packed_address: Address
    lines: tuple[PackedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupLabel:
    """What hangs on goods that wait at a counter."""

    retailer: str
    locale: str
    order_number: str
    recipient: str
    store: str
    lines: tuple[PackedLine, ...]


def packing_slip(facts: PackingSlip) -> bytes:
    """The slip as PDF. Takes some hundredths of a second: not for the event loop."""
    return typeset("packing_slip.typ", slip_words(facts))


def pickup_label(facts: PickupLabel) -> bytes:
    """The label as PDF, 100 by 62 mm. Takes some hundredths of a second: not for the event loop."""
    return typeset("pickup_label.typ", label_words(facts))


def slip_words(facts: PackingSlip) -> dict[str, object]:
    """What the slip's template is given."""
    return {
        "words": _words(facts.locale),
        "language": _language(facts.locale),
        "paper": "us-letter" if facts.country in LETTER_COUNTRIES else "a4",
        "retailer": facts.retailer,
        "order_number": facts.order_number,
        "ordered_on": format_date(facts.ordered_on, "long", locale=facts.locale),
        "recipient": facts.recipient,
        "address": _lines(facts.address) if facts.address else [],
        "packed_at": facts.packed_at,
        "packed_address": _lines(facts.packed_address),
        "lines": [asdict(line) for line in facts.lines],
        "units": sum(line.quantity for line in facts.lines),
        "qr": qr_code(facts.order_number),
    }


def label_words(facts: PickupLabel) -> dict[str, object]:
    """What the label's template is given."""
    return {
        "words": _words(facts.locale),
        "language": _language(facts.locale),
        "retailer": facts.retailer,
        "order_number": facts.order_number,
        "recipient": facts.recipient,
        "store": facts.store,
        "lines": [asdict(line) for line in facts.lines],
        "units": sum(line.quantity for line in facts.lines),
        "qr": qr_code(facts.order_number),
    }


def _words(locale: str) -> Mapping[str, str]:
    return WORDS[_language(locale)]


def _language(locale: str) -> str:
    language = locale.partition("_")[0]
    return language if language in WORDS else "en"


def _lines(address: Address) -> list[str]:
    town = " ".join(filter(None, [f"{address.city},", address.region, address.postal_code]))
    return [address.street, town]
