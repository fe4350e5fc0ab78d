"""Typst, told facts as data and never as markup, so that no title or name can be taken for a command."""

import io
from functools import lru_cache
from pathlib import Path
from typing import Literal

import segno
import typst

from atrium.kit.rows import as_document

TEMPLATES = Path(__file__).parent
Format = Literal["pdf", "png", "html"]


def typeset(template: str, facts: dict[str, object], *, form: Format = "pdf") -> bytes:
    """A template with these facts; the same facts give the same bytes."""
    made = typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        # The fonts that typst brings along look the same on every machine; others are asked for missing letters only.
        font_paths=_fonts(),
        format=form,
        sys_inputs={"facts": as_document(facts)},
    )
    assert isinstance(made, bytes)  # noqa: S101 - a list would be several pictures, which nobody asks for
    return made


def qr_code(text: str) -> str:
    """A QR code as SVG, without its quiet zone: the template leaves room around it."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """All fonts, looked up once for the process."""
    return typst.Fonts()
