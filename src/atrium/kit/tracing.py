"""Logs of the house: one line an event, with its fields; never the values of local variables."""

import logging
import sys

import structlog


def configure_logging(*, as_json: bool | None = None) -> None:
    """Sets up structlog for this process: text on a terminal, JSON elsewhere, unless said.

    A traceback names files and lines only, because the values around a fault may be secrets or personal data.
    """
    plain = sys.stderr.isatty() if as_json is None else not as_json
    renderer: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if plain
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([] if plain else [structlog.processors.format_exc_info]),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
