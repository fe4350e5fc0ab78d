"""What people's addresses, passwords, PINs, roles and sessions must be like."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.contexts import identity
from atrium.contexts.identity.model.sessions import Holder
from atrium.contexts.identity.model.signing_in import check_email, email_key
from atrium.contexts.identity.model.staff import check_assignments, check_entry
from atrium.kit.ids import new_id, new_secret
from atrium.vocabulary.actor import EVERYTHING, Scope
from tests.builders import NOW, an_actor

ANA = new_id()


def a_holder(**given: Any) -> Holder:
    usual: dict[str, Any] = {
        "id": new_id(),
        "kind": "till",
        "method": "password",
        "person_id": ANA,
        "person_name": "Ana Lima",
        "device_id": None,
        "location": "S0001",
        "created_at": NOW,
        "seen_at": NOW,
        "expires_at": NOW + timedelta(hours=14),
        "roles": ["associate"],
    }
    return Holder(**{**usual, **given})


class TestCheckEmail:
    @pytest.mark.parametrize(
        "email", ["a@b.example", " Sol.Reyes+shop@mail.example ", "söl@bücher.example", "o'n@x.io"]
    )
    def test_takes_what_can_be_one(self, email: str) -> None:
        assert check_email(email) is None

    @pytest.mark.parametrize("email", ["", "sol", "@x.io", "sol@", "sol@x", "a b@x.io", "a@x.io, b@x.io", "a@b@x.io"])
    def test_refuses_what_cannot(self, email: str) -> None:
        assert isinstance(check_email(email), identity.EmailInvalid)

    def test_refuses_one_that_no_mail_system_takes(self) -> None:
        assert isinstance(check_email(f"{'a' * 64}@{'b.' * 95}io"), identity.EmailInvalid)

    @given(st.emails())
    def test_compares_addresses_without_capitals(self, email: str) -> None:
        assert email_key(email.upper()) == email_key(email_key(email.upper()))


class TestCheckPassword:
    def test_takes_a_sentence(self) -> None:
        assert identity.check_password("a few words of mine", email="sol@example.com") is None

    @pytest.mark.parametrize(
        "password", ["1234567", "x" * 201, "abcabcabcabc", "SolReyes@example.com", "SolReyes", "solreyes"]
    )
    def test_refuses_what_is_guessed_first(self, password: str) -> None:
        fault = identity.check_password(password, email="solreyes@example.com")
        assert isinstance(fault, identity.PasswordInvalid)


class TestCheckPin:
    @pytest.mark.parametrize("pin", ["2580", "13579", "902175"])
    def test_takes_four_to_six_digits(self, pin: str) -> None:
        assert identity.check_pin(pin) is None

    @pytest.mark.parametrize("pin", ["258", "2580258", "25a0", "٢٥٨٠", "0000", "1234", "654321", ""])
    def test_refuses_what_is_guessed_first(self, pin: str) -> None:
        assert isinstance(identity.check_pin(pin), identity.PinInvalid)


class TestCheckAssignments:
    def test_lets_the_owner_give_all(self) -> None:
        wanted = [identity.Assignment(ANA, "owner"), identity.Assignment(ANA, "manager", "S0001")]
        assert check_assignments(an_actor("*"), wanted) is None

    def test_refuses_what_no_location_can_be(self) -> None:
        fault = check_assignments(an_actor("*"), [identity.Assignment(ANA, "associate", "the moon")])
        assert isinstance(fault, identity.ActorInvalid)
        assert fault.field == "location"

    def test_stops_at_the_giver_s_own_roles_and_places(self) -> None:
        manager = an_actor(*identity.ROLES["manager"], sees=Scope(locations=("S0001",)))
        assert check_assignments(manager, [identity.Assignment(ANA, "manager", "S0001")]) is None
        for beyond in (identity.Assignment(ANA, "manager"), identity.Assignment(ANA, "operator", "S0001")):
            assert isinstance(check_assignments(manager, [beyond]), identity.GrantsBeyondOwn)


class TestCheckEntry:
    def test_opens_a_till_to_the_roles_of_its_place_and_of_everywhere(self) -> None:
        here, everywhere = identity.Assignment(ANA, "associate", "S0001"), identity.Assignment(ANA, "operator")
        assert check_entry("till", "S0001", [here]) is None
        assert check_entry("till", "S0001", [everywhere]) is None
        assert isinstance(check_entry("till", "S0002", [here]), identity.NoRoleHere)
        assert isinstance(check_entry("till", "S0001", []), identity.NoRoleHere)

    def test_opens_the_console_to_roles_of_everywhere(self) -> None:
        here, everywhere = identity.Assignment(ANA, "manager", "S0001"), identity.Assignment(ANA, "operator")
        assert check_entry("console", None, [here, everywhere]) is None
        for roles in ([here], []):
            assert isinstance(check_entry("console", None, roles), identity.OnlyAtStores)


class TestHolder:
    def test_acts_where_it_is_with_the_roles_that_count_there(self) -> None:
        session = a_holder(roles=["associate", "operator"]).session()
        assert session is not None
        assert session.actor.scopes == identity.ROLES["associate"] | identity.ROLES["operator"]
        assert session.actor.sees == Scope(locations=("S0001",))

    def test_sees_everything_at_the_console(self) -> None:
        session = a_holder(kind="console", location=None, roles=["operator"]).session()
        assert session is not None
        assert session.actor.sees == EVERYTHING

    def test_opens_nothing_without_a_role(self) -> None:
        assert a_holder(roles=[]).session() is None

    def test_is_a_shopper_at_the_shop_whatever_roles_it_has(self) -> None:
        session = a_holder(kind="shop", location=None, roles=["owner"]).session()
        assert session is not None
        assert (session.actor.kind, session.actor.scopes) == ("shopper", {"shop", "account"})
        assert session.actor.sees == Scope.of_shopper(ANA)


class TestSecrets:
    def test_of_sessions_are_told_from_keys(self) -> None:
        key = new_secret()
        assert not identity.is_session_secret(key)
        assert identity.is_session_secret(identity.session_secret(key))


class TestGuest:
    def test_may_shop_and_sees_nothing(self) -> None:
        assert identity.GUEST.scopes == {"shop"}
        assert identity.GUEST.sees == Scope(locations=())
        assert identity.GUEST.signature == "guest"
