"""Answers that are kept for some seconds."""

import asyncio
from dataclasses import dataclass, field

import pytest

from atrium.kit.kept import Kept


@dataclass
class Asked:
    """Counts how often it is asked; its clock stands still until it is moved."""

    now: float = 0.0
    keys: list[str] = field(default_factory=list[str])
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    fault: Exception | None = None

    def __post_init__(self) -> None:
        self.gate.set()

    async def ask(self, key: str) -> str:
        self.keys.append(key)
        await self.gate.wait()
        if self.fault is not None:
            raise self.fault
        return f"{key} {len(self.keys)}"

    def kept(self, most: int = 9) -> Kept[str, str]:
        return Kept(self.ask, fresh_s=5, most=most, seconds=lambda: self.now)


class TestKept:
    async def test_asks_again_only_when_the_answer_is_old(self) -> None:
        asked = Asked()
        kept = asked.kept()
        assert [await kept.get("a"), await kept.get("a"), await kept.get("b")] == ["a 1", "a 1", "b 2"]
        asked.now = 5.0
        assert await kept.get("a") == "a 3"

    async def test_asks_once_for_all_who_come_meanwhile(self) -> None:
        asked = Asked()
        asked.gate.clear()
        kept = asked.kept()
        waiting = [asyncio.create_task(kept.get("a")) for _ in range(9)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        asked.gate.set()
        assert await asyncio.gather(*waiting[1:]) == ["a 1"] * 8
        assert asked.keys == ["a"]

    async def test_keeps_no_fault(self) -> None:
        asked = Asked(fault=ValueError("away"))
        kept = asked.kept()
        with pytest.raises(ValueError, match="away"):
            await kept.get("a")
        asked.fault = None
        assert await kept.get("a") == "a 2"

    async def test_keeps_no_more_than_it_may(self) -> None:
        asked = Asked()
        kept = asked.kept(most=2)
        for key in "abcd":
            await kept.get(key)
        assert len(kept) <= 2
