"""Identity against PostgreSQL; every test is rolled back."""

import pytest

from atrium.contexts import identity
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import Scope
from tests.builders import NOW, a_new_actor, an_actor


async def types_of(tx: Tx, subject: str) -> list[str]:
    return [event.type for event in await events.read_subject(tx, subject)]


class TestAddActors:
    async def test_answers_for_each_in_the_order_given(self, tx: Tx) -> None:
        good, bad = a_new_actor("orders:read"), a_new_actor("orders:eat")
        answers = await identity.add_actors(tx, [bad, good], now=NOW)
        assert isinstance(answers[0], identity.UnknownScopes)
        assert answers[0].scopes == ["orders:eat"]
        assert answers[1] == good.id
        page = await identity.list_actors(tx)
        assert [actor.id for actor in page.items] == [good.id]
        assert await types_of(tx, f"actor/{good.id}") == ["identity.actor_added"]

    async def test_refuses_an_id_that_is_taken(self, tx: Tx) -> None:
        new = a_new_actor()
        first, second = await identity.add_actors(tx, [new, new], now=NOW)
        assert first == new.id
        assert isinstance(second, identity.ActorExists)

    async def test_refuses_to_grant_more_than_the_granter_has(self, tx: Tx) -> None:
        granter = an_actor("identity:write", "orders:read", sees=Scope(locations=("S0001",)))
        answers = await identity.add_actors(
            tx,
            [
                a_new_actor("orders:read", at=["S0001"]),
                a_new_actor("*", at=["S0001"]),
                a_new_actor("orders:read"),
            ],
            now=NOW,
            actor=granter,
        )
        assert not isinstance(answers[0], Exception)
        assert isinstance(answers[1], identity.GrantsBeyondOwn)
        assert answers[1].beyond == ["*"]
        assert isinstance(answers[2], identity.GrantsBeyondOwn)
        assert answers[2].beyond == ["other locations"]


class TestIssueKey:
    async def test_lets_the_secret_find_its_actor(self, tx: Tx) -> None:
        new = a_new_actor("orders:read", "stock:read", at=["S0001"])
        await identity.add_actors(tx, [new], now=NOW)
        key = await identity.issue_key(tx, actor_id=new.id, label="till 3", secret="s3cret", now=NOW)
        found = await identity.find_actor_by_secret(tx, "s3cret")
        assert found is not None
        assert found.id == new.id
        assert found.scopes == {"orders:read", "stock:read"}
        assert found.sees == Scope(locations=("S0001",))
        assert [kept.id for kept in await identity.list_keys(tx, actor_id=new.id)] == [key.id]

    async def test_keeps_only_the_hash_of_the_secret(self, tx: Tx) -> None:
        new = a_new_actor()
        await identity.add_actors(tx, [new], now=NOW)
        await identity.issue_key(tx, actor_id=new.id, label="till 3", secret="s3cret", now=NOW)
        kept = await tx.value("SELECT secret_hash FROM identity.api_keys")
        assert len(kept) == 32
        facts = [str(event.facts) for event in await events.read_subject(tx, f"actor/{new.id}")]
        assert not any("s3cret" in fact for fact in facts)

    async def test_refuses_an_actor_who_was_ended(self, tx: Tx) -> None:
        new = a_new_actor()
        await identity.add_actors(tx, [new], now=NOW)
        await identity.end_actor(tx, actor_id=new.id, now=NOW)
        with pytest.raises(identity.ActorIsEnded):
            await identity.issue_key(tx, actor_id=new.id, label="till 3", secret="s3cret", now=NOW)

    async def test_refuses_a_key_for_an_actor_who_may_do_more_than_the_issuer(self, tx: Tx) -> None:
        new = a_new_actor("*")
        await identity.add_actors(tx, [new], now=NOW)
        with pytest.raises(identity.GrantsBeyondOwn):
            await identity.issue_key(
                tx, actor_id=new.id, label="x", secret="s", now=NOW, actor=an_actor("identity:write")
            )


class TestRevokeKey:
    async def test_makes_the_secret_find_nobody(self, tx: Tx) -> None:
        new = a_new_actor()
        await identity.add_actors(tx, [new], now=NOW)
        key = await identity.issue_key(tx, actor_id=new.id, label="till 3", secret="s3cret", now=NOW)
        for _ in range(2):
            await identity.revoke_key(tx, actor_id=new.id, key_id=key.id, now=NOW)
        assert await identity.find_actor_by_secret(tx, "s3cret") is None
        assert await types_of(tx, f"actor/{new.id}") == [
            "identity.actor_added",
            "identity.key_issued",
            "identity.key_revoked",
        ]

    async def test_refuses_the_key_of_another_actor(self, tx: Tx) -> None:
        new, other = a_new_actor(), a_new_actor()
        await identity.add_actors(tx, [new, other], now=NOW)
        key = await identity.issue_key(tx, actor_id=new.id, label="till 3", secret="s3cret", now=NOW)
        with pytest.raises(identity.KeyNotFound):
            await identity.revoke_key(tx, actor_id=other.id, key_id=key.id, now=NOW)
        assert await identity.find_actor_by_secret(tx, "s3cret") is not None


class TestEndActor:
    async def test_makes_every_key_find_nobody(self, tx: Tx) -> None:
        new = a_new_actor()
        await identity.add_actors(tx, [new], now=NOW)
        await identity.issue_key(tx, actor_id=new.id, label="till 3", secret="s3cret", now=NOW)
        await identity.end_actor(tx, actor_id=new.id, now=NOW)
        assert await identity.find_actor_by_secret(tx, "s3cret") is None

    async def test_refuses_an_actor_that_is_not(self, tx: Tx) -> None:
        with pytest.raises(identity.ActorNotFound):
            await identity.end_actor(tx, actor_id=new_id(), now=NOW)


class TestListActors:
    async def test_pages_through_all_of_them_once(self, tx: Tx) -> None:
        new = [a_new_actor(named=f"Actor {number}") for number in range(5)]
        await identity.add_actors(tx, new, now=NOW)
        first = await identity.list_actors(tx, limit=3)
        second = await identity.list_actors(tx, limit=3, cursor=first.next_cursor)
        assert second.next_cursor is None
        assert [actor.id for actor in [*first.items, *second.items]] == sorted(actor.id for actor in new)
