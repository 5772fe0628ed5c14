"""System checks: combinations of settings that start, and should not.

Every management command runs them, `bootstrap` among them, which comes before pages and workers everywhere.
What must stop Gunicorn and Celery as well raises in the settings themselves.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's own name
from django.http.request import validate_host
from django.utils.module_loading import import_string

from cases.connectors import ports
from cases.files import types


@register("accountops")
def addresses(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """PUBLIC_URL, ALLOWED_HOSTS and TRUSTED_PROXIES have to tell the same story in production."""
    if not settings.IS_PRODUCTION:
        return []
    found: list[CheckMessage] = []
    public = urlsplit(settings.PUBLIC_URL)
    if "*" in settings.ALLOWED_HOSTS or not settings.ALLOWED_HOSTS:
        found.append(Error("ALLOWED_HOSTS must name the hosts people type.", id="accountops.E001"))
    if public.scheme != "https":
        hint = "Cookies and HSTS are only safe behind TLS: set PUBLIC_URL=https://your.host"
        found.append(Error("PUBLIC_URL must be an https:// address.", hint=hint, id="accountops.E002"))
    if public.hostname and not validate_host(public.hostname, settings.ALLOWED_HOSTS):
        found.append(Error("The host of PUBLIC_URL is not in ALLOWED_HOSTS.", id="accountops.E003"))
    if settings.SECURE_SSL_REDIRECT and not settings.TRUSTED_PROXIES:
        hint = "Gunicorn serves plain HTTP; say how many proxies stand in front, or set SSL_REDIRECT=no."
        message = "SSL_REDIRECT without TRUSTED_PROXIES redirects for ever."
        found.append(Error(message, hint=hint, id="accountops.E004"))
    return found


@register("accountops")
def secrets(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One secret for one purpose."""
    if settings.SECRET_KEY == settings.AUDIT_KEY:
        message = "SECRET_KEY and AUDIT_KEY are the same: who signs sessions could rewrite the timeline."
        return [Error(message, id="accountops.E005")]
    return []


@register("accountops")
def outside(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Things that work, though not as somebody running this for others would expect."""
    found: list[CheckMessage] = []
    if settings.IS_PRODUCTION and not settings.EMAIL_HOST:
        found.append(Warning("EMAIL_HOST is not set: mail is written to files.", id="accountops.W001"))
    if settings.IS_PRODUCTION and not settings.METRICS_TOKEN:
        found.append(Warning("METRICS_TOKEN is not set: /metrics is switched off.", id="accountops.W002"))
    if settings.IS_DEMO and not set(settings.ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}:
        message = "The demo signs anybody in as anybody, and ALLOWED_HOSTS opens it to other machines."
        found.append(Warning(message, id="accountops.W003"))
    return found


@register("accountops")
def connectors(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every outside system has an adapter that exists, and none that only plays one in production."""
    found: list[CheckMessage] = []
    for system, name in settings.CONNECTORS.items():
        setting = f"{system.upper()}_CONNECTOR"
        if name == "loopback" and settings.IS_PRODUCTION:
            hint = "It confirms what no system has done: set manual, or the dotted name of an adapter."
            message = f"{setting}=loopback is for the demo and for tests."
            found.append(Error(message, hint=hint, id="accountops.E008"))
        elif name not in {"manual", *ports.BUILT_IN}:
            try:
                import_string(name)
            except ImportError as error:
                found.append(Error(f"{setting}: {error}", id="accountops.E009"))
    return found


@register("accountops")
def files(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every ending in FILE_TYPES has a check, and FILE_SCANNER names a function."""
    found: list[CheckMessage] = []
    for ending in types.unknown():
        hint = "Nothing is taken unlooked at: make the ending known with cases.files.types.add_type."
        found.append(
            Error(f"FILE_TYPES names “{ending}”, which is not known.", hint=hint, id="accountops.E006")
        )
    if settings.FILE_SCANNER:
        try:
            import_string(settings.FILE_SCANNER)
        except ImportError as error:
            found.append(Error(f"FILE_SCANNER: {error}", id="accountops.E007"))
    return found
