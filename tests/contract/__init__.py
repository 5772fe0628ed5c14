"""What every kind of case promises. A kind inherits these tests by naming its code and how its states are reached."""

import pytest

pytest.register_assert_rewrite(
    *(
        f"tests.contract.{name}"
        for name in (
            "acting",
            "crawling",
            "database",
            "events",
            "living",
            "machine",
            "registration",
            "seeing",
            "stale",
            "together",
            "wording",
            "world",
        )
    )
)
