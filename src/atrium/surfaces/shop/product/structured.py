"""What search engines read of a product: schema.org's Product with its offer, as JSON in a block of data."""

import json
from typing import Any

from markupsafe import Markup

from atrium.readmodels.product_page import ProductPage
from atrium.surfaces.shared.rendering import picture

IN_STOCK = "https://schema.org/InStock"
OUT_OF_STOCK = "https://schema.org/OutOfStock"


def product_data(shown: ProductPage, *, base: str, seller: str) -> Markup:
    """The block's text; `base` is the shop's own address, as `https://shop.example`."""
    item = shown.item
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "sku": item.sku,
        "name": item.name,
        "category": item.category_name,
        "url": f"{base}/p/{item.sku}",
        "offers": {
            "@type": "Offer",
            "price": f"{item.unit_price.normalize():f}",
            "priceCurrency": item.currency,
            "availability": IN_STOCK if shown.available else OUT_OF_STOCK,
            "url": f"{base}/p/{item.sku}",
            "seller": {"@type": "Organization", "name": seller},
        },
    }
    if item.description:
        data["description"] = item.description
    if item.colour:
        data["color"] = item.colour
    if item.picture:
        data["image"] = f"{base}{picture(item.sku, item.picture)}"
    # No text of an item can end the block.
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(text)  # noqa: S704 - nothing is left in it that HTML would read
