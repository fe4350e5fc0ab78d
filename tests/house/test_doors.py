"""Every way into the house is guarded, and described."""

from atrium.contexts.identity import SCOPES
from atrium.surfaces.shared import ACCOUNT, PUBLIC, VISITOR, GuardedRoute, undeclared_routes
from tests.house import doors


class TestDoors:
    def test_are_all_declared(self) -> None:
        assert undeclared_routes(doors.application()) == []

    def test_require_scopes_that_exist(self) -> None:
        required = {route.declared.requires for route in doors.application().routes if isinstance(route, GuardedRoute)}
        assert required <= {PUBLIC, VISITOR, ACCOUNT, *SCOPES}

    def test_are_described_as_they_were_shown(self) -> None:
        assert doors.document() == doors.SNAPSHOT.read_text(encoding="utf-8"), "look, then `make snapshots`"
