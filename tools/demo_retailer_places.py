"""Where the demo retailer stands: the chosen stores, its distribution centres and the time zones."""

from collections.abc import Callable

from atrium.demo.retailer import DemoCentre

# Every state, the capital district and Puerto Rico once; large metropolitan areas have neighbours.
CHOSEN_STORES = (
    13, 19, 26, 58, 183, 187, 206, 211, 220, 222, 223, 224, 231, 253, 289, 290,
    291, 333, 360, 373, 381, 383, 393, 395, 410, 438, 451, 470, 482, 498, 526, 527,
    531, 536, 537, 539, 553, 569, 575, 592, 609, 763, 829, 833, 861, 887, 896, 898,
    938, 1000, 1092, 1096, 1108, 1118, 1120, 1125, 1130, 1142, 1266, 1381, 1465, 1498, 1527, 1531,
)  # fmt: skip

# Two stores of the source are drawn in another city than their own address.
CORRECTED_POINTS = {1536: (35.823, -90.667), 8043: (41.411, -81.850)}

# The districts in which no store stands, so that a shopper there still has a place.
STATES_WITHOUT_STORES = {
    "AS": (-14.306, -170.696),
    "GU": (13.444, 144.794),
    "MP": (15.190, 145.745),
    "VI": (18.340, -64.903),
}

ALWAYS_OPEN = "; ".join(f"{day}: 0-11:59" for day in ("Mon", "Tue", "Wed", "Thurs", "Fri", "Sat", "Sun"))

CENTRES = (
    DemoCentre(
        id="DC-RENO", name="Reno distribution centre", address="1150 Lear Boulevard", city="Reno", state="NV",
        postal_code="89506", latitude=39.635, longitude=-119.895, time_zone="America/Los_Angeles",
        opening_hours=ALWAYS_OPEN, capabilities=("ship",), daily_pick_capacity=4200,
    ),
    DemoCentre(
        id="DC-DAL", name="Dallas distribution centre", address="8400 Intermodal Parkway", city="Dallas",
        state="TX", postal_code="75241", latitude=32.658, longitude=-96.770, time_zone="America/Chicago",
        opening_hours=ALWAYS_OPEN, capabilities=("ship",), daily_pick_capacity=5600,
    ),
    DemoCentre(
        id="DC-CMH", name="Columbus distribution centre", address="2600 Rickenbacker Parkway",
        city="Columbus", state="OH", postal_code="43217", latitude=39.817, longitude=-82.942,
        time_zone="America/New_York", opening_hours=ALWAYS_OPEN, capabilities=("ship",),
        daily_pick_capacity=6400,
    ),
)  # fmt: skip

EASTERN, CENTRAL, MOUNTAIN, PACIFIC = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
)
_STATES_OF_ZONE = {
    EASTERN: "CT DC DE FL GA KY MA MD ME NC NH NJ NY OH PA RI SC TN VA VT WV",
    CENTRAL: "AL AR IA IL KS LA MN MO MS ND NE OK SD TX WI",
    MOUNTAIN: "CO MT NM UT WY",
    PACIFIC: "CA NV OR WA",
    "America/Anchorage": "AK",
    "America/Boise": "ID",
    "America/Detroit": "MI",
    "America/Indiana/Indianapolis": "IN",
    "America/Phoenix": "AZ",
    "America/Puerto_Rico": "PR",
    "Pacific/Honolulu": "HI",
}
ZONE_OF_STATE = {state: zone for zone, states in _STATES_OF_ZONE.items() for state in states.split()}

# (state, the part of it, its zone). The lines follow county borders as closely as a degree allows.
SplitRule = tuple[str, Callable[[float, float], bool], str]
_SPLIT_STATES: tuple[SplitRule, ...] = (
    ("AK", lambda lat, lon: lon < -169.5 and lat < 55.0, "America/Adak"),
    ("AK", lambda lat, lon: lon > -141.0 and lat < 60.0, "America/Juneau"),
    ("AZ", lambda lat, lon: lat > 35.7 and lon > -111.2, MOUNTAIN),  # The Navajo Nation keeps summer time.
    ("FL", lambda _, lon: lon < -85.1, CENTRAL),
    ("ID", lambda lat, _: lat > 45.5, PACIFIC),
    ("IN", lambda lat, lon: lat > 40.8 and lon < -86.7, CENTRAL),
    ("IN", lambda lat, lon: lat < 38.4 and lon < -86.8, CENTRAL),
    ("IN", lambda lat, lon: lat < 38.6 and lon > -86.2, "America/Kentucky/Louisville"),
    ("KS", lambda lat, lon: lon < -101.5 and lat < 39.6, MOUNTAIN),
    ("KY", lambda _, lon: lon < -86.2, CENTRAL),
    ("KY", lambda lat, lon: lon < -85.4 and lat > 37.8, "America/Kentucky/Louisville"),
    ("MI", lambda lat, lon: lon < -87.3 and lat < 46.5, "America/Menominee"),
    ("ND", lambda lat, lon: lon < -101.2 and lat < 47.6, MOUNTAIN),
    ("NE", lambda _, lon: lon < -101.3, MOUNTAIN),
    ("OR", lambda lat, lon: lon > -118.2 and 42.4 < lat < 44.5, "America/Boise"),
    ("SD", lambda _, lon: lon < -100.7, MOUNTAIN),
    ("TN", lambda _, lon: lon < -85.3, CENTRAL),
    ("TX", lambda _, lon: lon < -104.9, MOUNTAIN),
)


def time_zone_of(*, state: str, latitude: float, longitude: float) -> str:
    """The IANA zone of a point of the United States."""
    for split_state, covers, zone in _SPLIT_STATES:
        if split_state == state and covers(latitude, longitude):
            return zone
    return ZONE_OF_STATE[state]
