"""Pages: the way in, refusals in sentences, and forms that come back with what was entered."""

from collections.abc import AsyncGenerator, Mapping
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import APIRouter
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.kit.db import Database
from atrium.kit.refusals import Conflict, Unavailable
from atrium.surfaces.api.application import api_application
from atrium.surfaces.shared import PUBLIC, door
from atrium.surfaces.shared.forms import FIRST, Entered, Form, read_form
from atrium.surfaces.shared.pages import Surface, local_path, see
from atrium.surfaces.shared.rendering import Templates
from tests.web import Client, Reply, a_house, served

PAGE = """
{% extends "design/layout.html" %}
{% from "design/components.html" import field, form_notice, checkbox %}
{% block main %}<form method="post">{{ form_notice(entered) }}
{{ field("name", "Name", entered=entered, required=true) }}
{{ checkbox("gift", "Gift", entered=entered, checked=true) }}</form>{{ shelf }}{% endblock %}
"""


class LampForm(Form):
    name: Annotated[str, Meta(max_length=8)]
    gift: bool = False


class LampTaken(Conflict):
    @property
    def message(self) -> str:
        return "Somebody <b>else</b> has it."


class LampAway(Unavailable):
    @property
    def message(self) -> str:
        return "The lamps are away."


def a_router(folder: Path) -> APIRouter:
    (folder / "lamp.html").write_text(PAGE)
    surface = Surface(name="Lamps", home="/lamps/A", sign_in="/lamps/sign-in", templates=Templates(folder))
    lamps = door("/lamps", tag="lamps")

    async def draw(request: Request, entered: Entered, shelf: str) -> Response:
        return surface.show(request, "lamp.html", entered=entered, shelf=shelf)

    @surface.page(lamps, "GET", "/{shelf}", requires=PUBLIC, summary="Lamps")
    async def show_lamps(request: Request, shelf: str) -> Response:  # pyright: ignore[reportUnusedFunction]
        return await draw(request, FIRST, shelf)

    @surface.page(lamps, "POST", "/{shelf}", requires=PUBLIC, summary="Name a lamp", again=draw)
    async def name_lamp(request: Request, shelf: str) -> Response:  # pyright: ignore[reportUnusedFunction]
        form = await read_form(request, LampForm)
        if form.name == "taken":
            raise LampTaken
        if form.name == "away":
            raise LampAway
        return see(f"/lamps/{shelf}")

    @surface.page(lamps, "GET", "/{shelf}/mine", requires="orders:read", summary="My lamps")
    async def show_mine(request: Request, shelf: str) -> Response:  # pyright: ignore[reportUnusedFunction]
        return surface.show(request, "lamp.html", entered=FIRST, shelf=shelf)

    return lamps


@pytest.fixture
async def lamps(database: Database, tmp_path: Path) -> AsyncGenerator[Client]:
    app = api_application(a_house(database), routers=[a_router(tmp_path)])
    async with served(database, app) as client:
        yield client.with_key(None)


async def send(client: Client, path: str, form: Mapping[str, str] | None = None, /, **headers: str) -> Reply:
    method = "GET" if form is None else "POST"
    sent = {**headers, **({"Sec-Fetch-Site": "same-origin"} if form is not None else {})}
    url = client.base + path
    async with client.session.request(method, url, data=form, headers=sent, allow_redirects=False) as got:
        return Reply(got.status, got.headers, await got.read())


class TestForm:
    async def test_goes_on_when_it_was_taken(self, lamps: Client) -> None:
        reply = await send(lamps, "/lamps/A", {"name": "Brass"})
        assert (reply.status, reply.headers["Location"]) == (303, "/lamps/A")

    async def test_comes_back_with_what_was_entered_and_a_sentence_at_the_field(self, lamps: Client) -> None:
        reply = await send(lamps, "/lamps/A", {"name": "Brass & oak", "gift": ""})
        text = reply.body.decode()
        assert reply.status == 422
        assert 'value="Brass &amp; oak"' in text
        assert '<p class="error" id="name-error">' in text
        assert "Name may have 8 characters at most." in text
        assert 'aria-describedby="name-error" aria-invalid="true"' in text
        assert "checked" not in text
        assert ">A</main>" in text.replace("\n", "")

    async def test_says_above_the_form_what_no_field_is_at_fault_for(self, lamps: Client) -> None:
        reply = await send(lamps, "/lamps/A", {"name": "taken"})
        assert reply.status == 409
        assert "Somebody &lt;b&gt;else&lt;/b&gt; has it." in reply.body.decode()
        assert 'value="taken"' in reply.body.decode()

    async def test_is_not_shown_again_when_the_house_is_at_fault(self, lamps: Client) -> None:
        reply = await send(lamps, "/lamps/A", {"name": "away"})
        assert (reply.status, reply.headers["Retry-After"]) == (503, "2")
        assert "The lamps are away." in reply.body.decode()
        assert "<form" not in reply.body.decode()

    async def test_shows_boxes_as_they_are_ticked_at_first(self, lamps: Client) -> None:
        assert " checked" in (await send(lamps, "/lamps/A")).body.decode()


class TestWayIn:
    async def test_leads_to_the_sign_in_page_and_back(self, lamps: Client) -> None:
        reply = await send(lamps, "/lamps/A/mine?x=1&y=2")
        assert (reply.status, reply.headers["Location"]) == (
            303,
            "/lamps/sign-in?next=%2Flamps%2FA%2Fmine%3Fx%3D1%26y%3D2",
        )

    async def test_leads_a_whole_page_there_when_a_part_of_it_asked(self, lamps: Client) -> None:
        reply = await send(lamps, "/lamps/A/mine", **{"HX-Request": "true"})
        assert reply.status == 401
        assert reply.headers["HX-Redirect"] == "/lamps/sign-in?next=%2Flamps%2FA%2Fmine"
        assert (await send(lamps, "/lamps/A/mine", **{"HX-Request": "true", "HX-Boosted": "true"})).status == 303

    async def test_refuses_in_a_sentence_as_a_page_or_as_a_part(self, lamps: Client) -> None:
        little = await lamps.allowed_to("catalog:read")
        page = await little.get("/lamps/A/mine")
        assert page.status == 403
        assert page.body.decode().startswith("<!doctype html>")
        assert "This needs the scope orders:read" in page.body.decode()
        assert 'href="/lamps/A"' in page.body.decode()
        part = await little.get("/lamps/A/mine", headers={"HX-Request": "true"})
        assert part.body.decode().startswith('<div class="notice bad" role="alert">')


class TestLocalPath:
    @pytest.mark.parametrize("wanted", ["https://evil.example", "//evil.example", "/\\evil", "", "x", "/a\nb"])
    def test_leads_nobody_elsewhere(self, wanted: str) -> None:
        assert local_path(wanted, usual="/home") == "/home"

    def test_stays_below_where_it_is_told(self) -> None:
        assert local_path("/till/queue?x=1", usual="/till", below="/till") == "/till/queue?x=1"
        assert local_path("/tills", usual="/till", below="/till") == "/till"
        assert local_path("/cart", usual="/") == "/cart"


class TestTheme:
    async def test_is_chosen_by_a_form_and_leads_back(self, all_surfaces: Client) -> None:
        client = all_surfaces.with_key(None)
        reply = await send(client, "/theme", {"theme": "dark", "next": "/design?density=large"})
        assert (reply.status, reply.headers["Location"]) == (303, "/design?density=large")
        assert reply.headers["Set-Cookie"].startswith("atrium_theme=dark;")
        page = await send(client, "/design", Cookie="atrium_theme=dark")
        assert '<html lang="en-US" data-theme="dark">' in page.body.decode()

    async def test_goes_back_to_the_system_s_choice_and_takes_no_other_word(self, all_surfaces: Client) -> None:
        client = all_surfaces.with_key(None)
        reply = await send(client, "/theme", {"theme": "", "next": "//evil.example"})
        assert (reply.headers["Location"], "Max-Age=0" in reply.headers["Set-Cookie"]) == ("/", True)
        assert (await send(client, "/theme", {"theme": "pink"})).status == 422
        page = await send(client, "/design", Cookie='atrium_theme=x"><script>')
        assert "data-theme=" not in page.body.decode().partition("<body")[0]


class TestNoSuchPage:
    @pytest.mark.parametrize(("path", "home"), [("/nowhere", "/"), ("/console/nowhere", "/console")])
    async def test_is_said_in_the_surface_s_own_page(self, all_surfaces: Client, path: str, home: str) -> None:
        reply = await all_surfaces.get(path, headers={"Accept": "text/html,*/*"})
        assert reply.status == 404
        assert "Nothing is here." in reply.body.decode()
        assert f'href="{home}"' in reply.body.decode()

    async def test_stays_a_problem_for_programs(self, all_surfaces: Client) -> None:
        assert (await all_surfaces.get("/nowhere")).code == "no_such_page"
