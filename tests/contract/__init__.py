"""What every kind of case promises: a kind inherits it by naming its code and its ways to each state."""

import pytest

pytest.register_assert_rewrite(
    *(
        f"tests.contract.{name}"
        for name in (
            "acting",
            "crawling",
            "database",
            "events",
            "hostile",
            "living",
            "machine",
            "markup",
            "registration",
            "seeing",
            "stale",
            "together",
            "wording",
            "world",
            "writing",
        )
    )
)
