"""The plots of the demo, so that every state, reason and flag is there."""

from __future__ import annotations

from random import Random

from rebooks.demo.plots import (
    ERRORS,
    NLR,
    ORDERS,
    PAYMENTS,
    RE_ENGAGE,
    RETURNS,
    SPECIALIST,
    Act,
    Plot,
    act,
    change,
    found,
    from_ar,
    from_nlr,
    second,
)

OLD = (30, 80, 200, 400, 700)
FRESH = (0.2, 0.6, 1.5, 3, 4.5)
ACK = {"acknowledge_late": True}
EVALUATED = act(0.5, SPECIALIST, "evaluate")
DISTRIBUTED = act(0.5, SPECIALIST, "distribute_new_license")
BOOKED_LESS = Act(150, RE_ENGAGE, "book_second_order", {"order_no": "second"}, amount="less")
GIVEN_UP = act(260, RE_ENGAGE, "give_up", reason="They stay with what they have.")
TICKET = act(0.3, "ar", "open_ticket")


def announced(by: str) -> Act:
    """A second order for the same amount is on its way."""
    return Act(
        0.2, by, "record_request", {"reason": "rebook", "request_source": by, "intended": "time_and_amount"}
    )


def returned(random: Random, by: str) -> list[Act]:
    """The return, asked for and made."""
    return [act(0.5, by, "request_return"), act(random.uniform(20, 60), RETURNS, "process_return")]


def re_engaged(random: Random) -> list[Act]:
    """From AR's evaluation request to Re-Engage."""
    return [
        from_ar(random, "evaluation_time"),
        *returned(random, "ar"),
        found(random),
        act(2, SPECIALIST, "create_re_engage"),
    ]


def change_by_nlr(random: Random) -> list[Act]:
    """A change asked of the NLR agent, who passes it on."""
    return [from_nlr("licence_change", **change(random)), act(0.5, NLR, "pass_change")]


def change_by_ar(random: Random) -> list[Act]:
    """A change told to AR, who leaves the NLR agent an activity."""
    return [from_ar(random, "licence_change", **change(random)), act(0.5, "ar", "pass_change")]


def rebooked(random: Random, hours: float) -> list[Act]:
    """A second order, evaluated and distributed."""
    return [
        second(hours),
        EVALUATED,
        found(random, 0.4),
        act(0.3, SPECIALIST, "distribute_new_license", **ACK),
    ]


INTAKE = (
    Plot("new", ORDERS, lambda r: [], ages=FRESH),
    Plot("unclear", "collections", lambda r: [from_ar(r, "more_time_unclear")]),
    Plot(
        "clarifying", "ar",
        lambda r: [from_ar(r, "more_time_unclear"), act(0.3, "ar", "ask_clarification")],
    ),
    Plot("payment asked", "ar", lambda r: [from_ar(r, "payment_time")]),
    Plot(
        "payment", "ar", lambda r: [from_ar(r, "payment_time"), act(0.4, "ar", "keep_for_payment")],
        ages=(3, 30, 90, 160, 165, 200),
    ),
    Plot(
        "paid", "ar",
        lambda r: [
            from_ar(r, "payment_time"),
            act(0.4, "ar", "keep_for_payment"),
            act(60, "ar", "finish_payment", payment_reason=r.choice(PAYMENTS)),
        ],
        ages=OLD,
    ),
    Plot("trial", NLR, lambda r: [from_nlr("evaluation_time"), act(1, NLR, "follow_up")], month="in"),
    Plot("cancels", "collections", lambda r: [from_ar(r, "customer_cancels")], ages=FRESH),
)  # fmt: skip

CHANGES = (
    Plot("change", NLR, change_by_nlr, month="in"),
    Plot(
        "change by AR", "ar", change_by_ar,
        month="in",
    ),
    Plot(
        "change overdue", "ar",
        change_by_ar,
        month="in", ages=(790, 900),
    ),
    Plot(
        "changed", NLR,
        lambda r: [
            *change_by_nlr(r),
            act(20, ORDERS, "change_done"),
        ],
        month="in", ages=OLD,
    ),
    Plot(
        "change after the month", NLR,
        lambda r: [from_nlr("licence_change", **change(r)), act(0.4, NLR, "request_return")], month="before",
    ),
)  # fmt: skip

RESEARCH = (
    Plot("in time", ORDERS, lambda r: [second(r.uniform(1, 20)), EVALUATED]),
    Plot("late window", "ar", lambda r: [second(r.uniform(25, 45)), EVALUATED, found(r)]),
    Plot("other amount", ORDERS, lambda r: [second(9, amount="less"), EVALUATED]),
    Plot("other currency", ORDERS, lambda r: [second(7, amount="currency"), EVALUATED]),
    Plot("too late", ORDERS, lambda r: [second(70, gone=""), EVALUATED]),
    Plot("not bought", "collections", lambda r: [from_ar(r, "did_not_purchase"), TICKET]),
    Plot("correction", NLR, lambda r: [from_nlr("amount_correction"), TICKET, found(r)]),
    Plot(
        "error", ORDERS,
        lambda r: [
            from_ar(r, "did_not_purchase"),
            TICKET,
            act(30, ORDERS, "confirm_admin_error", note=r.choice(ERRORS)),
        ],
    ),
    Plot(
        "window over", ORDERS,
        lambda r: [
            announced(ORDERS),
            EVALUATED,
            DISTRIBUTED,
        ],
        ages=(50, 60, 70),
    ),
    Plot(
        "late news", ORDERS,
        lambda r: [
            announced(ORDERS),
            EVALUATED,
            DISTRIBUTED,
            second(40, late=r.uniform(8, 20)),
        ],
        ages=(1, 6, 14, 27),
    ),
    Plot(
        "another order", ORDERS,
        lambda r: [second(55), EVALUATED, second(20, number="third", amount="less")],
    ),
    Plot(
        "reopened", ORDERS,
        lambda r: [
            second(12),
            act(1, NLR, "withdraw", outcome="kept"),
            act(26, SPECIALIST, "reopen", reason="The customer meant another order."),
        ],
    ),
)  # fmt: skip

HANDED_OVER = (
    Plot(
        "announced", ORDERS,
        lambda r: [
            announced(ORDERS),
            EVALUATED,
            DISTRIBUTED,
        ],
        ages=(0.5, 3, 9, 16, 24, 30, 40),
    ),
    Plot("with New License", ORDERS, lambda r: rebooked(r, r.choice((4, 11, 28, 41)))),
    Plot(
        "rebooked", ORDERS,
        lambda r: [*rebooked(r, r.choice((3, 8, 20, 33))), act(5, NLR, "book_second_order")], ages=OLD,
    ),
    Plot(
        "error rebooked", ORDERS,
        lambda r: [
            act(90, ORDERS, "confirm_admin_error", note=r.choice(ERRORS)),
            act(2, SPECIALIST, "evaluate"),
            act(1, SPECIALIST, "distribute_new_license"),
            second(20, amount="less"),
            act(1, NLR, "book_second_order"),
        ],
        ages=OLD,
    ),
    Plot("return", "ar", lambda r: [from_ar(r, "evaluation_time"), act(0.4, "ar", "request_return")]),
    Plot("returned", "ar", lambda r: [from_ar(r, "customer_cancels"), *returned(r, "ar")]),
    Plot("with Re-Engage", "ar", re_engaged, ages=(4, 50, 120, 250, 330, 360)),
    Plot(
        "re-engaged", "ar",
        lambda r: [*re_engaged(r), BOOKED_LESS],
        ages=OLD,
    ),
    Plot("kept", "ar", lambda r: [*re_engaged(r), GIVEN_UP], ages=OLD),
    Plot("withdrawn", NLR, lambda r: [from_nlr("other"), act(20, NLR, "withdraw")], ages=OLD),
)  # fmt: skip

PLOTS = INTAKE + CHANGES + RESEARCH + HANDED_OVER
