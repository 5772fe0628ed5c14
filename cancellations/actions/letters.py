"""The letters of cancellations: their words, and what fills them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from cancellations.actions.unreachable import rep_unreachable
from cases import statuslinks
from cases.letters.letter import Letter

HELLO = "Hello {rep},\n\n"
LINK = "\n\n{link}"
BY_LINK: Any = {
    "button": "See how far it is",
    "late": frozenset({"link"}),
    "late_values": statuslinks.late,
    "came_back": rep_unreachable,
}


@dataclass(frozen=True)
class Asking:
    """What a request lacks, a sentence each."""

    about: str
    gaps: tuple[str, ...]
    rep: str = ""
    link: str | None = ""


@dataclass(frozen=True)
class Known:
    """Products that are in hand already, a line each with their case and state."""

    about: str
    held: tuple[str, ...]
    rep: str = ""
    going_on: str = ""
    link: str | None = ""


@dataclass(frozen=True)
class Standing:
    """The case that the same request is in, and how far it is."""

    about: str
    case: str
    state: str
    rep: str = ""
    link: str | None = ""


@dataclass(frozen=True)
class Rejected:
    """Why nothing is cancelled."""

    about: str
    why: str
    rep: str = ""


@dataclass(frozen=True)
class Done:
    """What was cancelled, and when."""

    about: str
    products: tuple[str, ...]
    billing: str
    fulfilment: str
    rep: str = ""
    delivered: str = ""
    link: str | None = ""


@dataclass(frozen=True)
class Stale:
    """A step that has waited."""

    about: str
    case: str
    answer: str


@dataclass(frozen=True)
class Gone:
    """A rep whom no mail reaches."""

    about: str
    case: str
    who: str
    state: str


MISSING = Letter(
    "missing_info_reply", _("Reply: something is missing"), Asking, "Your cancellation for {about}",
    HELLO + "We cannot cancel anything yet. This is what we need from you:\n\n{gaps}\n\n"
    "Please answer this mail; a line for each is enough. Until then nothing is cancelled." + LINK,
    **BY_LINK,
)  # fmt: skip
REMINDER = Letter(
    "missing_info_reminder", _("Reminder: something is missing"), Asking,
    "Still open: your cancellation for {about}",
    HELLO + "We have not heard from you, and nothing is cancelled so far. This is what we still need:\n\n"
    "{gaps}\n\nPlease answer this mail." + LINK,
    **BY_LINK,
)  # fmt: skip
OVERLAP = Letter(
    "overlap_reply", _("Reply: some products are in hand"), Known, "Your cancellation for {about}",
    HELLO + "These products are being cancelled already, or are cancelled:\n\n{held}\n\n"
    "We go on with {going_on}." + LINK,
    **BY_LINK,
)  # fmt: skip
DUPLICATE = Letter(
    "duplicate_reply", _("Reply: the same request again"), Standing, "Your cancellation for {about}",
    HELLO + "We have this request already: it is {case}. Its state is “{state}”. "
    "There is nothing you need to do." + LINK,
    **BY_LINK,
)  # fmt: skip
REJECTION = Letter(
    "rejection_reply", _("Reply: not a cancellation"), Rejected, "Your mail about {about}",
    HELLO + "{why}\n\nNothing is cancelled because of your mail.", came_back=rep_unreachable,
)  # fmt: skip
INFORMED = Letter(
    "rep_informed", _("The rep is told"), Done, "Cancelled: {about}",
    HELLO + "We have cancelled for {about}:\n\n{products}\n\n"
    "Billing was cancelled on {billing}, fulfilment on {fulfilment}.\n\n{delivered}\n\n"
    "What was invoiced and not delivered is credited. Nothing else of the order is touched." + LINK,
    **BY_LINK,
)  # fmt: skip
STALE = Letter(
    "stale_reminder", _("Reminder of a step"), Stale, "{case} waits for its next step",
    "{case}, {about}: {answer}",
)  # fmt: skip
MANAGER = Letter(
    "manager_informed", _("The manager is told: a rep cannot be reached"), Gone,
    "{case}: the rep cannot be reached",
    "No mail reaches {who}, the rep of {case}, {about}. The case is in the state “{state}”. "
    "Name somebody who takes it over, and put them on the case as its rep.",
)  # fmt: skip
LETTERS = (MISSING, REMINDER, OVERLAP, DUPLICATE, REJECTION, INFORMED, STALE, MANAGER)
