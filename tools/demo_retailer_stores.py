"""Stores and postal areas of the demo retailer."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import fmean
from typing import Literal

from demo_retailer_places import CHOSEN_STORES, CORRECTED_POINTS, STATES_WITHOUT_STORES, time_zone_of
from demo_retailer_sources import SourceStore, draw

from atrium.demo import retailer


def postal_code_of(store: SourceStore) -> str:
    """Five digits: the source drops leading zeros and sometimes adds four more digits."""
    return store["zip"].split("-")[0].zfill(5)


def point_of(store: SourceStore) -> tuple[float, float]:
    """Latitude and longitude in degrees."""
    return CORRECTED_POINTS.get(store["id"], (store["location"]["lat"], store["location"]["lon"]))


def size_of(store: SourceStore) -> retailer.StoreSize:
    """A store that offers many services is a large one."""
    offered = len(store["services"])
    if offered >= 12:
        return "flagship"
    return "standard" if offered >= 9 else "compact"


def build_stores(sources: Sequence[SourceStore]) -> tuple[retailer.DemoStore, ...]:
    by_id = {store["id"]: store for store in sources}
    return tuple(store_from(by_id[number]) for number in sorted(CHOSEN_STORES))


def store_from(store: SourceStore) -> retailer.DemoStore:
    latitude, longitude = point_of(store)
    size = size_of(store)
    capabilities: list[Literal["pickup", "ship_from_store", "kerbside"]] = ["pickup"]
    if draw("ships", store["id"]) < 0.66:
        capabilities.append("ship_from_store")
    if size != "compact" and draw("kerbside", store["id"]) < 0.6:
        capabilities.append("kerbside")
    smallest, spread = {"flagship": (110, 60), "standard": (70, 40), "compact": (35, 25)}[size]
    short_name = re.sub(r"\s*\(.*?\)", "", store["name"]).strip()
    return retailer.DemoStore(
        id=f"S{store['id']:04}",
        name=f"{short_name} store",
        address=" ".join(f"{store['address']} {store['address2']}".split()),
        city=store["city"],
        state=store["state"],
        postal_code=postal_code_of(store),
        latitude=latitude,
        longitude=longitude,
        time_zone=time_zone_of(state=store["state"], latitude=latitude, longitude=longitude),
        opening_hours=store["hours"],
        size=size,
        capabilities=tuple(capabilities),
        daily_pick_capacity=smallest + 5 * int(draw("capacity", store["id"]) * spread / 5),
    )


def build_postal_areas(sources: Sequence[SourceStore]) -> retailer.PostalAreas:
    by_prefix: defaultdict[str, list[SourceStore]] = defaultdict(list)
    by_state: defaultdict[str, list[SourceStore]] = defaultdict(list)
    for store in sources:
        by_prefix[postal_code_of(store)[:3]].append(store)
        by_state[store["state"]].append(store)
    states = {state: middle_of(stores) for state, stores in by_state.items()}
    for state, (latitude, longitude) in STATES_WITHOUT_STORES.items():
        states[state] = retailer.PostalArea(latitude, longitude, state)
    return retailer.PostalAreas(
        by_prefix={prefix: middle_of(by_prefix[prefix]) for prefix in sorted(by_prefix)},
        by_state={state: states[state] for state in sorted(states)},
    )


def middle_of(stores: Sequence[SourceStore]) -> retailer.PostalArea:
    points = [point_of(store) for store in stores]
    state = Counter(store["state"] for store in stores).most_common(1)[0][0]
    return retailer.PostalArea(
        round(fmean(point[0] for point in points), 3), round(fmean(point[1] for point in points), 3), state
    )
