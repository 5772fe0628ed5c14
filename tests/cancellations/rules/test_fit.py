"""What a request lacks, and what does not fit."""

from __future__ import annotations

from typing import Any

import pytest

from cancellations.rules import fit
from cancellations.rules.credits import as_told, credits_of, totals
from cancellations.rules.matching import Other, judge, matter
from cancellations.rules.policy import policy_of
from tests.cancellations.rules.example import FACTS, ORDER, POLICY, RENEWAL, line

ALL = ("client", "campaign", "titan_order_id", "products")


@pytest.mark.parametrize(
    ("changes", "missing", "mismatch", "not_on_order"),
    [
        ({}, (), (), ()),
        ({"client": "", "campaign": " ", "titan_order_id": "", "products": ()}, ALL, (), ()),
        ({"all_products": True}, ("products",), (), ()),
        ({"products": (), "all_products": True}, ("products",), (), ()),
        ({"client": " oak  MOTORS", "campaign": "SUMMER 24 "}, (), (), ()),
        ({"campaign": "Autumn 24"}, (), ("Autumn 24 is not a campaign of Titan order T-1001.",), ()),
        ({"client": "Elm"}, (), ("Elm is not the client of Titan order T-1001.",), ()),
        ({"order": None}, (), ("Titan order T-1001 is not known.",), ()),
        ({"products": ("Display", "Radio")}, (), (), ("Radio",)),
        ({"products": ("Radio",), "campaign": "Autumn 24"}, (), ("Autumn 24 is not a campaign of",), ()),
        ({"products": ("Radio",), "client": ""}, ("client",), (), ()),
    ],
)
def test_every_gap_is_found(changes: dict[str, Any], missing: Any, mismatch: Any, not_on_order: Any) -> None:
    found = fit.gaps(FACTS.changed(**changes), POLICY)
    assert (found.missing, found.not_on_order) == (missing, not_on_order)
    assert len(found.mismatch) == len(mismatch)
    assert all(told.startswith(wanted) for told, wanted in zip(found.mismatch, mismatch, strict=True))


def test_both_parts_that_do_not_fit_are_told() -> None:
    told = fit.mismatches(FACTS.changed(client="Elm", campaign="Winter"))
    assert [sentence.split(" is not ")[0] for sentence in told] == ["Winter", "Elm"]


def test_an_id_that_a_renewal_quotes_fits_nothing() -> None:
    asks = FACTS.changed(campaign="Autumn 24", elsewhere=(RENEWAL,))
    assert fit.order_of(asks, POLICY) is None
    assert fit.order_of(asks.changed(titan_order_id="T-2002", order=RENEWAL), POLICY) == RENEWAL


def test_policy_says_which_fields_are_required_and_whether_all_is_a_list() -> None:
    lax = policy_of(required_fields=["titan_order_id"], accept_all_products=True)
    bare = FACTS.changed(client="", campaign="", products=(), all_products=True)
    assert not fit.gaps(bare, lax).any
    assert fit.order_of(bare, lax) == ORDER
    assert fit.missing(bare, policy_of(accept_all_products=True)) == ("client", "campaign")


@pytest.mark.parametrize(
    "word", ["all", "ALL.", "All products", "alle Produkte", "tous les produits", "everything"]
)
def test_words_for_all_of_them(word: str) -> None:
    assert fit.is_all(word)
    assert not fit.is_all(f"{word} night radio")


def test_the_reply_tells_all_in_one() -> None:
    asks = FACTS.changed(campaign="", client="Elm", products=())
    assert fit.told(asks, fit.gaps(asks, POLICY)) == [
        "Still missing: campaign name and list of products.",
        "Elm is not the client of Titan order T-1001.",
    ]


def test_products_that_nobody_named_stay() -> None:
    assert fit.untouched(FACTS.changed(products=("display ",)), POLICY) == ("Search", "Social")
    assert fit.untouched(FACTS.changed(order=None), POLICY) == ()


def test_credits_per_product_and_currency() -> None:
    lines = [
        line("Display", "USD", "1000.00", "400.00"),
        line("display", "USD", "10.00", "0.00"),
        line("Display", "JPY", "500", "700"),
        line("Search", "BHD", "1.500", "0.250"),
        line("Video", "USD", "9.00", "0.00"),
    ]
    owed = credits_of(("Display", "Search", "Social"), lines)
    assert as_told(owed) == {"Display (JPY)": "-200", "Display (USD)": "610.00", "Search": "1.250"}
    assert [f"{amount} {currency}" for currency, amount in totals(owed).items()] == [
        "1.250 BHD",
        "-200 JPY",
        "610.00 USD",
    ]


def test_a_true_up_keeps_the_lines_as_they_stood() -> None:
    frozen = (line("Display", "USD", "5.00", "1.00"),)
    done = FACTS.changed(true_up_done_at=FACTS.entered_at, trued_up=frozen)
    assert fit.lines_of(done, POLICY) == frozen
    assert fit.lines_of(FACTS.changed(campaign="Autumn 24"), POLICY) == ()


A, B, GONE = (
    Other("CX-1", "complete", ("Display", "Search")),
    Other("CX-2", "closed", ("Video",)),
    Other("CX-3", "withdrawn", ("Email",)),
)


@pytest.mark.parametrize(
    ("products", "fresh", "linked"),
    [
        (("Display",), (), "CX-1"),
        (("display", " SEARCH"), (), "CX-1"),
        (("Video",), (), "CX-2"),
        (("Video", "Search"), (), "CX-2"),
        (("Video", "Search", "Display"), (), "CX-1"),
        (("Email",), ("Email",), None),
        (("Display", "Email"), ("Email",), None),
        ((), (), None),
    ],
)
def test_what_is_new_of_a_request(products: Any, fresh: Any, linked: str | None) -> None:
    found = judge(products, [A, B, GONE])
    assert (found.fresh, found.linked.reference if found.linked else None) == (fresh, linked)


def test_what_tells_an_order_apart() -> None:
    assert matter(" Oak ", "summer", "t-1") == matter("OAK", "Summer ", "T-1")
    assert matter("Oak", "Summer", "") == "oak\nsummer\n"
    assert matter("", "Summer", "") == matter("Oak", "", "") == ""
