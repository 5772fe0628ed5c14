"""DATABASE_URL and REDIS_URL, as Django and Celery want them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from accountops import addresses


def test_database_over_tcp_with_odd_characters_in_the_password() -> None:
    found = addresses.database("postgres://app:p%40ss%2Fw@db.example:6432/cases?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("app", "p@ss/w", "db.example")
    assert (found["PORT"], found["NAME"], found["OPTIONS"]) == ("6432", "cases", {"sslmode": "require"})


def test_database_over_a_socket_folder() -> None:
    found = addresses.database("postgres://app@/cases?host=%2Frun%2Fpostgres")
    assert (found["HOST"], found["NAME"], found["PASSWORD"]) == ("/run/postgres", "cases", "")


def test_database_option_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="unknown option ssl_mode"):
        addresses.database("postgres://app@db/cases?ssl_mode=require")


def test_broker_over_a_socket_keeps_its_database_number() -> None:
    assert addresses.broker("unix:///run/v.sock?db=3") == "redis+socket:///run/v.sock?virtual_host=3"
    assert addresses.broker("unix:///run/v.sock") == "redis+socket:///run/v.sock?virtual_host=0"


def test_broker_over_tcp_stays_as_it_is() -> None:
    assert addresses.broker("rediss://:pw@broker:6380/1") == "rediss://:pw@broker:6380/1"
