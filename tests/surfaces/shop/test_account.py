"""Coming in to the shop, and what a shopper may see and change of their own."""

import re
from http.cookies import SimpleCookie
from uuid import UUID

import pytest

from atrium.contexts import identity
from atrium.kit.ids import new_id
from atrium.surfaces.shop.account.browsers import browser_of
from tests.people import PASSWORD, a_shopper, signed_in
from tests.surfaces.shop.conftest import Shop
from tests.web import Reply

SOL = "sol@example.com"
ADDRESS = "recipient=Sol+Reyes&street=101+Broadway+N&city=Fargo&region=ND&postal_code=58102"
CODE = "SELECT text FROM messaging.messages ORDER BY id DESC LIMIT 1"


async def a_visitor(shop: Shop, *, named: str = "Sol Reyes", email: str = SOL) -> "Visitor":
    """A shopper who is signed in."""
    secret = identity.session_secret(new_id().hex)
    async with shop.world.database.transaction() as tx:
        id_ = await a_shopper(tx, named=named, email=email)
        session = await signed_in(tx, id_, "shop", secret=secret)
    return Visitor(shop, secret, id_, session.id)


class Visitor:
    """A browser that is signed in."""

    def __init__(self, shop: Shop, secret: str, id_: UUID, session: UUID) -> None:
        self.shop, self.secret, self.id, self.session = shop, secret, id_, session

    async def text(self, path: str, status: int = 200) -> str:
        reply = await self.shop.client.get(path, headers={"Cookie": f"atrium_shop={self.secret}"})
        assert reply.status == status, reply.body.decode()
        return reply.body.decode()

    async def send(self, path: str, form: str = "") -> Reply:
        return await self.shop.send(path, form, cookie=f"atrium_shop={self.secret}")


def cookies(reply: Reply) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    for line in reply.headers.getall("Set-Cookie", []):
        jar.load(line)
    return {name: morsel.value for name, morsel in jar.items()}


async def code_sent(shop: Shop) -> str:
    """The code in the newest message."""
    async with shop.world.database.reading() as tx:
        text = await tx.value(CODE)
    found = re.search(r"\b\d{6}\b", text)
    assert found is not None, text
    return found[0]


class TestComingIn:
    async def test_by_a_code_makes_a_stranger_a_shopper(self, shop: Shop) -> None:
        sent = await shop.send("/account/sign-in/code", f"email={SOL}&next=/p/RUG-1")
        assert sent.status == 200
        assert "Type your code" in sent.body.decode()
        code = await code_sent(shop)
        reply = await shop.send("/account/sign-in/with-code", f"email={SOL}&code={code}&name=Sol&next=/p/RUG-1")
        assert (reply.status, reply.headers["Location"]) == (303, "/p/RUG-1")
        came = await shop.client.get("/help", headers={"Cookie": f"atrium_shop={cookies(reply)['atrium_shop']}"})
        assert "<b>Sol</b>" in came.body.decode()

    async def test_with_a_wrong_code_shows_the_form_again(self, shop: Shop) -> None:
        await shop.send("/account/sign-in/code", f"email={SOL}")
        code = await code_sent(shop)
        wrong = "000000" if code != "000000" else "000001"
        reply = await shop.send("/account/sign-in/with-code", f"email={SOL}&code={wrong}")
        assert reply.status == 403
        assert "atrium_shop" not in cookies(reply)
        assert f'value="{SOL}"' in reply.body.decode()
        assert 'aria-invalid="true"' in reply.body.decode()

    async def test_by_a_password_and_not_by_another_one(self, shop: Shop) -> None:
        async with shop.world.database.transaction() as tx:
            await a_shopper(tx, email=SOL)
        words = PASSWORD.replace(" ", "+")
        good = await shop.send("/account/sign-in/with-password", f"email={SOL}&password={words}")
        bad = await shop.send("/account/sign-in/with-password", f"email={SOL}&password=no+{words}")
        assert (good.status, good.headers["Location"]) == (303, "/account")
        assert "HttpOnly" in good.headers.getall("Set-Cookie")[0]
        assert bad.status == 403
        assert PASSWORD not in bad.body.decode()

    @pytest.mark.parametrize("elsewhere", ["https://elsewhere.example", "//elsewhere.example"])
    async def test_leads_nobody_elsewhere(self, shop: Shop, elsewhere: str) -> None:
        async with shop.world.database.transaction() as tx:
            await a_shopper(tx, email=SOL)
        form = f"email={SOL}&password={PASSWORD.replace(' ', '+')}&next={elsewhere}"
        assert (await shop.send("/account/sign-in/with-password", form)).headers["Location"] == "/account"

    async def test_is_asked_of_whoever_opens_the_account(self, shop: Shop) -> None:
        text = await shop.text("/account/addresses")
        assert "Sign in or register" in text
        assert 'value="/account/addresses"' in text

    async def test_ends_with_leaving(self, shop: Shop) -> None:
        sol = await a_visitor(shop)
        assert (await sol.send("/account/sign-out")).headers["Location"] == "/"
        async with shop.world.database.reading() as tx:
            assert await identity.find_session(tx, sol.secret, now=shop.world.now) is None


class TestTheAccount:
    async def test_shows_whose_it_is(self, shop: Shop) -> None:
        sol = await a_visitor(shop)
        text = await sol.text("/account")
        assert "Hello, Sol Reyes." in text
        assert SOL in text

    async def test_keeps_a_name_and_a_telephone(self, shop: Shop) -> None:
        sol = await a_visitor(shop)
        assert (await sol.send("/account/profile", "name=Sol+R.&phone=701+555+0101")).status == 303
        text = await sol.text("/account/profile")
        assert 'value="Sol R."' in text
        assert 'value="701 555 0101"' in text
        refused = await sol.send("/account/profile", "name=Sol&phone=x")
        assert refused.status == 422

    async def test_sets_a_password_where_none_is_known(self, shop: Shop) -> None:
        sol = await a_visitor(shop)
        short = await sol.send("/account/password", "password=x&current=" + PASSWORD.replace(" ", "+"))
        assert short.status == 422
        wrong = await sol.send("/account/password", "password=a+lamp+in+the+window&current=x")
        assert wrong.status == 403
        good = await sol.send(
            "/account/password", "password=a+lamp+in+the+window&current=" + PASSWORD.replace(" ", "+")
        )
        assert good.status == 303


class TestAddresses:
    async def test_are_added_changed_and_removed(self, shop: Shop) -> None:
        sol = await a_visitor(shop)
        assert (await sol.send("/account/addresses", f"{ADDRESS}&label=Home")).status == 303
        text = await sol.text("/account/addresses")
        assert "101 Broadway N" in text
        (id_,) = set(re.findall(r"/account/addresses/([0-9a-f-]{36})\"", text))
        changed = ADDRESS.replace("101", "102")
        assert (await sol.send(f"/account/addresses/{id_}", changed)).status == 303
        assert 'value="102 Broadway N"' in await sol.text(f"/account/addresses/{id_}")
        assert (await sol.send(f"/account/addresses/{id_}/removal")).status == 303
        assert "No address is saved yet." in await sol.text("/account/addresses")

    async def test_of_somebody_else_are_not_there(self, shop: Shop) -> None:
        sol, kim = await a_visitor(shop), await a_visitor(shop, named="Kim", email="kim@example.com")
        await sol.send("/account/addresses", ADDRESS)
        (id_,) = set(re.findall(r"/account/addresses/([0-9a-f-]{36})\"", await sol.text("/account/addresses")))
        await kim.text(f"/account/addresses/{id_}", 404)
        assert (await kim.send(f"/account/addresses/{id_}", ADDRESS)).status == 404
        assert (await kim.send(f"/account/addresses/{id_}/removal")).status == 404
        assert "101 Broadway N" in await sol.text("/account/addresses")

    @pytest.mark.parametrize("id_", ["x", str(UUID(int=0))])
    async def test_that_are_none_are_missed(self, shop: Shop, id_: str) -> None:
        await (await a_visitor(shop)).text(f"/account/addresses/{id_}", 404)

    async def test_are_asked_for_again_where_a_line_is_missing(self, shop: Shop) -> None:
        sol = await a_visitor(shop)
        reply = await sol.send("/account/addresses", ADDRESS.replace("Fargo", ""))
        assert reply.status == 422
        assert 'value="101 Broadway N"' in reply.body.decode()


class TestSessions:
    async def test_are_listed_and_ended(self, shop: Shop) -> None:
        sol = await a_visitor(shop)
        async with shop.world.database.transaction() as tx:
            other = await signed_in(tx, sol.id, "shop")
        assert (await sol.text("/account/sessions")).count("A browser") >= 2
        assert (await sol.send(f"/account/sessions/{other.id}/end")).status == 303
        assert f"/account/sessions/{other.id}/end" not in await sol.text("/account/sessions")

    async def test_of_somebody_else_are_not_ended(self, shop: Shop) -> None:
        sol, kim = await a_visitor(shop), await a_visitor(shop, named="Kim", email="kim@example.com")
        assert (await kim.send(f"/account/sessions/{sol.session}/end")).status == 404
        assert "Hello, Sol Reyes." in await sol.text("/account")


class TestBrowserOf:
    @pytest.mark.parametrize(
        ("said", "called"),
        [
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36",
                "Chrome on Android",
            ),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on an iPhone"),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Windows"),
            ("Firefox", "A browser"),
            ("", "A browser"),
        ],
    )
    def test_calls_it_as_its_owner_would(self, said: str, called: str) -> None:
        assert browser_of(said) == called
