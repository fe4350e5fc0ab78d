"""The page on roles says what the roles are."""

from atrium.contexts.identity import ROLES, SCOPES
from tests.house.tree import ROOT

SHOWN = ("associate", "manager", "operator", "owner", "door")


def told() -> dict[str, list[str]]:
    """Each scope of the page's table with its marks."""
    lines = (ROOT / "docs/roles.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("| `")]
    return {row[0].strip("`"): row[2:] for row in rows}


class TestRolesPage:
    def test_has_every_scope_and_who_has_it(self) -> None:
        assert set(SHOWN) == set(ROLES)
        for scope, marks in told().items():
            has = [bool(ROLES[role] & {scope, "*"}) for role in SHOWN]
            assert [mark == "●" for mark in marks] == has, scope
        assert set(told()) == set(SCOPES) - {"*"}
