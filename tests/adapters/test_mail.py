"""Messages reach a real mail system, and each of its answers is told apart."""

from email.message import EmailMessage
from uuid import UUID

import pytest

from atrium.adapters.mail import MailAddressError, Mailbox, SmtpMailer
from atrium.adapters.mail.letters import Unmailable, as_mail
from atrium.adapters.mail.smtp import read_server
from atrium.contexts import messaging
from tests.adapters.mail_server import MailServer, a_mail_server, a_silent_server
from tests.contexts.messaging.letters import a_message

SENDER = "Wrenfield <orders@shop.example>"


def mailer(server: MailServer) -> SmtpMailer:
    return SmtpMailer(url=server.url, sender=SENDER)


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return part.get_content()


class TestMailbox:
    async def test_keeps_everything(self) -> None:
        assert await Mailbox().send(a_message()) == messaging.Kept()


class TestSmtpMailer:
    async def test_hands_over_text_and_html_under_one_id(self) -> None:
        message = a_message(subject="Listo: pedido 1 ñ", text="¿Qué hacemos?\n", html="<p>¿Qué hacemos?</p>\n")
        async with a_mail_server() as server:
            assert await mailer(server).send(message) == messaging.Sent()
        (mail,) = server.taken
        assert (mail["From"], mail["To"]) == (SENDER, "kim@example.com")
        assert mail["Subject"] == "Listo: pedido 1 ñ"
        assert mail["Message-ID"] == f"<{message.id}@shop.example>"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert body(mail, "plain").strip() == "¿Qué hacemos?"
        assert body(mail, "html").strip() == "<p>¿Qué hacemos?</p>"

    async def test_sends_the_same_mail_again_under_the_same_id(self) -> None:
        message = a_message()
        async with a_mail_server() as server:
            for _ in range(2):
                await mailer(server).send(message)
        first, second = server.taken
        assert first["Message-ID"] == second["Message-ID"]
        assert first["Date"] == second["Date"]

    async def test_will_not_try_again_where_there_is_no_such_person(self) -> None:
        async with a_mail_server() as server:
            server.to_recipients = ["550 no such user"]
            assert await mailer(server).send(a_message()) == messaging.Refused("550 no such user")
        assert server.taken == []

    async def test_will_not_try_again_what_was_read_and_refused(self) -> None:
        async with a_mail_server() as server:
            server.to_mail = ["554 looks like spam"]
            assert await mailer(server).send(a_message()) == messaging.Refused("554 looks like spam")

    @pytest.mark.parametrize("place", ["to_recipients", "to_mail"])
    async def test_may_try_again_when_it_is_told_to_come_later(self, place: str) -> None:
        async with a_mail_server() as server:
            setattr(server, place, ["451 greylisted"])
            assert await mailer(server).send(a_message()) == messaging.Unsure("451 greylisted")
            assert await mailer(server).send(a_message()) == messaging.Sent()

    async def test_may_try_again_when_nobody_is_there(self) -> None:
        async with a_mail_server() as server:
            gone = mailer(server)
        answer = await gone.send(a_message())
        assert isinstance(answer, messaging.Unsure)

    async def test_gives_a_silent_server_up(self) -> None:
        async with a_silent_server() as url:
            answer = await SmtpMailer(url=url, sender=SENDER, patience_s=0.2).send(a_message())
        assert isinstance(answer, messaging.Unsure)
        assert "imeout" in answer.fault

    async def test_blames_no_message_for_a_wrong_password(self) -> None:
        async with a_mail_server(auth_require_tls=False, authenticator=_nobody) as server:
            url = server.url.replace("//", "//shop:wrong@")
            answer = await SmtpMailer(url=url, sender=SENDER).send(a_message())
        assert answer == messaging.Unsure("535 5.7.8 Authentication credentials invalid")

    async def test_sends_no_password_to_another_machine_in_the_clear(self) -> None:
        assert read_server("smtp://shop:secret@mail.example").encrypts is True
        assert read_server("smtp://shop:secret@127.0.0.1").encrypts is None
        assert read_server("smtp://mail.example").encrypts is None

    @pytest.mark.parametrize("recipient", ["nobody", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"])
    async def test_refuses_what_is_not_one_address(self, recipient: str) -> None:
        async with a_mail_server() as server:
            answer = await mailer(server).send(a_message(recipient=recipient))
        assert isinstance(answer, messaging.Refused)
        assert server.taken == []


async def test_a_header_of_several_lines_is_no_mail() -> None:
    with pytest.raises(Unmailable):
        as_mail(a_message(subject="Ready\r\nBcc: c@d.example"), sender=SENDER)


def test_a_mail_is_dated_when_it_was_written_not_when_it_was_tried() -> None:
    message = a_message(id=UUID(int=7), tries=4)
    assert as_mail(message, sender=SENDER)["Date"] == "Fri, 20 Nov 2026 12:00:00 +0000"


class TestReadServer:
    def test_reads_each_way_to_encrypt(self) -> None:
        servers = [read_server(f"{scheme}://mail.example") for scheme in ("smtp", "smtp+starttls", "smtps")]
        assert [(one.port, one.at_once_encrypted, one.encrypts) for one in servers] == [
            (25, False, None),
            (587, False, True),
            (465, True, False),
        ]

    def test_reads_user_password_and_port(self) -> None:
        server = read_server("smtps://shop%40x:p%2Fw@mail.example:2465")
        assert (server.user, server.password, server.port) == ("shop@x", "p/w", 2465)
        assert "p/w" not in repr(server)

    @pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example:25", "smtp://mail.example:nine"])
    def test_refuses_what_is_no_mail_system(self, url: str) -> None:
        with pytest.raises(MailAddressError):
            read_server(url)

    def test_refuses_a_sender_that_is_no_address(self) -> None:
        with pytest.raises(MailAddressError):
            SmtpMailer(url="smtp://mail.example", sender="Wrenfield")


def _nobody(*_: object) -> object:
    from aiosmtpd.smtp import AuthResult

    return AuthResult(success=False, handled=False)
