"""Builds the files of the demo retailer from its two open sources.

    python tools/build_demo_retailer.py SOURCE_FOLDER [TARGET_FOLDER]

SOURCE_FOLDER holds `catalog_retail_demo_store/` and `bestbuy_stores_categories/`. The same sources
always give the same files.
"""

import gzip
import json
import shutil
import sys
from pathlib import Path
from typing import Any, cast

import yaml
from demo_retailer_people import build_associates, build_shoppers, distinct_people, homes_by_state
from demo_retailer_places import CENTRES
from demo_retailer_shelves import build_categories, build_products
from demo_retailer_sources import SourceCategory, SourceProduct, SourceStore, SourceUser
from demo_retailer_stores import build_postal_areas, build_stores, point_of
from pydantic import TypeAdapter

from atrium.demo import retailer
from atrium.demo.retailer import shipped_files


def read_json(path: Path) -> Any:
    return json.loads(gzip.decompress(path.read_bytes()))


def write(target: Path, name: str, adapter: TypeAdapter[Any], values: object) -> None:
    packed = gzip.compress(adapter.dump_json(values), compresslevel=9, mtime=0)
    (target / f"{name}.json.gz").write_bytes(packed)
    print(f"{name}: {len(packed):,} bytes")


def build(*, source: Path, target: Path) -> None:
    """Writes every file of the retailer into an existing folder."""
    catalogue, places = source / "catalog_retail_demo_store", source / "bestbuy_stores_categories"
    # The C loader reads the 1.4 MB in a second; the pure one needs ten.
    shelves = yaml.load((catalogue / "products.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    departments = yaml.safe_load((catalogue / "categories.yaml").read_bytes())
    source_stores = cast(list[SourceStore], read_json(places / "stores.json.gz"))
    people = distinct_people(cast(list[SourceUser], read_json(catalogue / "users.json.gz")))

    products = build_products(cast(list[SourceProduct], shelves))
    categories = build_categories(cast(list[SourceCategory], departments), products)
    stores = build_stores(source_stores)
    shoppers = build_shoppers(people, homes_by_state(source_stores, stores))
    points = sorted((round(latitude, 3), round(longitude, 3)) for latitude, longitude in map(point_of, source_stores))
    write(target, "products", shipped_files.PRODUCTS, products)
    write(target, "categories", shipped_files.CATEGORIES, categories)
    write(target, "stores", shipped_files.STORES, stores)
    write(target, "centres", shipped_files.CENTRES, CENTRES)
    write(target, "shoppers", shipped_files.SHOPPERS, shoppers)
    write(target, "associates", shipped_files.ASSOCIATES, build_associates(people, shoppers, stores))
    write(target, "points", shipped_files.POINTS, tuple(points))
    write(target, "postal_areas", shipped_files.POSTAL_AREAS, build_postal_areas(source_stores))
    shutil.copyfile(catalogue / "LICENSE", target / "LICENSE-catalogue-MIT-0")
    shutil.copyfile(places / "LICENSE", target / "LICENSE-stores-CC0-1.0")


def main() -> None:
    shipped = Path(retailer.__file__).parent / "data"
    build(source=Path(sys.argv[1]), target=Path(sys.argv[2]) if len(sys.argv) > 2 else shipped)


if __name__ == "__main__":
    main()
