"""The console's mailbox: messages are found, read in a frame that runs nothing, and tried again."""

from uuid import UUID

import pytest

from atrium.contexts import messaging
from tests.contexts.messaging.letters import CODE, a_letter
from tests.web import NOW, Client, Reply

PATH = "/console/mailbox"
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


async def queued(desk: Client, *letters: messaging.Letter) -> list[messaging.Message]:
    async with desk.house.database.transaction() as tx:
        return await messaging.queue(tx, letters, now=NOW)


async def words(desk: Client, path: str) -> str:
    return (await desk.get(path)).body.decode()


async def visit(desk: Client, path: str) -> Reply:
    """Asks for a page as a browser does, and follows nothing."""
    async with desk.session.get(desk.base + path, allow_redirects=False) as got:
        return Reply(got.status, got.headers, await got.read())


async def post(desk: Client, path: str) -> Reply:
    """Sends a page's form, and follows nothing."""
    headers = {**FORM, "Authorization": f"Bearer {desk.key}"}
    async with desk.session.post(desk.base + path, headers=headers, allow_redirects=False) as got:
        return Reply(got.status, got.headers, await got.read())


@pytest.fixture
async def failed(desk: Client) -> UUID:
    """A message that the mail system refused."""
    await queued(desk, a_letter())
    async with desk.house.database.transaction() as tx:
        (due,) = await messaging.take_up(tx, now=NOW, lease_until=NOW)
        await messaging.settle(tx, [(due, messaging.Refused("550 no such user"))], now=NOW)
    return due.id


class TestMailbox:
    async def test_lists_messages_and_filters_them(self, desk: Client) -> None:
        code = a_letter("code", facts=CODE, order_id=None, order_number=None, recipient="ana@example.com")
        await queued(desk, a_letter(), code)
        everything = await words(desk, PATH)
        assert "kim@example.com" in everything
        assert "Your sign-in code" in everything
        one = await words(desk, f"{PATH}?to=ana@example.com&kind=sign_in_code&state=due")
        assert "kim@example.com" not in one
        assert "ana@example.com" in one

    async def test_says_so_when_nothing_passes(self, desk: Client) -> None:
        assert "Nobody was told anything yet" in await words(desk, PATH)
        assert "No message passes" in await words(desk, f"{PATH}?state=failed")

    async def test_refuses_a_filter_that_is_no_choice(self, desk: Client) -> None:
        reply = await desk.get(f"{PATH}?kind=nonsense")
        assert (reply.status, "is no choice for kind" in reply.body.decode()) == (422, True)


class TestMessage:
    async def test_stands_in_a_frame_that_runs_nothing(self, desk: Client) -> None:
        (message,) = await queued(desk, a_letter())
        page = await words(desk, f"{PATH}/{message.id}")
        frame = f'src="{PATH}/{message.id}/letter" sandbox="allow-popups allow-popups-to-escape-sandbox"'
        assert frame in page
        assert "Hello Kim Otieno, for your order" not in page
        letter = await desk.get(f"{PATH}/{message.id}/letter")
        assert letter.headers["Content-Security-Policy"] == (
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
            " frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
        )
        assert letter.headers.getall("X-Frame-Options") == ["SAMEORIGIN"]
        assert letter.body.decode().replace('<base target="_blank">', "") == message.html

    async def test_is_shown_as_text_too(self, desk: Client) -> None:
        (message,) = await queued(desk, a_letter())
        assert "Hello Kim Otieno,\n\nFor your order" in await words(desk, f"{PATH}/{message.id}?part=text")

    async def test_that_lets_its_reader_in_is_shown_to_nobody(self, desk: Client) -> None:
        letter = a_letter(facts=CODE, order_id=None, order_number=None)
        (message,) = await queued(desk, letter)
        for path in ("", "?part=text", "/letter"):
            reply = await desk.get(f"{PATH}/{message.id}{path}")
            assert CODE.code not in reply.body.decode()
            assert "shown to nobody but its recipient" in reply.body.decode()
        assert (await desk.get(f"{PATH}/{message.id}/letter")).status == 403

    @pytest.mark.parametrize("id_", ["nonsense", "00000000-0000-0000-0000-000000000001"])
    async def test_that_is_not_there_is_not_found(self, desk: Client, id_: str) -> None:
        assert (await desk.get(f"{PATH}/{id_}")).status == 404

    async def test_is_read_by_operators_only(self, desk: Client, failed: UUID) -> None:
        associate = await desk.allowed_to("orders:read", "fulfilment:read")
        for path in (PATH, f"{PATH}/{failed}", f"{PATH}/{failed}/letter", f"{PATH}/templates"):
            assert (await associate.get(path)).status == 403
            assert (await visit(desk.with_key(None), path)).status == 303


class TestRetry:
    async def test_makes_a_failed_message_due(self, desk: Client, failed: UUID) -> None:
        assert "550 no such user" in await words(desk, f"{PATH}/{failed}")
        reply = await post(desk, f"{PATH}/{failed}/delivery")
        assert (reply.status, reply.headers["Location"]) == (303, f"{PATH}/{failed}")
        assert "Try again" not in await words(desk, f"{PATH}/{failed}")

    async def test_says_why_not_when_it_came_too_late(self, desk: Client, failed: UUID) -> None:
        await post(desk, f"{PATH}/{failed}/delivery")
        reply = await post(desk, f"{PATH}/{failed}/delivery")
        assert reply.status == 409
        assert "The message is due; only one that has failed can be tried again." in reply.body.decode()


class TestTemplates:
    @pytest.mark.parametrize("language", messaging.LANGUAGES)
    async def test_shows_every_kind_in_every_language(self, desk: Client, language: str) -> None:
        for kind in messaging.KINDS:
            said = messaging.preview(kind, f"{language}_US", retailer="Wrenfield Inc.")
            page = await desk.get(f"{PATH}/templates?kind={kind}&language={language}&part=text")
            assert page.status == 200
            letter = await desk.get(f"{PATH}/templates/letter?kind={kind}&language={language}")
            assert letter.body.decode().replace('<base target="_blank">', "") == said.html
