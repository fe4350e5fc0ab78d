"""Import contracts hold: `lint-imports` says so."""

from tests.house.contracts import broken_contracts
from tests.house.tree import ROOT


class TestContracts:
    def test_hold(self) -> None:
        assert broken_contracts(ROOT) == ""
