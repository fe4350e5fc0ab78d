"""What an installation may choose is read once, and what cannot be meant is refused in a sentence."""

import pytest

from atrium.settings import SettingError, from_environment

MAIL = {"ATRIUM_SMTP_URL": "smtps://shop:pw@mail.example", "ATRIUM_MAIL_FROM": "Wrenfield <orders@shop.example>"}


class TestPublicUrl:
    def test_is_the_house_s_own_port_where_nobody_said(self) -> None:
        assert from_environment({"ATRIUM_PORT": "8493"}).public_url == "http://127.0.0.1:8493"

    def test_loses_the_slash_at_its_end(self) -> None:
        assert from_environment({"ATRIUM_PUBLIC_URL": "https://shop.example/"}).public_url == "https://shop.example"

    @pytest.mark.parametrize("text", ["shop.example", "ftp://shop.example", "https://shop.example/shop", "https://"])
    def test_refuses_what_links_cannot_begin_with(self, text: str) -> None:
        with pytest.raises(SettingError, match="ATRIUM_PUBLIC_URL is"):
            from_environment({"ATRIUM_PUBLIC_URL": text})


class TestMail:
    def test_is_none_where_nobody_said(self) -> None:
        assert from_environment({}).smtp_url is None

    def test_is_a_mail_system_and_a_sender(self) -> None:
        settings = from_environment(MAIL)
        assert (settings.smtp_url, settings.mail_from) == (MAIL["ATRIUM_SMTP_URL"], MAIL["ATRIUM_MAIL_FROM"])
        assert "pw" not in repr(settings)

    def test_needs_a_sender(self) -> None:
        with pytest.raises(SettingError, match="ATRIUM_MAIL_FROM beside it"):
            from_environment({"ATRIUM_SMTP_URL": MAIL["ATRIUM_SMTP_URL"]})

    @pytest.mark.parametrize("change", [{"ATRIUM_SMTP_URL": "mail.example"}, {"ATRIUM_MAIL_FROM": "Wrenfield"}])
    def test_refuses_addresses_of_which_no_mail_can_be_made(self, change: dict[str, str]) -> None:
        with pytest.raises(SettingError, match=r"cannot be read|is not smtp"):
            from_environment({**MAIL, **change})
