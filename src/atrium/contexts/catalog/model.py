"""Items and categories: what may be said of them. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from atrium.contexts.catalog.errors import CategoryInvalid, ItemInvalid, NamedTwice, UnknownCategory
from atrium.kit.refusals import Refusal
from atrium.vocabulary.sku import SKU, Sku

BaseUnit = Literal["each", "gram", "millilitre"]
BASE_UNITS: tuple[str, ...] = get_args(BaseUnit)
CODE = re.compile(r"[a-z0-9][a-z0-9 _-]{0,63}")
LONGEST_NAME = 300
MOST_ILLUSTRATION = 64 * 1024


@dataclass(frozen=True, slots=True)
class Category:
    """Where items are filed; `place` orders them for people."""

    code: str
    name: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to be saved; an `illustration` (SVG) of None keeps the one that is there."""

    sku: str
    name: str
    category: str
    style: str
    description: str = ""
    colour: str = ""
    base_unit: str = "each"
    tax_class: str = "standard"
    illustration: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item as the catalog keeps it; `withdrawn_at` is None while it is for sale."""

    sku: Sku
    name: str
    category: str
    style: str
    description: str
    colour: str
    base_unit: BaseUnit
    tax_class: str
    has_illustration: bool
    withdrawn_at: datetime | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ItemTitle:
    """What an order line needs of an item."""

    sku: Sku
    name: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """An item's picture as SVG; `version` changes when the picture does."""

    version: str
    svg: str


def check_items(items: Sequence[NewItem], *, categories: set[str]) -> list[Refusal | None]:
    """For each item, in the order given, what is wrong with it, if anything."""
    seen: set[str] = set()
    faults: list[Refusal | None] = []
    for item in items:
        fault = NamedTwice(item.sku) if item.sku in seen else _check_item(item)
        if fault is None and item.category not in categories:
            fault = UnknownCategory(item.sku, item.category)
        faults.append(fault)
        seen.add(item.sku)
    return faults


def check_categories(categories: Sequence[Category]) -> list[Refusal | None]:
    """For each category, in the order given, what is wrong with it, if anything."""
    seen: set[str] = set()
    faults: list[Refusal | None] = []
    for category in categories:
        faults.append(NamedTwice(category.code) if category.code in seen else _check_category(category))
        seen.add(category.code)
    return faults


def _check_item(item: NewItem) -> Refusal | None:
    if not SKU.fullmatch(item.sku):
        return ItemInvalid(item.sku, "A SKU has 1 to 32 of A-Z, 0-9, dot, underscore and hyphen.", "sku")
    if not item.name.strip() or len(item.name) > LONGEST_NAME:
        return ItemInvalid(item.sku, f"A name has 1 to {LONGEST_NAME} characters.", "name")
    if item.base_unit not in BASE_UNITS:
        return ItemInvalid(item.sku, f"A base unit is one of {', '.join(BASE_UNITS)}.", "base_unit")
    picture = item.illustration
    if picture is not None and not (picture.lstrip().startswith("<svg") and len(picture) <= MOST_ILLUSTRATION):
        return ItemInvalid(item.sku, "An illustration is an <svg> of at most 64 KiB.", "illustration")
    return None


def _check_category(category: Category) -> Refusal | None:
    if not CODE.fullmatch(category.code):
        return CategoryInvalid(category.code, "A code has 1 to 64 of a-z, 0-9, space, underscore and hyphen.", "code")
    if not category.name.strip() or len(category.name) > LONGEST_NAME:
        return CategoryInvalid(category.code, f"A name has 1 to {LONGEST_NAME} characters.", "name")
    return None
