"""Every statement is prepared by PostgreSQL, and names only what its room may touch."""

from tests.house.statements import statements, stray_sql, unsound_statements
from tests.house.tree import ROOT


class TestStatements:
    def test_are_found(self) -> None:
        assert len(statements(ROOT)) > 60

    def test_are_constants_of_rooms_that_have_sql(self) -> None:
        assert stray_sql(ROOT) == []

    def test_are_taken_by_postgresql_and_stay_in_their_room(self, shared_url: str) -> None:
        assert unsound_statements(ROOT, shared_url) == []
