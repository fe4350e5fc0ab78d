"""Products and categories of the demo retailer."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal

from demo_retailer_sources import SourceCategory, SourceProduct
from demo_retailer_words import CATEGORY_NAMES, COLOUR_WORDS, FAINT_COLOUR_WORDS, STYLES

from atrium.demo import retailer


def colour_of(*, name: str, description: str) -> str:
    """The first plain colour word, then the first faint one (leather, pearl), else "assorted"."""
    words = re.findall(r"[a-z]+", f"{name} {description}".lower())
    named = {word: colour for colour, all_words in COLOUR_WORDS.items() for word in all_words.split()}
    plain = [named[word] for word in words if word in named and word not in FAINT_COLOUR_WORDS]
    faint = [named[word] for word in words if word in FAINT_COLOUR_WORDS]
    return next(iter(plain + faint), "assorted")


def build_products(sources: Iterable[SourceProduct]) -> tuple[retailer.DemoProduct, ...]:
    """SKUs count up within a style in the order of the source, which never changes."""
    counted: Counter[str] = Counter()
    products: list[retailer.DemoProduct] = []
    for source in sources:
        prefix = STYLES[source["style"]][0]
        counted[prefix] += 1
        products.append(product_from(source, sku=f"{prefix}-{counted[prefix]:04}"))
    return tuple(sorted(products, key=lambda product: product.sku))


def product_from(source: SourceProduct, *, sku: str) -> retailer.DemoProduct:
    return retailer.DemoProduct(
        sku=sku,
        name=source["name"],
        category=source["category"],
        style=source["style"],
        description=source["description"],
        price=Decimal(str(source["price"])).quantize(Decimal("0.01")),
        colour=colour_of(name=source["name"], description=source["description"]),
        gender=source.get("gender_affinity"),
        promoted=source.get("promoted", False),
        featured=source.get("featured", False),
        current_stock=source["current_stock"],
    )


def build_categories(
    sources: Iterable[SourceCategory], products: Iterable[retailer.DemoProduct]
) -> tuple[retailer.DemoCategory, ...]:
    styles: defaultdict[str, set[str]] = defaultdict(set)
    for product in products:
        styles[product.category].add(product.style)
    categories = [
        retailer.DemoCategory(
            id=source["name"],
            name=CATEGORY_NAMES[source["name"]],
            genders=source["has_gender_affinity"],
            styles=tuple(
                retailer.DemoStyle(id=style, name=STYLES[style][1]) for style in sorted(styles[source["name"]])
            ),
        )
        for source in sources
    ]
    return tuple(sorted(categories, key=lambda category: category.id))
