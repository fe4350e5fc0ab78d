"""The closed list of permissions, and the roles that bundle them."""

from collections.abc import Iterable, Mapping

ALL = "*"
SCOPES: Mapping[str, str] = {
    "catalog:read": "Read items and categories.",
    "catalog:write": "Save and withdraw items and categories.",
    "locations:read": "Read locations and their hours.",
    "locations:write": "Save, close and reopen locations.",
    "stock:read": "Read stock levels and movements.",
    "stock:write": "Receive, count and adjust stock.",
    "prices:read": "Read list prices and tax rates.",
    "prices:write": "Save list prices and tax rates.",
    "orders:read": "Read orders and their stories.",
    "orders:write": "Place and cancel orders.",
    "orders:help": "Re-route, release and refund orders, and make new handover codes.",
    "orders:capture": "Record an order that was paid elsewhere, as at a till.",
    "fulfilment:read": "Read what is to be picked, packed and handed over.",
    "fulfilment:write": "Pick, pack, ship and hand over.",
    "payments:read": "Read payments and the steps that made them.",
    "messages:read": "Read what people were told, and whether it has reached them.",
    "messages:write": "Try again to send messages that have failed.",
    "events:read": "Follow the event log.",
    "identity:read": "Read actors and their keys.",
    "staff:write": "Give roles, set PINs, register devices and end sessions, at one's own locations.",
    "identity:write": "Add and end actors, issue and revoke keys.",
    "house:read": "Read invariants and metrics.",
    ALL: "Everything, also what is added later.",
}
_ON_THE_FLOOR = frozenset(
    {
        "catalog:read",
        "locations:read",
        "stock:read",
        "stock:write",
        "prices:read",
        "orders:read",
        "orders:capture",
        "fulfilment:read",
        "fulfilment:write",
    }
)
ROLES: Mapping[str, frozenset[str]] = {
    "associate": _ON_THE_FLOOR,
    "manager": _ON_THE_FLOOR
    | {
        "locations:write",
        "orders:write",
        "orders:help",
        "payments:read",
        "messages:read",
        "identity:read",
        "staff:write",
    },
    "operator": frozenset(SCOPES) - {ALL, "identity:write", "staff:write"},
    "owner": frozenset({ALL}),
    "door": frozenset(
        {
            "catalog:read",
            "locations:read",
            "stock:read",
            "prices:read",
            "orders:read",
            "orders:write",
            "payments:read",
            "events:read",
        }
    ),
}
"""associate: works in a store. manager: leads it. operator: runs the house. owner: may do all. door: a system that
sells."""
STAFF_ROLES = ("associate", "manager", "operator", "owner")
"""The roles that a person is given, at a location or everywhere."""
SHOP = "shop"
ACCOUNT = "account"
GUEST_SCOPES = frozenset({SHOP})
SHOPPER_SCOPES = frozenset({SHOP, ACCOUNT})
"""What every shopper has, and nobody else is given."""


def scopes_of(roles: Iterable[str]) -> frozenset[str]:
    """All that these roles bundle."""
    return frozenset[str]().union(*(ROLES[role] for role in roles))


def unknown_scopes(scopes: Iterable[str]) -> list[str]:
    """Those that are not on the list, sorted."""
    return sorted(set(scopes) - SCOPES.keys())
