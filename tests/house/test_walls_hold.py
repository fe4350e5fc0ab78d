"""Each wall falls when somebody runs into it: violations are planted in a copy of the tree, and reported."""

import shutil
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest
from fastapi import APIRouter, FastAPI
from starlette.routing import Mount, Route
from starlette.websockets import WebSocket
from tools import dump_schema

from atrium.kit.postgres import Address
from atrium.surfaces.shared import undeclared_routes
from atrium.surfaces.shared.routing import UndeclaredRouteError, refuse_undeclared
from tests import database as databases
from tests.house import doors, faces, names, places, sizes, statements, walls
from tests.house.contracts import broken_contracts
from tests.house.tree import ROOT

SILENT = shutil.ignore_patterns("__pycache__", "*.json.gz", "*.svg", "node_modules")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the middle floors, shared by tests that each plant another file."""
    root = tmp_path_factory.mktemp("planted") / "tree"
    for name in ("src/atrium/contexts", "src/atrium/flows"):
        shutil.copytree(ROOT / name, root / name, ignore=SILENT)
    plant(root, "docs/glossary.md", (ROOT / "docs/glossary.md").read_text(encoding="utf-8"))
    plant(root, "tests/house/exceptions.toml", "# None.\n")
    return root


def plant(root: Path, name: str, text: str) -> None:
    """Adds text to the end of a file, or makes it."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


PURE = "Models are pure: no database, no web, no clock, no chance"
FLOORS = "Floors: imports go down only, and every room is on a floor"
TRESPASSES = {
    "contexts/orders/pricing_shortcut.py": "from atrium.contexts import pricing",
    "surfaces/api/orders/shortcut.py": "from atrium.contexts.orders import store",
    "surfaces/api/items/shortcut.py": "from atrium.flows.place_orders.writing import write",
    "surfaces/shared/upwards.py": "from atrium.surfaces.api import items",
    "contexts/payments/model.py": "from atrium.kit import clock",
    "contexts/inventory/model.py": "import random",
    "vocabulary/upwards.py": "from atrium.contexts import orders",
    "kit/upwards.py": "from atrium.vocabulary import sku",
    "kit/shortcut.py": "from starlette.requests import Request",
    "readmodels/shortcut.py": "import psycopg",
    "readmodels/postgres_shortcut.py": "from atrium.kit.postgres.cluster import Cluster",
    "utils.py": '"""Whatever fits nowhere."""',
}


@pytest.fixture(scope="module")
def contract_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What lint-imports says of a tree with every trespass in it."""
    root = tmp_path_factory.mktemp("imports") / "tree"
    shutil.copytree(ROOT / "src", root / "src", ignore=SILENT)
    shutil.copy(ROOT / "pyproject.toml", root)
    for name, text in TRESPASSES.items():
        plant(root, f"src/atrium/{name}", f"{text}\n")
    return broken_contracts(root)


class TestImportContracts:
    @pytest.mark.parametrize(
        ("contract", "sign"),
        [
            (FLOORS, "atrium.vocabulary.upwards -> atrium.contexts"),
            (FLOORS, "atrium.kit.upwards -> atrium.vocabulary"),
            (FLOORS, "atrium.utils"),
            ("Contexts never import one another", "atrium.contexts.orders.pricing_shortcut -> atrium.contexts.pricing"),
            (
                "Contexts are entered by their faces",
                "atrium.surfaces.api.orders.shortcut -> atrium.contexts.orders.store",
            ),
            (
                "Journeys and readmodels are entered by their faces",
                "atrium.surfaces.api.items.shortcut -> atrium.flows.place_orders.writing",
            ),
            (
                "The event log and the embedded PostgreSQL are entered by their faces",
                "atrium.readmodels.postgres_shortcut -> atrium.kit.postgres.cluster",
            ),
            ("Surfaces meet in shared only", "atrium.surfaces.shared.upwards -> atrium.surfaces.api"),
            (PURE, "atrium.contexts.payments.model -> atrium.kit.clock"),
            (PURE, "atrium.contexts.inventory.model -> random"),
            ("Only the kit speaks to the database driver", "atrium.readmodels.shortcut -> psycopg"),
            ("Only surfaces and adapters speak HTTP", "atrium.kit.shortcut -> starlette"),
        ],
    )
    def test_report(self, contract_report: str, contract: str, sign: str) -> None:
        assert contract in contract_report
        assert sign in contract_report


UNSOUND = {
    "contexts/orders/peek.py": (
        "SELECT sku FROM inventory.stock",
        "touches inventory.stock, which is not its own",
    ),
    "contexts/orders/deep_peek.py": (
        "SELECT 1 WHERE EXISTS (SELECT FROM orders.orders, LATERAL (SELECT FROM payments.payments) AS deep)",
        "touches payments.payments, which is not its own",
    ),
    "contexts/catalog/spill.py": (
        "WITH gone AS (DELETE FROM pricing.list_prices RETURNING sku) SELECT sku FROM gone",
        "touches pricing.list_prices, which is not its own",
    ),
    "contexts/orders/log_peek.py": (
        "SELECT id FROM kit.events WHERE id = %(id)s",
        "touches kit.events, which is not its own",
    ),
    "readmodels/peek.py": (
        "SELECT sku FROM inventory.stock",
        "touches inventory.stock, which is not a view",
    ),
    "kit/peek.py": (
        "SELECT sku FROM catalog.items",
        "touches catalog.items, which is not the kit's",
    ),
    "flows/peek.py": (
        "SELECT sku FROM catalog.items",
        "touches catalog.items, and SQL lives in contexts, readmodels and the kit",
    ),
    "contexts/catalog/loose.py": (
        "SELECT sku FROM items",
        'relation "items" does not exist',
    ),
    "contexts/catalog/gone.py": (
        "SELECT weight FROM catalog.items",
        'column "weight" does not exist',
    ),
}
STRAYS = {
    "contexts/orders/inline.py": ('async def f(tx):\n    await tx.run("DELETE FROM orders.lines")', "SQL outside"),
    "contexts/orders/lower.py": ('statement = "UPDATE orders.lines SET waiting = 0"', "SQL outside"),
    "contexts/orders/command.py": ('EMPTY = "TRUNCATE orders.lines"', "EMPTY is a command"),
}


@pytest.fixture(scope="module")
def unsound(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What PostgreSQL says of every unsound statement."""
    root = tmp_path_factory.mktemp("statements") / "tree"
    for name, (statement, _) in UNSOUND.items():
        plant(root, f"src/atrium/{name}", f'PLANTED = "{statement}"\n')
    return statements.unsound_statements(root, shared_url)


class TestStatements:
    @pytest.mark.parametrize("name", UNSOUND)
    def test_report(self, unsound: list[str], name: str) -> None:
        [found] = [fault for fault in unsound if fault.startswith(f"src/atrium/{name}: PLANTED")]
        assert found.endswith(UNSOUND[name][1])

    @pytest.mark.parametrize("name", STRAYS)
    def test_report_strays(self, tmp_path: Path, name: str) -> None:
        text, fault = STRAYS[name]
        plant(tmp_path, f"src/atrium/{name}", f"{text}\n")
        [found] = statements.stray_sql(tmp_path)
        assert name in found
        assert fault in found


class TestSchemas:
    @pytest.fixture
    def url(self, cluster: Address) -> Generator[str]:
        with databases.cloned(cluster) as url:
            yield url

    def test_report_a_key_that_crosses(self, url: str) -> None:
        with psycopg.connect(url) as connection:
            connection.execute(
                "ALTER TABLE orders.lines ADD CONSTRAINT crossing FOREIGN KEY (sku) REFERENCES catalog.items"
            )
        assert walls.crossings(url) == ["orders.crossing refers to catalog.items"]

    def test_report_a_view_that_crosses(self, url: str) -> None:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE VIEW orders.peek AS SELECT sku FROM inventory.stock")
        assert walls.crossings(url) == ["orders.peek looks into inventory"]

    def test_report_a_schema_without_a_context(self, url: str) -> None:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE SCHEMA returns")
        assert set(walls.schemas(url)) - set(walls.contexts(ROOT)) == {"returns"}

    def test_report_a_column_that_docs_do_not_know(self, url: str) -> None:
        with psycopg.connect(url) as connection:
            connection.execute("ALTER TABLE catalog.items ADD COLUMN weight bigint")
        written = (dump_schema.FOLDER / "catalog.sql").read_text(encoding="utf-8")
        dumped = dump_schema.dump(url, "catalog")
        assert dumped != written
        assert "weight bigint" in dumped


# Put together here, so that this file does not name them either.
ELSEWHERE = ["/wo" + "rk/main", "/ro" + "ot/.cache", "https://py" + "pi.org/simple", "HOU" + "SE.md"]


class TestShape:
    def test_reports_a_long_function(self, copy: Path) -> None:
        body = "".join(f"    x{number} = {number}\n" for number in range(59))
        plant(copy, "src/atrium/flows/long.py", f'"""Long."""\n\n\ndef long() -> None:\n{body}')
        assert "src/atrium/flows/long.py: long has 60 lines, more than 50" in sizes.faults(copy)

    def test_reports_a_function_that_is_given_too_much(self, copy: Path) -> None:
        plant(copy, "src/atrium/flows/wide.py", '"""Wide."""\n\n\ndef wide(a, b, c, d, *, e, f, g, h): ...\n')
        assert "src/atrium/flows/wide.py: wide() has 8 parameters, more than 7" in sizes.faults(copy)

    def test_reports_a_long_file(self, copy: Path) -> None:
        plant(copy, "src/atrium/flows/thick.py", '"""Thick."""\n' + "\n" * 400)
        assert "src/atrium/flows/thick.py has 401 lines, more than 400" in sizes.faults(copy)

    def test_reports_an_exception_that_nobody_needs(self, copy: Path) -> None:
        needless = '[[exception]]\nwhat = "src/atrium/flows/reactions.py"\nsize = 500\nreason = "None."\n'
        plant(copy, str(sizes.EXCEPTIONS), needless)
        [found] = [fault for fault in sizes.faults(copy) if "reactions.py" in fault]
        assert found == "src/atrium/flows/reactions.py may have 500, and has no need of it: lower the exception"

    @pytest.mark.parametrize("name", ["utils", "order_helpers", "data", "manager"])
    def test_reports_a_name_that_says_nothing(self, copy: Path, name: str) -> None:
        plant(copy, f"src/atrium/contexts/orders/{name}.py", '"""Whatever."""\n')
        assert f"src/atrium/contexts/orders/{name}.py: {name} says nothing" in names.empty_names(copy)

    def test_reports_a_package_and_a_class_that_say_nothing(self, copy: Path) -> None:
        plant(copy, "src/atrium/surfaces/common/__init__.py", '"""Whatever."""\n\n\nclass OrderManager: ...\n')
        found = names.empty_names(copy)
        assert "src/atrium/surfaces/common/__init__.py: common says nothing" in found
        assert "src/atrium/surfaces/common/__init__.py: class OrderManager says nothing" in found

    def test_reports_a_second_clock(self, copy: Path) -> None:
        plant(copy, "src/atrium/flows/late.py", "from datetime import UTC, datetime\n\nNOW = datetime.now(UTC)\n")
        assert names.clock_readers(copy) == ["src/atrium/flows/late.py:3: datetime.now() is asked outside kit.clock"]

    def test_reports_a_module_without_a_docstring(self, copy: Path) -> None:
        plant(copy, "src/atrium/flows/silent.py", "SILENT = True\n")
        assert "src/atrium/flows/silent.py has no docstring" in faces.undocumented(copy)

    def test_reports_a_face_that_says_too_little(self, copy: Path) -> None:
        plant(copy, "src/atrium/contexts/returns/__init__.py", '"""Goods that come back.\n\nOwns: returns.\n"""\n')
        found = faces.undocumented(copy)
        assert "src/atrium/contexts/returns/__init__.py does not say: Promises" in found
        assert "src/atrium/contexts/returns/__init__.py does not say: Words" in found

    def test_reports_a_word_that_nobody_explains(self, copy: Path) -> None:
        plant(copy, "src/atrium/contexts/mending/__init__.py", '"""Words: a *frobnication* is what it is."""\n')
        assert "mending: the glossary does not explain 'frobnication'" in faces.unexplained(copy)

    def test_reports_a_face_that_changed(self, tmp_path: Path) -> None:
        shutil.copytree(ROOT / "src/atrium/contexts/pricing", tmp_path / "src/atrium/contexts/pricing", ignore=SILENT)
        path = tmp_path / "src/atrium/contexts/pricing/service.py"
        path.write_text(path.read_text(encoding="utf-8").replace("tx: Tx,", "tx: Tx, hurry: bool,"), encoding="utf-8")
        known = faces.SNAPSHOT.read_text(encoding="utf-8").splitlines()
        changed = [line for line in faces.snapshot(tmp_path).splitlines() if line not in known]
        assert [line.partition("(")[0] for line in changed] == ["save_list_prices", "save_tax_rates"]

    @pytest.mark.parametrize("word", ELSEWHERE)
    def test_reports_a_word_of_elsewhere(self, tmp_path: Path, word: str) -> None:
        plant(tmp_path, "docs/elsewhere.md", f"See {word}.\n")
        assert [fault.partition(": ")[0] for fault in places.foreign_words(tmp_path)] == ["docs/elsewhere.md:1"]


async def open_to_all() -> dict[str, str]:
    """A handler that nobody guards."""
    return {}


async def open_socket(socket: WebSocket) -> None:
    """A websocket that nobody guards."""
    await socket.accept()


class TestDoors:
    def test_report_an_undeclared_route(self) -> None:
        app = doors.application()
        app.add_api_route("/open", open_to_all)
        assert undeclared_routes(app) == ["APIRoute /open"]

    def test_report_a_nested_one(self) -> None:
        inner, outer, app = APIRouter(), APIRouter(), doors.application()
        inner.add_api_route("/open", open_to_all)
        outer.include_router(inner, prefix="/inner")
        app.include_router(outer, prefix="/outer")
        assert [fault.endswith("/open") for fault in undeclared_routes(app)] == [True]

    def test_report_a_mounted_one(self) -> None:
        mounted, app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None), doors.application()
        mounted.add_api_route("/open", open_to_all)
        app.mount("/mounted", mounted)
        assert undeclared_routes(app) == ["APIRoute /mounted/open"]

    def test_report_a_mounted_application_that_shows_no_routes(self) -> None:
        async def opaque(scope: object, receive: object, send: object) -> None: ...

        app = doors.application()
        app.routes.append(Mount("/opaque", app=opaque))
        assert undeclared_routes(app) == ["Mount /opaque"]

    def test_report_a_websocket(self) -> None:
        app = doors.application()
        app.add_api_websocket_route("/open", open_socket)
        assert undeclared_routes(app) == ["APIWebSocketRoute /open"]

    def test_keep_such_an_application_from_starting(self) -> None:
        app = doors.application()
        app.routes.append(Route("/open", open_to_all))
        with pytest.raises(UndeclaredRouteError, match="/open"):
            refuse_undeclared(app)
