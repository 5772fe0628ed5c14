"""The answer of each row of the table: team, action, the rule in our words, what follows, what it advises."""

from __future__ import annotations

from dataclasses import dataclass, replace

REBOOKING = frozenset({"open_ticket", "evaluate", "distribute_new_license", "book_second_order"})
RETURNING = frozenset({"request_return", "process_return", "create_re_engage", "book_second_order"})
EVALUATING = frozenset({"open_ticket", "evaluate", "add_research"})
# Writing down what is known, or finishing what was begun, never goes against a decision.
NEUTRAL = EVALUATING | {
    "record_request", "clarify", "confirm_admin_error", "process_return", "finish_payment", "change_done",
    "book_second_order", "give_up", "withdraw", "reopen",
}  # fmt: skip

REBOOK_STEPS = ("Ticket for the Research Team", "Research supports the New License team")
RETURN_STEPS = (
    "Ticket for the Research Team",
    "After the return the research specialist creates a Re-Engage opportunity",
)
WINDOW_CLAUSE = (
    "A second order within the window after the first, for the same amount in the same currency, is a rebook "
    "and belongs to New License."
)


@dataclass(frozen=True)
class Answer:
    """One row's answer. `brief` ends a counterfactual sentence: "Re-Engage, after a return"."""

    team: str
    action: str
    summary: str
    brief: str
    clause: str
    reading: str = ""
    follow_ups: tuple[str, ...] = ()
    advised: frozenset[str] = frozenset()
    answer: str = ""


RETURN = Answer(
    "re_engage",
    "request_return",
    "return the first order, then Re-Engage works with the customer",
    "after a return",
    "",
    "",
    RETURN_STEPS,
    RETURNING,
)

ANSWERS: dict[int, Answer] = {
    1: Answer(
        "",
        "ask_clarification",
        "ask whether the time is for testing or for paying",
        "asked first what the time is for",
        "Who asks for more time either wants to try the product or to pay later. The two go different ways, "
        "so the first step is to ask which.",
        "",
        ("No routing before the answer",),
        frozenset({"ask_clarification", "clarify"}),
        "First ask: testing or paying?",
    ),
    2: Answer(
        "new_license",
        "rebook",
        "cancel or return the first order, then rebook it",
        "with no window at all",
        "An order placed with an error of ours, confirmed by Order Processing, is a rebook at any time and "
        "for any amount.",
        "RB-A5",
        REBOOK_STEPS,
        REBOOKING,
    ),
    3: Answer(
        "new_license",
        "rebook",
        "cancel or return the first order, then rebook it",
        "as a rebook",
        WINDOW_CLAUSE,
        "RB-A1",
        REBOOK_STEPS,
        REBOOKING,
    ),
    4: Answer(
        "new_license",
        "rebook",
        "cancel or return the first order, then rebook it",
        "as a rebook in the late window",
        f"{WINDOW_CLAUSE} In the later part of the window somebody acknowledges it.",
        "RB-A1",
        (*REBOOK_STEPS, "The late window is acknowledged when the case is distributed"),
        REBOOKING,
    ),
    5: Answer(
        "ar_collections",
        "keep_for_payment",
        "ask why the payment takes longer",
        "with no return",
        "More time to pay is a payment question: AR or Collections asks for the reason; nothing is returned.",
        "RB-A10",
        ("No return", "No ticket"),
        frozenset({"keep_for_payment", "finish_payment"}),
        "Stays with AR and Collections",
    ),
    6: Answer(
        "new_license",
        "pass_change",
        "the NLR agent asks Order Processing for the change",
        "with no return",
        "A changed licence asked for in the month of the order is a change, passed on by the NLR agent; "
        "nothing is returned.",
        "RB-A11",
        ("No return",),
        frozenset({"pass_change", "change_done"}),
    ),
    7: Answer(
        "new_license",
        "pass_change",
        "an activity for the NLR agent on the opportunity",
        "through an activity for the NLR agent",
        "A changed licence asked for in the month of the order, but told to AR or Collections, reaches the "
        "NLR agent as an activity on the opportunity.",
        "RB-A11",
        ("The NLR agent asks Order Processing for the change", "No return"),
        frozenset({"pass_change", "change_done"}),
    ),
    8: replace(
        RETURN,
        clause="A changed licence asked for after the month of the order needs a return; Research and "
        "Re-Engage then make the new order.",
        reading="RB-A11",
        follow_ups=("Ticket for the Research Team", "Research makes the new order with Re-Engage"),
    ),
    9: replace(
        RETURN,
        clause="More time to try the product, told to AR or Collections, leads to a return in any month.",
        reading="RB-A8",
    ),
    10: replace(
        RETURN,
        clause="More time to try the product, asked for after the month of the order, leads to a return.",
        reading="RB-A11",
    ),
    11: Answer(
        "new_license",
        "follow_up",
        "the NLR agent follows up; nothing is returned",
        "followed up, with no return",
        "More time to try the product, asked of the NLR agent in the order month, stays with the agent.",
        "RB-A8",
        ("The NLR agent follows up", "No return"),
        frozenset({"follow_up"}),
        "Stays with New License",
    ),
    12: Answer(
        "research",
        "evaluate",
        "find out whether the order was placed in error",
        "to look for a handling error",
        "A customer who says that they did not buy is either the victim of a handling error, which makes it "
        "a rebook, or gives the order back.",
        "RB-A9",
        ("Ticket for the Research Team", "A confirmed handling error makes it a rebook, else a return"),
        EVALUATING | {"confirm_admin_error", "request_return"},
    ),
    13: replace(
        RETURN,
        clause="An order cancelled for any other reason is returned and goes to Re-Engage.",
    ),
    14: replace(
        RETURN,
        clause="A second order after the window, or for another amount or currency, is no rebook.",
        reading="RB-A18",
    ),
    15: Answer(
        "new_license",
        "rebook",
        "cancel or return the first order, then book the second in time",
        "while the window is open",
        "A second order for the same amount is announced and the window is open, so New License waits.",
        "RB-A1",
        ("Ticket for the Research Team", "The end of the window is watched"),
        REBOOKING,
    ),
    16: replace(
        RETURN,
        clause="A second order was announced, but the window ended without one, so it is no rebook.",
        reading="RB-A1",
    ),
    17: Answer(
        "research",
        "evaluate",
        "Research evaluates the case",
        "to be evaluated",
        "Nothing on file settles where the case belongs, so the research specialist evaluates it.",
        "",
        ("Ticket for the Research Team",),
        EVALUATING,
    ),
}
