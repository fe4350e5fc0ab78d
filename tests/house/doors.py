"""The ways into the house: the application as it is served, and the document that describes it."""

from typing import cast

import msgspec
from fastapi import FastAPI

from atrium.app import create_app
from atrium.surfaces.shared import House, openapi
from tests.house.tree import ROOT

SNAPSHOT = ROOT / "tests/house/openapi.json"


def application() -> FastAPI:
    """The application of all surfaces, as no request ever reaches it."""
    return create_app(cast("House", object()))


def document() -> str:
    """The OpenAPI document, one line for each value, so that a change reads as a difference."""
    encoded = msgspec.json.encode(openapi.describe(application()), order="sorted")
    return msgspec.json.format(encoded, indent=1).decode() + "\n"
