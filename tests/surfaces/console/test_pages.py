"""Who gets in, and what a page may load."""

import re

import pytest

from atrium.app import create_app
from atrium.contexts.identity import ROLES
from atrium.surfaces.shared import House, undeclared_routes
from atrium.surfaces.shared.routing import GuardedRoute
from tests.story import ship
from tests.web import Client, Reply, issue_key
from tests.world import World

INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=|javascript:", re.IGNORECASE)


async def visit(
    desk: Client, path: str, *, method: str = "GET", data: dict[str, str] | None = None, **headers: str
) -> Reply:
    """A request as a browser sends it, without following where it is led."""
    url = desk.base + path
    headers = {"Sec-Fetch-Site": "same-origin", **headers}
    async with desk.session.request(method, url, data=data, headers=headers, allow_redirects=False) as got:
        return Reply(got.status, got.headers, await got.read())


class TestConsolePage:
    async def test_shows_everything_before_the_first_event(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        order = await world.order(ship())
        reply = await desk.get("/console")
        text = reply.body.decode()
        assert reply.status == 200
        assert f'id="card-{order.id}"' in text
        for part in (
            "Orders by state",
            "Stores and centres",
            "Fargo store",
            "Stock of an item",
            "Events",
            "Invariants",
        ):
            assert part in text

    async def test_leads_to_the_sign_in_page_without_a_key(self, desk: Client) -> None:
        reply = await visit(desk, "/console?item=LAMP")
        assert reply.status == 303
        assert reply.headers["Location"] == "/console/sign-in?next=%2Fconsole%3Fitem%3DLAMP"

    async def test_leads_to_the_sign_in_page_with_a_key_that_is_not_in_force(self, desk: Client) -> None:
        assert (await visit(desk, "/console", Cookie="atrium_console=guessed")).status == 303

    async def test_tells_an_associate_in_a_sentence_that_it_is_not_for_them(self, desk: Client) -> None:
        associate = await desk.allowed_to(*ROLES["associate"])
        reply = await associate.get("/console")
        assert (reply.status, reply.headers["Content-Type"]) == (403, "text/html; charset=utf-8")
        assert "This needs the scope house:read" in reply.body.decode()

    async def test_refuses_an_operator_of_one_store(self, desk: Client) -> None:
        key = await issue_key(desk.house.database, *ROLES["operator"], locations=["S0001"])
        reply = await desk.with_key(key).get("/console")
        assert reply.status == 403
        assert "This key sees only some locations" in reply.body.decode()

    async def test_lets_an_operator_in(self, desk: Client) -> None:
        assert (await (await desk.allowed_to(*ROLES["operator"])).get("/console")).status == 200

    async def test_opens_on_an_order_and_an_item(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        order = await world.order(ship())
        text = (await desk.get(f"/console?order={order.id}&item=LAMP")).body.decode()
        assert 'id="order-story"' in text
        assert 'id="item-totals"' in text

    async def test_says_that_an_order_or_item_is_not_there(self, desk: Client) -> None:
        reply = await desk.get("/console?order=01a1f600-0000-7000-8000-000000000000&item=SOFA")
        assert reply.status == 200
        assert reply.body.decode().count('class="empty" role="alert"') == 2


class TestPolicy:
    @pytest.mark.parametrize("path", ["/console", "/console/sign-in"])
    async def test_needs_no_inline_script_or_style(self, desk: Client, path: str) -> None:
        reply = await desk.get(path)
        policy = reply.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert INLINE.findall(reply.body.decode()) == []

    async def test_keeps_pages_out_of_caches(self, desk: Client) -> None:
        assert (await desk.get("/console")).headers["Cache-Control"] == "no-store"

    async def test_names_files_by_content_and_lets_browsers_keep_them(self, desk: Client) -> None:
        text = (await desk.get("/console/sign-in")).body.decode()
        paths = re.findall(r'"(/assets/[^"#]+)"', text)
        assert len(paths) >= 3
        for path in paths:
            reply = await desk.with_key(None).get(path)
            assert (reply.status, reply.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
        assert (await desk.get("/assets/console/console.css")).code == "no_such_asset"


REQUIRED = {
    ("/console", "house:read"),
    ("/console/", "public"),
    ("/console/clock", "house:read"),
    ("/console/events", "events:read"),
    ("/console/events.csv", "events:read"),
    ("/console/items", "catalog:read"),
    ("/console/items/{sku}", "stock:read"),
    ("/console/locations", "locations:read"),
    ("/console/locations/holidays", "locations:write"),
    ("/console/locations/{location}", "locations:read"),
    ("/console/locations/{location}/capacity", "locations:write"),
    ("/console/locations/{location}/closure", "locations:write"),
    ("/console/locations/{location}/hours", "locations:write"),
    ("/console/locations/{location}/hours/lift", "locations:write"),
    ("/console/locations/{location}/reopening", "locations:write"),
    ("/console/mailbox", "messages:read"),
    ("/console/mailbox/templates", "messages:read"),
    ("/console/mailbox/templates/letter", "messages:read"),
    ("/console/mailbox/{message_id}", "messages:read"),
    ("/console/mailbox/{message_id}/delivery", "messages:write"),
    ("/console/mailbox/{message_id}/letter", "messages:read"),
    ("/console/orders", "orders:read"),
    ("/console/orders.csv", "orders:read"),
    ("/console/orders/filters", "orders:read"),
    ("/console/orders/filters/forget", "orders:read"),
    ("/console/orders/{order_id}", "orders:read"),
    ("/console/orders/{order_id}/help/{act}", "orders:help"),
    ("/console/orders/{order_id}/pane", "orders:read"),
    ("/console/orders/{order_id}/stream", "orders:read"),
    ("/console/people", "identity:read"),
    ("/console/people", "identity:write"),
    ("/console/people/tablets", "identity:read"),
    ("/console/people/tablets/end", "staff:write"),
    ("/console/people/{person_id}", "identity:read"),
    ("/console/people/{person_id}/leaving", "identity:write"),
    ("/console/people/{person_id}/password", "staff:write"),
    ("/console/people/{person_id}/pin", "staff:write"),
    ("/console/people/{person_id}/roles", "staff:write"),
    ("/console/people/{person_id}/roles/taking", "staff:write"),
    ("/console/people/{person_id}/sessions", "staff:write"),
    ("/console/sign-in", "public"),
    ("/console/sign-out", "public"),
    ("/console/stock", "stock:read"),
    ("/console/stock.csv", "stock:read"),
    ("/console/stock/items/{sku}", "stock:read"),
    ("/console/stock/items/{sku}/levels.csv", "stock:read"),
    ("/console/stock/movements", "stock:read"),
    ("/console/stock/movements.csv", "stock:read"),
    ("/console/stream", "events:read"),
    ("/console/verification", "house:read"),
}


class TestRoutes:
    def test_declare_what_they_require(self, house: House) -> None:
        app = create_app(house)
        assert undeclared_routes(app) == []
        console = [
            found for found in app.routes if isinstance(found, GuardedRoute) and found.path.startswith("/console")
        ]
        assert {(found.path, found.declared.requires) for found in console} == REQUIRED

    async def test_lead_from_a_stroke_at_the_end_to_the_console(self, desk: Client) -> None:
        reply = await visit(desk, "/console/")
        assert (reply.status, reply.headers["Location"]) == (307, "/console")

    async def test_are_pages_and_stay_out_of_the_api_document(self, desk: Client) -> None:
        assert not [path for path in (await desk.get("/openapi.json")).json["paths"] if path.startswith("/console")]


class TestSignIn:
    async def test_keeps_the_key_where_no_script_and_no_other_site_reaches_it(self, desk: Client) -> None:
        form = {"key": f" {desk.key} ", "next": "/console?item=LAMP"}
        reply = await visit(desk, "/console/sign-in", method="POST", data=form)
        assert (reply.status, reply.headers["Location"]) == (303, "/console?item=LAMP")
        cookie = reply.headers["Set-Cookie"]
        assert cookie.startswith(f"atrium_console={desk.key};")
        assert all(word in cookie for word in ("HttpOnly", "SameSite=lax", "Path=/console"))

    async def test_opens_the_console_with_the_cookie(self, desk: Client) -> None:
        assert (await visit(desk, "/console", Cookie=f"atrium_console={desk.key}")).status == 200

    @pytest.mark.parametrize(
        ("key", "fault"), [("guessed", "not in force"), ("", "Paste a key"), ("ü" * 9, "not in force")]
    )
    async def test_says_what_is_wrong_with_a_key(self, desk: Client, key: str, fault: str) -> None:
        reply = await visit(desk, "/console/sign-in", method="POST", data={"key": key})
        assert reply.status == 422
        assert fault in reply.body.decode()
        assert "Set-Cookie" not in reply.headers

    @pytest.mark.parametrize("next_", ["https://evil.example", "//evil.example", "/consoles", "/v1/orders"])
    async def test_leads_nowhere_but_to_the_console(self, desk: Client, next_: str) -> None:
        reply = await visit(desk, "/console/sign-in", method="POST", data={"key": str(desk.key), "next": next_})
        assert reply.headers["Location"] == "/console"

    async def test_refuses_forms_of_other_sites(self, desk: Client) -> None:
        for path in ("/console/sign-in", "/console/sign-out"):
            form = {"key": str(desk.key)}
            reply = await visit(desk, path, method="POST", data=form, **{"Sec-Fetch-Site": "cross-site"})
            assert reply.status == 403
            assert "Set-Cookie" not in reply.headers

    async def test_enters_the_demo_by_one_button(self, desk: Client) -> None:
        assert "demo operator" not in (await desk.get("/console/sign-in")).body.decode()
        desk.house.demo_console_key = desk.key
        assert "Enter as the demo operator" in (await desk.get("/console/sign-in")).body.decode()
        reply = await visit(desk, "/console/sign-in", method="POST", data={"as": "demo"})
        assert (reply.status, reply.headers["Location"]) == (303, "/console")

    async def test_has_no_way_in_without_a_key_when_it_is_no_demo(self, desk: Client) -> None:
        assert (await visit(desk, "/console/sign-in", method="POST", data={"as": "demo"})).status == 422

    async def test_forgets_the_key_when_the_operator_leaves(self, desk: Client) -> None:
        reply = await visit(desk, "/console/sign-out", method="POST", Cookie=f"atrium_console={desk.key}")
        assert (reply.status, reply.headers["Location"]) == (303, "/console/sign-in")
        assert 'atrium_console=""' in reply.headers["Set-Cookie"]
        assert "Max-Age=0" in reply.headers["Set-Cookie"]
