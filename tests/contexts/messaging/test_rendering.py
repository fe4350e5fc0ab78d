"""Messages are put into words: word for word, in each language, as text and as HTML."""

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atrium.contexts import messaging
from atrium.contexts.messaging.preview import HOME, LAMP, STORE, VASES
from atrium.kit.money import Money

WORDS = Path(__file__).parent / "words"
EVERY: list[tuple[messaging.Kind, str]] = [
    (kind, language) for language in messaging.LANGUAGES for kind in messaging.KINDS
]
RETAILER = "Wrenfield Inc."


def seen(page: str) -> str:
    """What a reader sees of HTML, in one line."""
    body = re.sub(r"<style>.*?</style>|<title>.*?</title>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def a_question(**changes: Any) -> messaging.ShortageQuestion:
    question = messaging.ShortageQuestion(
        retailer=RETAILER, shopper="Kim Otieno", number="7K2QF-93QXM", link="https://x/o/t", store=STORE, goods=(VASES,)
    )
    return replace(question, **changes)


class TestRender:
    @pytest.mark.parametrize(("kind", "language"), EVERY)
    def test_says_word_for_word_what_was_agreed(self, kind: messaging.Kind, language: str) -> None:
        said = messaging.preview(kind, f"{language}_US", retailer=RETAILER)
        agreed = (WORDS / f"{language}_{kind}.txt").read_text(encoding="utf-8")
        assert f"{said.subject}\n\n{said.text}" == agreed

    @pytest.mark.parametrize(("kind", "language"), EVERY)
    def test_shows_in_html_every_fact_that_the_text_tells(self, kind: messaging.Kind, language: str) -> None:
        said = messaging.preview(kind, f"{language}_US", retailer=RETAILER)
        shown = seen(said.html) + "".join(re.findall(r'href="([^"]+)"', said.html))
        facts = re.findall(r"https://\S+|\d[\w.,-]*\w|Fargo|Kim Otieno|Brass desk lamp|Stoneware vase", said.text)
        assert [fact for fact in facts if fact not in shown] == []
        assert facts
        assert f'<html lang="{language}">' in said.html

    def test_writes_one_page_with_nothing_that_runs_or_is_fetched(self) -> None:
        for kind, language in EVERY:
            page = messaging.preview(kind, language, retailer=RETAILER).html
            assert page.startswith("<!doctype html>")
            assert page.endswith("</html>\n")
            assert not re.search(r"<script|<img|<link|url\(|@import|\son\w+=", page)

    def test_escapes_facts_in_html_and_leaves_them_alone_in_text(self) -> None:
        said = messaging.render(a_question(shopper="<b>Kim</b> & Co"), "en_US")
        assert "Hello <b>Kim</b> & Co,\n" in said.text
        assert "Hello &lt;b&gt;Kim&lt;/b&gt; &amp; Co," in said.html
        assert "<b>Kim" not in said.html

    def test_escapes_an_address_although_its_lines_are_broken(self) -> None:
        street = replace(STORE.address, street="1 <i>Main</i> St")
        facts = messaging.ReadyForPickup(
            retailer=RETAILER,
            shopper="Kim",
            number="7K2QF-93QXM",
            link="https://x/o/t",
            store=replace(STORE, address=street),
            code="482913",
            goods=(LAMP,),
        )
        assert "1 &lt;i&gt;Main&lt;/i&gt; St<br>Fargo, ND 58103" in messaging.render(facts, "en_US").html

    def test_keeps_a_subject_on_one_line(self) -> None:
        store = replace(STORE, name="Fargo\r\nBcc: everybody@example.com")
        facts = messaging.ReadyForPickup(
            retailer=RETAILER, shopper="Kim", number="1", link="https://x", store=store, code="482913", goods=(LAMP,)
        )
        subject = messaging.render(facts, "en_US").subject
        assert subject == "Ready to collect at Fargo Bcc: everybody@example.com: order 1"

    def test_writes_money_as_the_locale_does(self) -> None:
        facts = messaging.Refunded(
            retailer=RETAILER, shopper="Kim", number="1", link="https://x", amount=Money(129900, "EUR"), to_card=False
        )
        assert messaging.render(facts, "en_IE").subject == "€1,299.00 given back: order 1"
        assert messaging.render(facts, "es_ES").subject == "1.299,00 € de reembolso: pedido 1"

    def test_says_closed_on_days_without_hours(self) -> None:
        store = replace(STORE, hours=(messaging.OpenDays(0, 6, ()),))
        facts = messaging.ReadyForPickup(
            retailer=RETAILER, shopper="Kim", number="1", link="https://x", store=store, code="482913", goods=(LAMP,)
        )
        assert "  Mon\u2013Sun: closed\n" in messaging.render(facts, "en_US").text
        assert "  lun\u2013dom: cerrado\n" in messaging.render(facts, "es_US").text

    def test_says_of_a_whole_parcel_that_the_order_is_on_its_way(self) -> None:
        facts = messaging.Shipped(
            retailer=RETAILER, shopper="Kim", number="1", link="https://x", to=HOME, tracking=None, goods=(LAMP,)
        )
        text = messaging.render(facts, "en_US").text
        assert "Your order 1 is on its way.\n\nWhere it goes:\n" in text
        assert "racking" not in text


class TestLanguage:
    @pytest.mark.parametrize(
        ("locale", "language"), [("en_US", "en"), ("es_US", "es"), ("es", "es"), ("ES_mx", "es"), ("de_DE", "en")]
    )
    def test_is_the_reader_s_own_or_english(self, locale: str, language: str) -> None:
        assert messaging.language_of(locale) == language
        assert f'lang="{language}"' in messaging.render(a_question(), locale).html

    def test_has_every_kind_in_every_language(self) -> None:
        templates = Path(messaging.__file__).parent / "templates"
        for language in messaging.LANGUAGES:
            kinds = {path.stem for path in (templates / language).glob("*.jinja")} - {"letter"}
            assert kinds == set(messaging.KINDS)


class TestPreview:
    def test_keeps_a_code_that_lets_in_out_of_the_subject(self) -> None:
        for kind, language in EVERY:
            if messaging.lets_in(kind):
                assert not re.search(r"\d", messaging.preview(kind, language, retailer=RETAILER).subject)
