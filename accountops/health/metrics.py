"""The page that Prometheus reads."""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterable

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from accountops.health import ready
from cases import metrics
from cases.outage import database_is_away

LOOPBACK = frozenset({"127.0.0.1", "::1"})


def may_read(request: HttpRequest) -> bool:
    """By METRICS_TOKEN; where none is set, from this very machine, and never in production."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    is_local = request.META.get("REMOTE_ADDR") in LOOPBACK and not settings.TRUSTED_PROXIES
    return is_local and not settings.IS_PRODUCTION


def exposition() -> tuple[bytes, str]:
    """The text and its content type: this installation's counters, and what the database says now."""
    registry = CollectorRegistry()
    if os.environ.get(
        "PROMETHEUS_MULTIPROC_DIR"
    ):  # several web processes add up their counters in files there
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # untyped there
    else:
        registry.register(REGISTRY)
    registry.register(_Services())
    registry.register(_FromDatabase())
    return generate_latest(registry), CONTENT_TYPE_LATEST


class _Services:
    """Whether database and broker answer, as 0 or 1: an alarm on what is missing misses what never was."""

    def collect(self) -> Iterable[Metric]:
        up = GaugeMetricFamily("accountops_up", "Whether a service answers.", labels=["service"])
        for service in ("database", "broker"):
            up.add_metric([service], float(ready.is_well(service)))
        yield up

    def describe(self) -> list[Metric]:
        """Nothing in advance: registering must not ask anybody."""
        return []


class _FromDatabase:
    """The cases' own metrics, read at each scrape, so that they survive restarts."""

    def collect(self) -> Iterable[Metric]:
        """Nothing while the database is away: `accountops_up` says that."""
        try:
            return list(metrics.collect())
        except (DatabaseError, InterfaceError) as error:
            if not database_is_away(error):
                raise
            return []

    def describe(self) -> list[Metric]:
        """Nothing in advance: registering must not need the database."""
        return []
