"""Settings that must stop the process do so on import: Gunicorn and Celery run no system checks."""

from __future__ import annotations

import pytest

from tests.accountops.production import read_settings


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY (or SECRET_KEY_FILE) must be set"),
        ({"SECRET_KEY": "short"}, "at least 32 random characters"),
        ({"SECRET_KEY": "insecure-key-for-development-and-tests-only"}, "SECRET_KEY (or"),
        ({"AUDIT_KEY": None}, "AUDIT_KEY (or AUDIT_KEY_FILE) must be set"),
        ({"SECRET_KEY": None, "ACCOUNTOPS_MODE": "demo"}, "SECRET_KEY (or"),
        ({"ACCOUNTOPS_MODE": None, "SECRET_KEY": None}, "SECRET_KEY (or"),
        ({"ACCOUNTOPS_MODE": "staging"}, "one of production, demo, dev, test"),
        ({"DEBUG": "maybe"}, "DEBUG='maybe'"),
        ({"DEBUG": "yes"}, "cannot be on in production"),
        ({"DATABASE_URL": None}, "DATABASE_URL must be set"),
        ({"DATABASE_URL": "mysql://h/db"}, "postgres://"),
        ({"REDIS_URL": None}, "REDIS_URL must be set"),
        ({"TRUSTED_PROXIES": "many"}, "TRUSTED_PROXIES='many'"),
        ({"WAKE_UP_SECONDS": "9"}, "a whole number from 1 to 5"),
    ],
)
def test_a_process_does_not_start_with(changes: dict[str, str | None], sentence: str) -> None:
    done = read_settings(**changes)
    assert done.returncode == 1
    assert sentence in done.stderr.splitlines()[-1] + done.stderr
    assert "ImproperlyConfigured" in done.stderr


def test_production_cookies_are_bound_to_the_host() -> None:
    done = read_settings(
        "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE"
    )
    assert done.stdout.strip() == "__Host-sessionid __Host-csrftoken True True", done.stderr


def test_production_insists_on_tls_for_a_year() -> None:
    done = read_settings("s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS")
    assert done.stdout.strip() == "True 31536000 True", done.stderr


def test_forwarded_headers_count_only_behind_a_proxy() -> None:
    expression = "getattr(s, 'SECURE_PROXY_SSL_HEADER', None), s.ALLAUTH_TRUSTED_PROXY_COUNT"
    assert read_settings(expression, TRUSTED_PROXIES="0").stdout.strip() == "None 0"
    assert read_settings(expression).stdout.strip() == "('HTTP_X_FORWARDED_PROTO', 'https') 1"


def test_demo_addresses_exist_in_demo_mode_only() -> None:
    assert read_settings("s.IS_DEMO").stdout.strip() == "False"
    assert read_settings("s.IS_DEMO", ACCOUNTOPS_MODE="demo").stdout.strip() == "True"
