"""How a condition says who clears it."""

from types import SimpleNamespace

import pytest

from cases.present.acts import _check
from cases.routing import Check
from cases.saying import one_of


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["AR"], "AR"),
        (["AR", "Collections"], "AR or Collections"),
        (["AR", "Collections", "Manager"], "AR, Collections or Manager"),
    ],
    ids=["nobody", "one", "two", "three"],
)
def test_one_of_several_is_enough(names: list[str], said: str) -> None:
    """Any of them: never a list that reads as if it took all."""
    assert one_of(names) == said


@pytest.mark.parametrize(
    ("role", "said"),
    [("order_processing", ""), ("research_specialist", "Order Processing")],
    ids=["the role says it", "another role"],
)
def test_the_team_is_named_where_the_role_does_not_say_it(role: str, said: str) -> None:
    """Not "Order Processing can clear it, in Order Processing"."""
    check = Check("X", met=False, message="Not yet.", who=(role,), where="order_processing")
    assert _check(check, SimpleNamespace(actor=None))["where"] == said  # type: ignore[arg-type]  # nobody looks
