"""The document is true: it is complete, and what the server does is in it."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import jsonschema_rs
import pytest

from atrium.kit.db import Database
from atrium.surfaces.api.application import api_application
from atrium.surfaces.shared import openapi
from tests.web import Client, a_house

RESOURCES = "^/(v1/(items|categories|locations|actors)$|v1/(items|locations|actors)/[^/]+$|healthz|readyz|metrics)"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "ignored_auth",
)


@pytest.fixture
def described(database: Database) -> dict[str, Any]:
    return openapi.describe(api_application(a_house(database)))


def operations(described: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method} {path}", operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]


def references(node: object) -> Iterator[str]:
    """Every `$ref` below a part of a document."""
    if isinstance(node, dict):
        for key, value in cast("dict[str, object]", node).items():
            if key == "$ref":
                yield str(value)
            yield from references(value)
    elif isinstance(node, list):
        for value in cast("list[object]", node):
            yield from references(value)


class TestDescribe:
    def test_says_of_every_operation_what_it_requires_and_refuses(self, described: dict[str, Any]) -> None:
        for name, operation in operations(described):
            assert operation["summary"], name
            assert "503" in operation["responses"], name
            # An empty one among them says that guests come in too.
            if operation["security"] and {} not in operation["security"]:
                assert {"401", "403"} <= operation["responses"].keys(), name
                assert operation["x-requires"], name
            if "requestBody" in operation:
                assert {"400", "413", "415", "422"} <= operation["responses"].keys(), name

    def test_points_only_at_schemas_that_are_there(self, described: dict[str, Any]) -> None:
        named = {reference.rsplit("/", 1)[1] for reference in references(described)}
        assert named <= described["components"]["schemas"].keys()

    def test_has_schemas_that_are_json_schemas(self, described: dict[str, Any]) -> None:
        for schema in described["components"]["schemas"].values():
            jsonschema_rs.meta.validate(schema)

    def test_gives_every_operation_a_name_of_its_own(self, described: dict[str, Any]) -> None:
        names = [operation["operationId"] for _, operation in operations(described)]
        assert len(names) == len(set(names))

    def test_refuses_fields_that_it_does_not_name(self, described: dict[str, Any]) -> None:
        assert described["components"]["schemas"]["ItemBody"]["additionalProperties"] is False


class TestServer:
    @pytest.mark.heavy
    async def test_does_what_the_document_says(self, client: Client, tmp_path: Path) -> None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{client.base}/openapi.json"),
            *("--header", f"Authorization: Bearer {client.key}", "--include-path-regex", RESOURCES),
            *("--checks", ",".join(CHECKS), "--phases", "fuzzing", "--max-examples", "5"),
            *("--generation-database", "none", "--seed", "20261120", "--no-color"),
            cwd=tmp_path,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        assert process.returncode == 0, said.decode()
        assert "Operations:       14 selected" in said.decode()
