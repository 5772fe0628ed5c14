"""Logging: one JSON object a line for machines, coloured-free plain lines for people."""

from __future__ import annotations

import logging.config
import re
from collections.abc import MutableMapping
from typing import Any, Final

import structlog
from structlog.typing import Processor

# Whoever holds such an address can answer for a party: logs keep its beginning only.
LINKS: Final = re.compile(r"(/(?:consent|asked|status|calendar)/)[^/\s\"'?]+")

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def without_links(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Takes the secret part of signed links out of a line."""
    event["event"] = LINKS.sub(r"\1…", str(event.get("event", "")))
    return event


def config(level: str, style: str) -> dict[str, Any]:
    """The LOGGING setting. `style` is `json` or `text`; both carry the request id."""
    # Tracebacks without local variables: those hold what people wrote, and secrets.
    tracebacks = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    machine: list[Processor] = [
        structlog.processors.ExceptionRenderer(tracebacks),
        structlog.processors.JSONRenderer(),
    ]
    people: list[Processor] = [
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    ]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    without_links,
                    *(machine if style == "json" else people),
                ],
            }
        },
        "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stream"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["stream"], "level": level, "propagate": False},
            # Three lines for each wake-up, every five seconds: what a task did is in the database.
            **{
                name: {"level": "WARNING"}
                for name in ("celery.worker.strategy", "celery.app.trace", "celery.beat")
            },
            "gunicorn.http.wsgi": {"level": "ERROR"},  # warns at every HEAD, whose body it drops as it should
        },
    }


def configure(settings: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG hook: the standard library's loggers and structlog's end in one place."""
    logging.config.dictConfig(settings)
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
