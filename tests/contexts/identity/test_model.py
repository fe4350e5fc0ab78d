"""Actors, scopes and roles, without a database."""

from dataclasses import replace

import pytest

from atrium.contexts import identity
from atrium.contexts.identity.model.actors import check_actor, check_grant
from atrium.vocabulary.actor import EVERYTHING, Scope
from tests.builders import a_new_actor, an_actor


class TestCheckActor:
    def test_finds_nothing_wrong_with_a_good_one(self) -> None:
        assert check_actor(a_new_actor("orders:read", at=["S0001"])) is None

    @pytest.mark.parametrize("name", ["", "  ", "x" * 201])
    def test_refuses_a_name_that_is_none(self, name: str) -> None:
        fault = check_actor(replace(a_new_actor(), name=name))
        assert isinstance(fault, identity.ActorInvalid)
        assert fault.field == "name"

    def test_names_every_scope_that_is_not_on_the_list(self) -> None:
        fault = check_actor(a_new_actor("orders:eat", "orders:read", "moon:*"))
        assert isinstance(fault, identity.UnknownScopes)
        assert fault.scopes == ["moon:*", "orders:eat"]

    def test_refuses_what_no_location_can_be(self) -> None:
        fault = check_actor(a_new_actor(at=["S0001", "the moon"]))
        assert isinstance(fault, identity.ActorInvalid)
        assert fault.field == "locations"


class TestCheckGrant:
    def test_lets_the_owner_grant_all(self) -> None:
        assert check_grant(an_actor("*"), ["*", "orders:read"], EVERYTHING) is None

    def test_names_what_the_granter_lacks(self) -> None:
        narrow = an_actor("orders:read", sees=Scope(locations=("S1", "S2"), channel="till"))
        fault = check_grant(narrow, ["stock:read", "orders:read"], EVERYTHING)
        assert isinstance(fault, identity.GrantsBeyondOwn)
        assert fault.beyond == ["stock:read", "other locations", "other channels"]
        assert check_grant(narrow, ["orders:read"], Scope(locations=("S1",), channel="till")) is None


class TestRoles:
    def test_hold_only_scopes_of_the_list(self) -> None:
        for scopes in identity.ROLES.values():
            assert scopes <= identity.SCOPES.keys()

    def test_keep_identity_to_the_owner(self) -> None:
        holders = {role for role, scopes in identity.ROLES.items() if scopes & {"*", "identity:write"}}
        assert holders == {"owner"}
