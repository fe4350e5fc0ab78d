"""One visitor cannot take everybody's turn, and machines with a key are not counted."""

from dataclasses import dataclass

import pytest

from atrium.surfaces.shared.pace import BURST_S, Pace, TooManyRequests
from tests.web import Client


@dataclass
class Clock:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def spent(pace: Pace, visitor: str, times: int) -> int:
    """How many of so many requests got through."""
    through = 0
    for _ in range(times):
        try:
            pace.spend(visitor)
        except TooManyRequests:
            continue
        through += 1
    return through


class TestSpend:
    def test_lets_a_burst_through_and_then_so_many_a_second(self) -> None:
        clock = Clock()
        pace = Pace(10, clock)
        assert spent(pace, "ana", 200) == 10 * BURST_S
        clock.seconds = 1.0
        assert spent(pace, "ana", 200) == 10
        clock.seconds = 1000.0
        assert spent(pace, "ana", 200) == 10 * BURST_S

    def test_counts_each_visitor_apart(self) -> None:
        pace = Pace(1, Clock())
        spent(pace, "ana", 20)
        assert spent(pace, "ben", 20) == BURST_S

    def test_says_when_to_come_again(self) -> None:
        clock = Clock()
        pace = Pace(1, clock)
        spent(pace, "ana", BURST_S)
        with pytest.raises(TooManyRequests) as refused:
            pace.spend("ana")
        assert refused.value.retry_after_s == 1
        clock.seconds = 1.0
        pace.spend("ana")

    def test_remembers_no_more_than_it_may(self) -> None:
        pace = Pace(1, Clock(), most=3)
        for visitor in ("ana", "ben", "cy", "ana", "dan"):
            spent(pace, visitor, BURST_S)
        # Ben was seen longest ago, and made room.
        assert spent(pace, "ben", 20) == BURST_S
        assert spent(pace, "dan", 20) == 0


class TestKeepPace:
    async def test_answers_429_to_a_guest_with_what_programs_read(self, client: Client) -> None:
        client.house.pace = Pace(1, Clock())
        guest = client.with_key(None)
        replies = [await guest.get("/healthz") for _ in range(BURST_S + 1)]
        assert [reply.status for reply in replies] == [200] * BURST_S + [429]
        headers = replies[-1].headers
        assert (replies[-1].code, headers["Retry-After"]) == ("too_many_requests", "1")
        assert (headers["RateLimit-Policy"], headers["RateLimit"]) == ('"visitor";q=8;w=8', '"visitor";r=0;t=1')

    async def test_counts_whoever_guesses_at_keys(self, client: Client) -> None:
        client.house.pace = Pace(1, Clock())
        guesses = [await client.with_key(f"guess {number}").get("/v1/items") for number in range(BURST_S + 1)]
        assert [reply.status for reply in guesses] == [401] * BURST_S + [429]

    async def test_does_not_count_keys(self, client: Client) -> None:
        client.house.pace = Pace(1, Clock())
        replies = [await client.get("/v1/items") for _ in range(BURST_S * 2)]
        assert {reply.status for reply in replies} == {200}
