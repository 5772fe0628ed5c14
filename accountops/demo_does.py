"""What there is to see and to try as each of the demo's people: the line beside their name at the door."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop as _

DOES: Final = {
    "ines": _("decide where rebooks go, first what breaches next"),
    "mats": _("the same from Stockholm, in his own time zone"),
    "nadia": _("pass on licence changes, follow up, ask for returns"),
    "rosa": _("win customers back whose order was returned"),
    "tomas": _("process returns"),
    "oskar": _("book second orders, confirm handling errors"),
    "amara": _("file a return request, see the route as you answer"),
    "carl": _("find out what the extra time is for; he is away today"),
    "priya": _("hold two roles at once, stand in for Carl"),
    "malin": _("see what breaches next, try a policy on old cases"),
    "mona": _("approve what Malin drafted: it takes two"),
    "simon": _("hand over and correct the cases of every team"),
    "audrey": _("read everything, change nothing"),
    "adam": _("give people their roles, see to what was set aside"),
    "celia": _("move a customer between partners, step by step"),
    "jonas": _("answer for the partner who gives a customer away"),
    "lea": _("answer for the partner who takes a customer over"),
    "sasha": _("win the deal, check the switch at the end"),
    "renee": _("carry a transition until the last badge is billed"),
    "cora": _("go on with customers who came over"),
    "avery": _("close a case that nobody answers, by the rules"),
    "ruth": _("turn a mail into a cancellation, see before and after"),
    "marco": _("ask for a cancellation, answer what is missing"),
    "helene": _("do the customer's own step of a take-over"),
}
