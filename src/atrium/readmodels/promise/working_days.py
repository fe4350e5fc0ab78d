"""Days on which parcels leave and arrive: Monday to Friday without public holidays. Pure."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
ONE_DAY = timedelta(days=1)


def is_working_day(day: date, *, country: str) -> bool:
    """Whether parcels move on this day in the country."""
    return day.weekday() < SATURDAY and day not in public_holidays(country, day.year)


def next_working_day(day: date, *, country: str, days: int = 1) -> date:
    """The day that comes so many working days after this one; with 0 this day, or the next working one."""
    while not is_working_day(day, country=country):
        day += ONE_DAY
    for _ in range(days):
        day += ONE_DAY
        while not is_working_day(day, country=country):
            day += ONE_DAY
    return day


@lru_cache(maxsize=256)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """The days of a year on which a country does not work; of a country that is not known here, none."""
    made = HOLIDAYS.get(country)
    # New Year's Day on a Saturday is kept on the last day of the year before.
    return frozenset() if made is None else frozenset(made(year) + [day for day in made(year + 1) if day.year == year])


def _us_federal(year: int) -> list[date]:
    """The days on which federal offices and the post rest, by 5 U.S.C. 6103."""
    fixed = [date(year, 1, 1), date(year, 6, 19), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    return [
        *(_observed(day) for day in fixed),
        _nth(year, 1, MONDAY, 3),
        _nth(year, 2, MONDAY, 3),
        _nth(year, 6, MONDAY, 1) - 7 * ONE_DAY,
        _nth(year, 9, MONDAY, 1),
        _nth(year, 10, MONDAY, 2),
        _nth(year, 11, THURSDAY, 4),
    ]


def _observed(day: date) -> date:
    """A holiday on a Saturday is kept the Friday before, one on a Sunday the Monday after."""
    return day + {SATURDAY: -ONE_DAY, SUNDAY: ONE_DAY}.get(day.weekday(), timedelta())


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    """The nth weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


HOLIDAYS: Mapping[str, Callable[[int], list[date]]] = {"US": _us_federal}
