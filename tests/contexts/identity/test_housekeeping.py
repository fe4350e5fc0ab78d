"""Old visits are let go of, and new ones are not."""

from datetime import timedelta

from atrium.contexts import identity
from atrium.kit.db import Tx
from tests.builders import NOW, an_actor
from tests.people import a_member, signed_in


class TestForgetVisits:
    async def test_drops_what_nobody_needs_any_more(self, tx: Tx) -> None:
        session = await signed_in(tx, await a_member(tx, "operator"))
        await identity.take_tries(tx, [identity.Try(identity.SIGN_INS_OF_EMAIL, "ana")], now=NOW)
        await identity.keep_code(tx, email="sol@example.com", code_hash=b"x" * 32, now=NOW)
        await identity.issue_device_code(
            tx, name="Front", location="S0001", code_hash=b"y" * 32, now=NOW, actor=an_actor()
        )
        assert await identity.forget_visits(tx, now=NOW + timedelta(hours=1)) == 0
        assert await identity.forget_visits(tx, now=NOW + timedelta(days=2)) == 3
        assert await identity.forget_visits(tx, now=session.expires_at + timedelta(days=31)) == 1
