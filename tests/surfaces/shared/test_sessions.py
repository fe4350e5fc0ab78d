"""People come in by cookie: each entrance has its own, and takes nothing unsafe that another site sends."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from atrium.contexts import identity
from atrium.kit.db import Database
from atrium.kit.ids import new_id
from atrium.surfaces.shared import ACCOUNT, PUBLIC, VISITOR, GuardedRoute, actor_of, door, house_of, session_of
from atrium.surfaces.shared.entrances import CONSOLE, SHOP, TILL, Entrance
from atrium.surfaces.shared.pages import Surface
from atrium.surfaces.shared.rendering import Templates
from atrium.surfaces.shared.routing import take_over
from atrium.surfaces.shared.sessions import begin, keep_device, leave
from tests.builders import NOW
from tests.people import a_member, a_shopper, signed_in
from tests.web import Client, Reply, a_house, served

SURFACE = Surface(name="Here", home="/", sign_in=SHOP.sign_in, templates=Templates(Path(__file__).parent))
TABLETS = replace(SURFACE, name="Tablets", sign_in=TILL.sign_in)
SAME = {"Sec-Fetch-Site": "same-origin"}


async def who(request: Request) -> Response:
    actor, session = actor_of(request), session_of(request)
    return Response(f"{actor.signature}, {session.kind if session else 'no session'}")


async def come_in(request: Request, kind: identity.SessionKind, person: UUID) -> Response:
    """Starts a session of whoever the path names, who is believed."""
    house = house_of(request)
    place = "S0001" if kind == "till" else None
    async with house.database.transaction() as tx:
        new = identity.NewSession(new_id(), kind, person, "password", place)
        session = await identity.start_session(tx, new, secret=f"ses.{new.id}", now=house.now())
    response = Response()
    begin(request, response, session, f"ses.{new.id}")
    if kind == "till":
        keep_device(request, response, "tablet")
    return response


async def go_out(request: Request) -> Response:
    response = Response()
    await leave(request, response, SHOP)
    return response


async def done(request: Request) -> Response:
    del request
    return Response("done")


def an_app() -> FastAPI:
    page = SURFACE.page
    app, pages = FastAPI(openapi_url=None), door("", tag="pages")
    for path in ("/who", "/till/who", "/console/who"):
        page(pages, "GET", path, requires=VISITOR, summary="Who")(who)
        page(pages, "POST", path, requires=VISITOR, summary="Who")(who)
    page(pages, "GET", "/account/who", requires=ACCOUNT, summary="Who")(who)
    TABLETS.page(pages, "GET", "/till/stock", requires="stock:read", summary="Stock")(done)
    page(pages, "POST", "/console/stock", requires="stock:write", summary="Stock")(done)
    page(pages, "POST", "/public", requires=PUBLIC, summary="For all")(done)
    page(pages, "POST", "/in/{kind}/{person}", requires=PUBLIC, summary="Come in")(come_in)
    page(pages, "POST", "/out", requires=PUBLIC, summary="Go out")(go_out)
    take_over(app, [pages])
    return app


@pytest.fixture
async def client(database: Database) -> AsyncGenerator[Client]:
    app = an_app()
    app.state.house = a_house(database)
    async with served(database, app) as opened:
        yield opened


async def ask(client: Client, path: str, cookie: str = "", *, method: str = "GET", **headers: str) -> Reply:
    sent = {**({"Cookie": cookie} if cookie else {}), **headers}
    async with client.session.request(method, client.base + path, headers=sent, allow_redirects=False) as got:
        return Reply(got.status, got.headers, await got.read())


async def said(client: Client, path: str, cookie: str = "", **headers: str) -> str:
    return (await ask(client, path, cookie, **headers)).body.decode()


async def a_cookie(client: Client, entrance: Entrance) -> str:
    """The cookie of somebody who has signed in there."""
    async with client.house.database.transaction() as tx:
        if entrance is SHOP:
            person = await a_shopper(tx, named="Sol Reyes")
        else:
            person = await a_member(tx, "operator")
        secret = f"ses.{new_id()}"
        await signed_in(tx, person, entrance.kind, at="S0001" if entrance is TILL else None, secret=secret)
    return f"{entrance.cookie}={secret}"


class TestVisitor:
    async def test_is_a_guest_without_a_session(self, client: Client) -> None:
        for cookie in ("", "atrium_shop=ses.guessed", "atrium_shop=", "atrium_shop=guessed"):
            assert await said(client, "/who", cookie) == "guest, no session"

    async def test_is_the_shopper_who_signed_in(self, client: Client) -> None:
        cookie = await a_cookie(client, SHOP)
        assert await said(client, "/who", cookie) == "shopper Sol Reyes, shop"
        assert await said(client, "/account/who", cookie) == "shopper Sol Reyes, shop"

    async def test_is_three_people_at_three_entrances_of_one_browser(self, client: Client) -> None:
        cookies = "; ".join([await a_cookie(client, entrance) for entrance in (SHOP, TILL, CONSOLE)])
        told = [await said(client, path, cookies) for path in ("/who", "/till/who", "/console/who")]
        assert told == ["shopper Sol Reyes, shop", "staff Ana Lima, till", "staff Ana Lima, console"]

    async def test_is_a_guest_with_the_cookie_of_another_entrance(self, client: Client) -> None:
        secret = (await a_cookie(client, TILL)).partition("=")[2]
        for path, name in (("/who", "atrium_shop"), ("/console/who", "atrium_console"), ("/tillage", "atrium_till")):
            assert "staff" not in await said(client, path, f"{name}={secret}")

    async def test_may_show_an_api_key_at_the_console_only(self, client: Client) -> None:
        assert await said(client, "/console/who", f"atrium_console={client.key}") == "staff Ana Lima, no session"
        for path, name in (("/who", "atrium_shop"), ("/till/who", "atrium_till")):
            assert await said(client, path, f"{name}={client.key}") == "guest, no session"

    async def test_may_bear_the_secret_of_a_session(self, client: Client) -> None:
        secret = (await a_cookie(client, SHOP)).partition("=")[2]
        assert await said(client, "/who", Authorization=f"Bearer {secret}") == "shopper Sol Reyes, shop"

    async def test_is_known_by_the_cookie_where_a_proxy_asks_for_a_password_of_its_own(self, client: Client) -> None:
        cookie = await a_cookie(client, SHOP)
        assert await said(client, "/who", cookie, Authorization="Basic eDp5") == "shopper Sol Reyes, shop"

    async def test_is_a_guest_once_the_session_expired(self, client: Client) -> None:
        cookie = await a_cookie(client, SHOP)
        assert await said(client, "/who", cookie) == "shopper Sol Reyes, shop"
        client.house.now = lambda: NOW + timedelta(days=30)
        assert await said(client, "/who", cookie) == "guest, no session"


class TestAccount:
    async def test_leads_guests_to_the_sign_in_page_of_their_entrance(self, client: Client) -> None:
        reply = await ask(client, "/account/who")
        assert (reply.status, reply.headers["Location"]) == (303, "/account/sign-in?next=%2Faccount%2Fwho")
        reply = await ask(client, "/till/stock")
        assert (reply.status, reply.headers["Location"]) == (303, "/till/sign-in?next=%2Ftill%2Fstock")

    async def test_is_not_for_staff_even_for_the_owner(self, client: Client) -> None:
        assert (await ask(client, "/account/who", Authorization=f"Bearer {client.key}")).status == 403


class TestOtherSites:
    @pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "nonsense"])
    async def test_may_not_send_forms(self, client: Client, site: str) -> None:
        cookie = await a_cookie(client, CONSOLE)
        for path in ("/console/stock", "/who", "/public"):
            reply = await ask(client, path, cookie, method="POST", **{"Sec-Fetch-Site": site})
            assert reply.status == 403, path

    async def test_may_not_hide_where_they_are(self, client: Client) -> None:
        cookie = await a_cookie(client, CONSOLE)
        for path in ("/console/stock", "/who", "/public"):
            assert (await ask(client, path, cookie, method="POST")).status == 403

    async def test_are_known_by_their_origin_in_older_browsers(self, client: Client) -> None:
        cookie, here = await a_cookie(client, CONSOLE), client.base
        assert (await ask(client, "/console/stock", cookie, method="POST", Origin=here)).status == 200
        for there in ("https://evil.example", "null", f"{here}0", f"{here}.evil.example", "https://"):
            assert (await ask(client, "/console/stock", cookie, method="POST", Origin=there)).status == 403

    async def test_may_link_to_pages(self, client: Client) -> None:
        cookie = await a_cookie(client, SHOP)
        assert await said(client, "/who", cookie, **{"Sec-Fetch-Site": "cross-site"}) == "shopper Sol Reyes, shop"

    async def test_do_not_matter_to_keys_because_no_browser_sends_those_by_itself(self, client: Client) -> None:
        bearer = {"Authorization": f"Bearer {client.key}", "Sec-Fetch-Site": "cross-site"}
        assert (await ask(client, "/console/stock", method="POST", **bearer)).status == 200

    async def test_could_not_borrow_a_cookie_by_naming_a_key(self, client: Client) -> None:
        cookie = await a_cookie(client, CONSOLE)
        bearer = {"Authorization": "Bearer guessed", "Sec-Fetch-Site": "cross-site"}
        assert (await ask(client, "/console/stock", cookie, method="POST", **bearer)).status == 303
        basic = {"Authorization": "Basic eDp5", "Sec-Fetch-Site": "cross-site"}
        assert (await ask(client, "/console/stock", cookie, method="POST", **basic)).status == 403

    async def test_would_get_through_with_the_guard_off(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def off(scope: Scope) -> None:
            del scope

        cookie = await a_cookie(client, CONSOLE)
        for module in ("credentials", "routing"):
            monkeypatch.setattr(f"atrium.surfaces.shared.{module}.refuse_other_sites", off)
        for path in ("/console/stock", "/who", "/public"):
            assert (await ask(client, path, cookie, method="POST", **{"Sec-Fetch-Site": "cross-site"})).status == 200


class TestBegin:
    async def test_keeps_the_secret_where_no_script_and_no_other_path_reaches_it(self, client: Client) -> None:
        async with client.house.database.transaction() as tx:
            person, shopper = await a_member(tx, "operator"), await a_shopper(tx)
        kept = dict[str, list[str]]()
        for kind, of in (("shop", shopper), ("till", person), ("console", person)):
            reply = await ask(client, f"/in/{kind}/{of}", method="POST", **SAME)
            kept[kind] = [cookie.split("; ", 1)[0].partition("=")[0] for cookie in reply.headers.getall("Set-Cookie")]
            for cookie in reply.headers.getall("Set-Cookie"):
                assert {"HttpOnly", "SameSite=lax"} <= set(cookie.split("; "))
                assert f"Path={'/' if kind == 'shop' else f'/{kind}'}" in cookie.split("; ")
        assert kept == {
            "shop": ["atrium_shop"],
            "till": ["atrium_till", "atrium_device"],
            "console": ["atrium_console"],
        }

    async def test_lasts_as_long_as_the_session(self, client: Client) -> None:
        async with client.house.database.transaction() as tx:
            shopper = await a_shopper(tx)
        reply = await ask(client, f"/in/shop/{shopper}", method="POST", **SAME)
        assert "Max-Age=2592000" in reply.headers["Set-Cookie"]


class TestLeave:
    async def test_ends_the_session_and_takes_the_cookie_back(self, client: Client) -> None:
        cookie = await a_cookie(client, SHOP)
        reply = await ask(client, "/out", cookie, method="POST", **SAME)
        assert 'atrium_shop=""' in reply.headers["Set-Cookie"]
        async with client.house.database.reading() as tx:
            assert await identity.find_session(tx, cookie.partition("=")[2], now=NOW) is None

    async def test_is_as_good_without_a_session(self, client: Client) -> None:
        for cookie in ("", "atrium_shop=ses.guessed", "atrium_shop=guessed"):
            assert (await ask(client, "/out", cookie, method="POST", **SAME)).status == 200


class TestPages:
    def test_are_all_guarded_against_other_sites(self) -> None:
        routes = [one for one in an_app().routes if isinstance(one, GuardedRoute)]
        assert all(one.is_page for one in routes)
