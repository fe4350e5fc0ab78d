"""Shoppers and associates of the demo retailer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import cos, hypot, radians
from typing import Literal

from demo_retailer_places import CENTRES
from demo_retailer_sources import SourceStore, SourceUser, draw
from demo_retailer_stores import point_of, postal_code_of

from atrium.demo import retailer

SHOPPERS_WANTED = 1200
NEAR_A_STORE_KM = 60.0
KM_PER_DEGREE = 111.2


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Good enough for a few hundred kilometres."""
    east = (one[1] - other[1]) * cos(radians(one[0]))
    return KM_PER_DEGREE * hypot(one[0] - other[0], east)


def homes_by_state(
    sources: Sequence[SourceStore], stores: Sequence[retailer.DemoStore]
) -> dict[str, list[SourceStore]]:
    """Places to live in each state; those near one of our stores stand in the list four times."""
    ours = [(store.latitude, store.longitude) for store in stores]
    homes: defaultdict[str, list[SourceStore]] = defaultdict(list)
    for place in sources:
        near = any(distance_km(point_of(place), point) < NEAR_A_STORE_KM for point in ours)
        homes[place["state"]] += [place] * (4 if near else 1)
    return homes


def distinct_people(sources: Iterable[SourceUser]) -> list[SourceUser]:
    """One person per e-mail address, the first to use it, in a fixed shuffled order."""
    first: dict[str, SourceUser] = {}
    for user in sources:
        first.setdefault(user["email"], user)
    return sorted(first.values(), key=lambda user: draw("order", user["id"]))


def build_shoppers(
    people: Iterable[SourceUser], homes: dict[str, list[SourceStore]]
) -> tuple[retailer.DemoShopper, ...]:
    """Shoppers live where stores are: a state with more homes has more of them."""
    all_homes = sum(map(len, homes.values()))
    room = {state: max(4, round(SHOPPERS_WANTED * len(places) / all_homes)) for state, places in homes.items()}
    shoppers: list[retailer.DemoShopper] = []
    for user in people:
        state = user["addresses"][0]["state"]
        if room.get(state, 0) > 0:
            room[state] -= 1
            places = homes[state]
            shoppers.append(shopper_from(user, home=places[int(draw("home", user["id"]) * len(places))]))
    return tuple(sorted(shoppers, key=lambda shopper: shopper.id))


def shopper_from(user: SourceUser, *, home: SourceStore) -> retailer.DemoShopper:
    latitude, longitude = point_of(home)
    return retailer.DemoShopper(
        id=f"C{int(user['id']):05}",
        first_name=user["first_name"],
        last_name=user["last_name"],
        email=user["email"],
        gender=user["gender"],
        age=user["age"],
        interests=tuple(user["persona"].split("_")),
        discount_habit=user["discount_persona"],
        address=user["addresses"][0]["address1"],
        city=home["city"],
        state=home["state"],
        postal_code=postal_code_of(home),
        latitude=round(latitude + 0.08 * (draw("north", user["id"]) - 0.5), 4),
        longitude=round(longitude + 0.10 * (draw("east", user["id"]) - 0.5), 4),
    )


def build_associates(
    people: Sequence[SourceUser],
    shoppers: Iterable[retailer.DemoShopper],
    stores: Iterable[retailer.DemoStore],
) -> tuple[retailer.DemoAssociate, ...]:
    """A manager and an associate for each store, a lead for each centre; none of them is a shopper."""
    shopping = {shopper.email for shopper in shoppers}
    free = iter([user for user in people if user["email"] not in shopping])
    return tuple(
        [associate_from(next(free), location_id=store.id, number=number) for store in stores for number in (1, 2)]
        + [associate_from(next(free), location_id=centre.id, number=0) for centre in CENTRES]
    )


def associate_from(user: SourceUser, *, location_id: str, number: Literal[0, 1, 2]) -> retailer.DemoAssociate:
    roles: tuple[Literal["centre_lead", "store_manager", "store_associate"], ...]
    roles = ("centre_lead", "store_manager", "store_associate")
    return retailer.DemoAssociate(
        id=f"{location_id}-{number or 1}",
        first_name=user["first_name"],
        last_name=user["last_name"],
        email=user["email"].replace("@example.com", f"@{retailer.EMAIL_DOMAIN}"),
        role=roles[number],
        location_id=location_id,
    )
