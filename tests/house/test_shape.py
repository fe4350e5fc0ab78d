"""Files, functions, names and words are as the house wants them."""

from tests.house import faces, names, places, sizes
from tests.house.tree import ROOT


class TestSizes:
    def test_are_small_and_exceptions_only_shrink(self) -> None:
        assert sizes.faults(ROOT) == []

    def test_of_exceptions_have_a_reason(self) -> None:
        assert [one.what for one in sizes.exceptions(ROOT).values() if len(one.reason) < 20] == []


class TestNames:
    def test_say_what_a_file_holds(self) -> None:
        assert names.empty_names(ROOT) == []

    def test_let_the_clock_be_read_in_one_place(self) -> None:
        assert names.clock_readers(ROOT) == []


class TestDocs:
    def test_stand_in_every_module_and_face(self) -> None:
        assert faces.undocumented(ROOT) == []

    def test_explain_every_word_of_every_face(self) -> None:
        assert {context for context, known in faces.words(ROOT).items() if not known} == set()
        assert faces.unexplained(ROOT) == []


class TestPlaces:
    def test_outside_the_project_are_not_named(self) -> None:
        assert places.foreign_words(ROOT) == []


class TestFaces:
    def test_are_as_they_were_shown(self) -> None:
        assert faces.snapshot(ROOT) == faces.SNAPSHOT.read_text(encoding="utf-8"), "look, then `make snapshots`"
