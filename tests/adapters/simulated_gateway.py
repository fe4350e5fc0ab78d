"""Starts, kills and questions the simulated card gateway as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

import aiohttp

import atrium
from atrium.adapters.card_gateway import SANDBOX_KEY
from tests.adapters.fake_gateway import Sums

SOURCE = Path(atrium.__file__).parents[1]


class SimulatedGateway:
    """One running simulator; `kill` is a kill -9. As a context manager it ends with the block."""

    def __init__(self, *, state_file: Path | str, arguments: tuple[str, ...] = ()) -> None:
        command = [sys.executable, "-m", "atrium.adapters.card_gateway.simulator", "--port", "0"]
        self._process = subprocess.Popen(
            [*command, "--state-file", str(state_file), *arguments],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            text=True,
        )
        assert self._process.stdout is not None
        self.url: str = json.loads(self._process.stdout.readline())["url"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def kill(self) -> None:
        self._process.kill()
        self._wait()

    def stop(self) -> int:
        """Ask it to end, and answer its exit code."""
        self._process.terminate()
        return self._wait()

    async def request(self, method: str, path: str, *, key: str = "", body: Any = None) -> tuple[int, Any]:
        """One authorised request as anybody would send it: status and decoded body."""
        headers = {"Authorization": f"Bearer {SANDBOX_KEY}"} | ({"Idempotency-Key": key} if key else {})
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.request(method, self.url + path, json=body) as response,
        ):
            return response.status, await response.json()

    async def settlement(self) -> dict[str, Sums]:
        _, settled = await self.request("GET", "/settlement")
        return {
            line["id"]: Sums(*(line[f"{sum_}_minor"] for sum_ in Sums.__dataclass_fields__))
            for line in settled["payments"]
        }

    def _wait(self) -> int:
        code = self._process.wait(timeout=10)
        if self._process.stdout is not None:
            self._process.stdout.close()
        return code
