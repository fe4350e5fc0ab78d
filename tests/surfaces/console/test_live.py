"""The parts of the pulse that need no browser: drawings, canvases, screens, the tail."""

from uuid import UUID

from atrium.kit.events import Recorded
from atrium.surfaces.shared.live import Drawing, Screen
from atrium.surfaces.shared.live.drawing import event, message
from atrium.surfaces.shared.live.region import Canvas
from atrium.surfaces.shared.live.screen import MOST_FRAMES
from atrium.surfaces.shared.live.tail import Tail
from tests.builders import NOW


def an_event(position: int) -> Recorded:
    return Recorded(position, UUID(int=position), "orders.paid", "order/1", NOW, "web", None, {})


class Painted:
    """A region that says what it is told to say."""

    name = "painted"
    at_least_every_s: float | None = None

    def hears(self, event: Recorded) -> bool:
        return event.position == 2

    async def draw(self) -> Drawing:
        return Drawing({"a": "<p id=a></p>"})


class TestDrawing:
    def test_sends_only_what_changed(self) -> None:
        before = Drawing({"a": "1", "b": "1"}, {"list": ["a", "b"]})
        assert Drawing({"a": "1", "b": "2"}, {"list": ["a", "b"]}).since(before) == Drawing({"b": "2"})
        assert not before.since(before)

    def test_travels_as_one_event_with_a_line_for_each_line(self) -> None:
        sent = message("board", Drawing({"a": "<p id=a>\n  x</p>"}, {"all": ["a", "b"]}))
        assert sent == (
            b'event: board\ndata: <template><p id=a>\ndata: x</p></template><i data-list="all" data-keys="a b"></i>\n\n'
        )

    def test_has_an_id_only_where_the_browser_resumes(self) -> None:
        assert event("log", "x", id_=7) == b"id: 7\nevent: log\ndata: x\n\n"
        assert event("beat", "") == b"event: beat\ndata: \n\n"


class TestCanvas:
    def test_is_due_when_an_event_touched_it_and_not_more_than_twice_a_second(self) -> None:
        canvas = Canvas(Painted())
        assert canvas.is_due(10)
        canvas.take(Drawing({"a": "1"}), began=10, ended=10.01)
        canvas.hear(an_event(1))
        assert not canvas.is_due(11)
        canvas.hear(an_event(2))
        assert not canvas.is_due(10.4)
        assert canvas.is_due(10.5)

    def test_waits_longer_when_drawing_takes_long(self) -> None:
        canvas = Canvas(Painted())
        canvas.take(Drawing(), began=10, ended=10.2)
        canvas.hear(an_event(2))
        assert not canvas.is_due(11.9)
        assert canvas.is_due(12.1)

    def test_grows_old_by_itself_where_the_clock_is_shown(self) -> None:
        region = Painted()
        region.at_least_every_s = 5
        canvas = Canvas(region)
        canvas.take(Drawing(), began=10, ended=10)
        assert canvas.due_at() == 15
        assert not canvas.is_due(14.9)
        assert canvas.is_due(15)


class TestScreen:
    async def test_takes_everything_that_waits_at_once(self) -> None:
        screen = Screen()
        screen.give(b"a")
        screen.give(b"b")
        assert await screen.take(within_s=1) == b"ab"
        assert await screen.take(within_s=0.01) is None

    async def test_is_lost_when_it_cannot_keep_up_and_keeps_nothing(self) -> None:
        screen = Screen()
        for _ in range(MOST_FRAMES + 1):
            screen.give(b"frame")
        assert screen.is_lost
        assert await screen.take(within_s=1) is None


class TestTail:
    def test_keeps_the_newest_and_no_more(self) -> None:
        tail = Tail(lambda event: f"<li>{event.position}</li>", kept=3)
        for position in range(1, 10):
            tail.add(an_event(position))
        assert tail.shown() == "<li>9</li><li>8</li><li>7</li>"
        assert tail.position == 9

    def test_resumes_past_a_position(self) -> None:
        tail = Tail(lambda event: f"<li>{event.position}</li>", kept=3)
        for position in range(1, 4):
            tail.add(an_event(position))
        assert tail.past(2) == b"id: 3\nevent: log\ndata: <li>3</li>\n\n"
        assert tail.past(3) == b""

    def test_tells_the_moments_of_events_once_they_are_shown(self) -> None:
        tail = Tail(lambda _: "<li></li>", kept=3)
        tail.add(an_event(1))
        assert b"moments" not in tail.take_new(is_shown=False)
        told = tail.take_new(is_shown=True)
        assert told == f"event: moments\ndata: [{int(NOW.timestamp() * 1000)}]\n\n".encode()
        assert tail.take_new(is_shown=True) == b""

    def test_samples_the_moments_of_a_flood(self) -> None:
        tail = Tail(lambda _: "<li></li>", kept=3)
        for position in range(1, 1000):
            tail.add(an_event(position))
        told = tail.take_new(is_shown=True)
        assert told.count(b"<li>") == 3
        assert told.count(b",") < 20
