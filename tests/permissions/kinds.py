"""The policy for each kind of case: its readers, its openers, and who performs what. Written, not derived."""

from __future__ import annotations

from typing import Final

from tests.permissions.terms import KindPolicy, roles

# Whoever has a part in the kind sees its cases; these see every kind's.
EVERY_KIND: Final = roles("manager auditor supervisor")

_REBOOK_INTAKE: Final = roles("nlr_agent ar collections order_processing")
_REBOOK_PARTS: Final = _REBOOK_INTAKE | roles("research_specialist return_team re_engage_agent order_system")
_SEAT_PARTS: Final = roles("customer_care order_processing")
_PARTIES: Final = roles("current_partner new_partner ec_admin")

KINDS: Final[dict[str, KindPolicy]] = {
    "rebook": KindPolicy(
        name="Order rebook",
        tried=True,
        guided=True,
        imported=True,
        sees=_REBOOK_PARTS | EVERY_KIND,
        opens=_REBOOK_INTAKE | roles("research_specialist"),
        actions={
            "record_request": _REBOOK_INTAKE,
            "ask_clarification": roles("ar collections nlr_agent"),
            "clarify": roles("ar collections nlr_agent"),
            "keep_for_payment": roles("ar collections"),
            "finish_payment": roles("ar collections"),
            "pass_change": roles("nlr_agent ar collections"),
            "change_done": roles("order_processing nlr_agent"),
            "follow_up": roles("nlr_agent"),
            "open_ticket": _REBOOK_INTAKE | roles("system"),
            "evaluate": roles("research_specialist"),
            "confirm_admin_error": roles("order_processing research_specialist"),
            "distribute_new_license": roles("research_specialist"),
            "request_return": roles("nlr_agent ar collections research_specialist"),
            "process_return": roles("return_team"),
            "create_re_engage": roles("research_specialist"),
            "add_research": roles("research_specialist"),
            "book_second_order": roles("holder"),
            "give_up": roles("re_engage_agent"),
            "withdraw": roles("research_specialist nlr_agent"),
            "reopen": roles("research_specialist"),
            "claim": roles("holder"),
            "release": roles("holder manager supervisor"),
            "assign": roles("holder manager supervisor"),
            "note": _REBOOK_PARTS | roles("manager supervisor"),
            "attach": _REBOOK_PARTS | roles("manager supervisor"),
            "link": _REBOOK_PARTS | roles("manager supervisor"),
            "mark_duplicate": _REBOOK_PARTS | roles("supervisor"),
            "correct_facts": roles("order_processing research_specialist supervisor"),
        },
        events={"second_order": roles("order_processing order_system")},
    ),
    "takeover": KindPolicy(
        name="Take-over",
        tried=True,
        guided=False,
        imported=False,
        sees=roles("customer_care") | EVERY_KIND,
        opens=roles("customer_care current_partner new_partner"),
        actions={
            "submit": roles("customer_care current_partner new_partner"),
            "record_agreement": roles("customer_care"),
            "withdraw_agreement": roles("customer_care"),
            "start": roles("customer_care"),
            "step": roles("customer_care") | _PARTIES,
            "skip_step": roles("customer_care"),
            "undo_step": roles("customer_care"),
            "refresh_lines": roles("customer_care"),
            "finish_reversal": roles("customer_care"),
            "confirm_discount": roles("customer_care"),
            "cancel": roles("customer_care"),
            "agreements_complete": roles("system"),
            "resume": roles("system"),
            "complete": roles("system"),
            "claim": roles("holder"),
            "release": roles("holder manager supervisor"),
            "assign": roles("holder manager supervisor"),
            "note": roles("customer_care manager supervisor"),
            "attach": roles("customer_care manager supervisor"),
            "link": roles("customer_care manager supervisor"),
            "mark_duplicate": roles("customer_care supervisor"),
            "correct_facts": roles("customer_care supervisor"),
        },
        events={},
        parties=_PARTIES,
    ),
    # The kind in miniature that the core is tested with; it is not part of an installation.
    "seat_change": KindPolicy(
        name="Seat change",
        tried=False,
        guided=False,
        imported=True,
        sees=_SEAT_PARTS | EVERY_KIND,
        opens=roles("customer_care order_processing"),
        actions={
            "approve": roles("customer_care"),
            "decline": roles("customer_care holder"),
            "complete": roles("system"),
            "claim": roles("holder"),
            "release": roles("holder manager supervisor"),
            "assign": roles("holder manager supervisor"),
            "note": _SEAT_PARTS | roles("manager supervisor"),
            "attach": _SEAT_PARTS | roles("manager supervisor"),
            "link": _SEAT_PARTS | roles("manager supervisor"),
            "mark_duplicate": _SEAT_PARTS,
            "correct_facts": roles("customer_care"),
        },
        events={"customer_confirmed": roles("customer customer_care")},
        parties=roles("customer"),
    ),
}
NOT_INSTALLED: Final = frozenset({"seat_change"})
