"""Money, moments and counts as people read them."""

from datetime import UTC, date, datetime, time

from atrium.surfaces.shared.rendering import Wording, words

NOW = datetime(2026, 11, 27, 18, 30, tzinfo=UTC)
LATE = datetime(2026, 11, 28, 3, tzinfo=UTC)


class TestWording:
    def test_tells_money_numbers_and_counts(self) -> None:
        said = Wording()
        assert said.money(129900, "USD") == "$1,299.00"
        assert said.number(12400) == "12,400"
        assert said.plural(1, "item", "items") == "1 item"
        assert said.plural(1200, "item", "items") == "1,200 items"
        assert said.listed(["red", "green", "blue"]) == "red, green, and blue"

    def test_tells_days_by_the_clock_of_their_place(self) -> None:
        said = Wording()
        assert said.day(LATE, zone="America/Chicago", now=NOW) == "today"
        assert said.day(LATE, zone="Europe/Madrid", now=NOW) == "tomorrow"
        assert said.day(date(2026, 11, 26), now=NOW) == "yesterday"
        assert said.day(date(2026, 12, 3), now=NOW) == "Thu, Dec 3"
        assert said.day(date(2027, 12, 3), now=NOW) == "Fri, Dec 3, 2027"
        assert said.day(date(2026, 12, 3)) == "Thu, Dec 3, 2026"

    def test_tells_the_time_of_day(self) -> None:
        assert Wording().clock(time(17)).replace("\u202f", " ") == "5:00 PM"
        assert Wording().clock(NOW, zone="America/Chicago").replace("\u202f", " ") == "12:30 PM"
        told = Wording().when(LATE, zone="America/Chicago", now=NOW).replace("\u202f", " ")
        assert told == '<time datetime="2026-11-28T03:00:00.000Z">today, 9:00 PM</time>'

    def test_speaks_the_market_s_language(self) -> None:
        said = Wording("es_MX")
        assert said.lang == "es-MX"
        assert said.day(LATE, zone="Europe/Madrid", now=NOW) == "mañana"
        assert said.day(date(2026, 12, 3), now=NOW) == "jue 3 de dic"
        assert said.money(129900, "USD") == "USD1,299.00"

    def test_makes_words_of_names(self) -> None:
        assert words("awaiting_payment") == "Awaiting payment"
