"""What `atrium up --demo` adds to a house: the demo retailer, a simulated card gateway, and a Saturday."""

import json
import os
import secrets
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from atrium.cli.supervisor import Child
from atrium.demo import retailer
from atrium.demo.seeding import PASSWORD, PIN, AlreadySeeded, DemoKeys, SignIns, add_sign_ins, renew_keys, seed
from atrium.kit import clock
from atrium.kit.db import Database
from atrium.settings import Settings
from atrium.wiring import LOCK_ORDER

KEYS_FILE = "demo-keys.json"


@dataclass(frozen=True, slots=True)
class Opening:
    """How the house opens: as the demo or not, and how busy its simulated Saturday is."""

    demo: bool
    orders_per_s: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Furnished:
    """A demo house, ready to open."""

    gateway: Child
    environment: dict[str, str]
    keys: DemoKeys
    keys_path: Path
    sign_ins: SignIns

    def welcome(self, base: str) -> str:
        """What the newcomer reads: where each person starts, how they sign in, and the keys for machines."""
        who, key = self.sign_ins, self.keys
        store = who.store or next(iter(sorted(key.associates)))
        return "\n".join(
            [
                "",
                f"{retailer.NAME} is open. Where each person starts, and how they sign in:",
                f"  shopper    {base}/          {who.shopper}   password {PASSWORD}",
                f"  associate  {base}/till/sign-in?at={store}   {who.associate}   password {PASSWORD}, PIN {PIN}",
                f"             ({who.store_name}: the simulated associates leave its queue to you)",
                f"  manager    {base}/till/sign-in?at={store}   {who.manager}   password {PASSWORD}, PIN {PIN}",
                f"  operator   {base}/console   {who.operator}   password {PASSWORD}",
                f"  owner      {base}/console   {who.owner}   password {PASSWORD}",
                f"  everybody  {base}/mailbox   what shoppers are told, codes and all: the demo sends no mail",
                "",
                f"API document: {base}/openapi.json. Keys for `Authorization: Bearer <key>` and for the console:",
                f"  operator         {key.operator}",
                f"  web shop         {key.doors['web']}",
                f"  till             {key.doors['till']}",
                f"  marketplace      {key.doors['marketplace']}",
                f"  associate {store}  {key.associates[store]}",
                f"  all others       {self.keys_path}",
                "",
                "Ctrl-C closes the house; the data stays.",
                "",
            ]
        )

    def saturday(self, base: str, opening: Opening) -> Child:
        """The simulated shoppers and associates, who come in over HTTP like anybody else."""
        arguments = (
            *("-m", "atrium.demo.saturday", "--base", base, "--keys", str(self.keys_path)),
            *("--orders-per-s", str(opening.orders_per_s), "--minutes", str(opening.minutes)),
        )
        return Child("saturday", arguments, {}, restarted=False)


async def furnish_demo(settings: Settings, *, url: str) -> Furnished:
    """Fills an empty house with the demo retailer, or finds what a former run has left."""
    path = settings.data_dir / KEYS_FILE
    async with Database.open(url, lock_order=LOCK_ORDER) as database:
        keys = await _keys(database, path)
        sign_ins = await add_sign_ins(database, sorted(keys.associates), now=clock.now())
    gateway_key, port = secrets.token_urlsafe(24), _free_port()
    arguments = (
        *("-m", "atrium.adapters.card_gateway.simulator", "--port", str(port)),
        *("--state-file", str(settings.data_dir / "card-gateway.sqlite")),
    )
    environment = {
        "ATRIUM_DEMO": "1",
        "ATRIUM_DEMO_CONSOLE_KEY": keys.operator,
        "ATRIUM_GATEWAY_URL": f"http://127.0.0.1:{port}",
        "ATRIUM_GATEWAY_KEY": gateway_key,
    }
    return Furnished(
        Child("card gateway", arguments, {"ATRIUM_GATEWAY_KEY": gateway_key}, heard=False),
        environment,
        keys,
        path,
        sign_ins,
    )


async def _keys(database: Database, path: Path) -> DemoKeys:
    with _bar() as bar:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done)

        try:
            keys = (await seed(database, now=clock.now(), progress=show)).keys
            await database.refresh_statistics()
        except AlreadySeeded:
            known = read_keys(path)
            if known is not None:
                return known
            keys = await renew_keys(database, now=clock.now())
    keep_keys(path, keys)
    return keys


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description:>14}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), transient=True
    )


def read_keys(path: Path) -> DemoKeys | None:
    """The keys that a former run has kept; None where they cannot be read."""
    try:
        known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return DemoKeys(known["owner"], known["operator"], known["doors"], known["associates"])
    except (FileNotFoundError, ValueError, KeyError):
        return None


def keep_keys(path: Path, keys: DemoKeys) -> None:
    """Whole or not at all, and for this user's eyes only; with a database elsewhere, the first thing in its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".keys.")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump({name: dict(value) if not isinstance(value, str) else value for name, value in _plain(keys)}, stream)
    Path(name).replace(path)


def _plain(keys: DemoKeys) -> list[tuple[str, Any]]:
    return [(name, getattr(keys, name)) for name in ("owner", "operator", "doors", "associates")]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]
