"""A bench of screens from end to end, as short as can be: every screen shows everything that it watches."""

from collections.abc import Generator
from pathlib import Path

import pytest

from atrium.bench import screens
from atrium.bench.opening import open_bench
from atrium.bench.place import Bench
from atrium.bench.screens.delays import Delays, Moment, delays
from atrium.bench.screens.sights import Frames, of_console, of_order, of_till
from atrium.bench.screens.watching import Change, Seen
from atrium.kit.postgres import Address
from atrium.settings import MARKETS, Settings

CHANGE = Change("o", "f", "B0001", 0)
MOMENT = {("o", 0): Moment(7, 100.0)}


@pytest.fixture
def bench(cluster: Address, tmp_path: Path) -> Generator[Bench]:
    settings = Settings(data_dir=tmp_path, database_url=cluster.url("postgres"), markets=MARKETS)
    with open_bench(settings, items=20, stores=5) as opened:
        yield opened


class TestMeasure:
    @pytest.mark.heavy
    def test_loses_nothing_on_any_screen(self, bench: Bench) -> None:
        told: list[str] = []
        (run,) = screens.measure(bench, 20, 1.0, told.append)
        assert (run.case, run.clients, run.done, run.lost, run.oversold) == ("screens", 20, 20, 0, 0)
        # All on the console and at a till; of an order's page only the sixteen payments, not the four picks.
        assert run.shown == 56
        assert len(told) == screens.STEPS


class TestSights:
    def test_cut_a_stream_wherever_it_breaks(self) -> None:
        frames = Frames()
        assert frames.feed(b"event: order\nda") == []
        assert frames.feed(b"ta: x\n\nevent: b") == ["event: order\ndata: x"]

    def test_find_what_a_fragment_shows(self) -> None:
        assert list(of_order("o", ("In", "At work"))("event: order\ndata: <h1>At work</h1>")) == ["o 1"]
        assert of_till('<i data-list="list-pickup-ready" data-keys="card-f card-g"></i>') == ["f 2", "g 2"]
        assert of_console('<li class="entry" id="event-7"></li>') == ["7"]


class TestDelays:
    def test_count_a_change_as_shown_by_what_came_of_it(self) -> None:
        seen = [Seen("order o", {"o 1": 100.5}), Seen("till B0001", {"f 0": 100.25}), Seen("console", {"7": 101.0})]
        assert delays([CHANGE], seen, MOMENT) == Delays([0.25, 0.5, 1.0], 0)

    def test_count_what_never_came_as_lost(self) -> None:
        seen = [Seen("order o", {}), Seen("till B0001", {"g 0": 100.25}), Seen("till B0002", {}), Seen("console", {})]
        assert delays([CHANGE], seen, MOMENT) == Delays([], 3)
