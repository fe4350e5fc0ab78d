"""The migrated database: one schema for each context, walls between them, and docs/schema as it is."""

from tools import dump_schema

from tests.house import walls
from tests.house.tree import ROOT


class TestSchemas:
    def test_are_one_for_each_context(self, shared_url: str) -> None:
        assert walls.schemas(shared_url) == walls.contexts(ROOT)

    def test_are_not_crossed_by_keys_or_views(self, shared_url: str) -> None:
        assert walls.crossings(shared_url) == []

    def test_are_written_down_in_docs(self, shared_url: str) -> None:
        written = {path.name: path.read_text(encoding="utf-8") for path in dump_schema.FOLDER.glob("*.sql")}
        assert dump_schema.dump_all(shared_url) == written, "run `make schema`, and look at what changed"

    def test_are_written_without_months(self, shared_url: str) -> None:
        assert "movements_20" not in dump_schema.dump(shared_url, "inventory")
        assert "movements_other" in dump_schema.dump(shared_url, "inventory")
