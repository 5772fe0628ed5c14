"""How each figure is counted, in the words of the page: one sentence or a few per panel."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop as _

EXACT: Final = _(
    "Times are right to within a fifth: they are counted in fixed steps, each 1.19 times the one before."
)
UTC_DAYS: Final = _("Days are those of UTC.")
WEEKS: Final = _("Weeks begin on Monday, in UTC; the last one is not over.")
FLOW: Final = _(
    "Came in: cases that came to {where}, opened or handed over; one that comes back counts again. "
    "Finished: cases that left {where}, closed or handed on. {when}"
)
NO_TEAM: Final = _(
    " A state whose team depends on the case counts for no team. These are changes of hands, which no list "
    "of cases tells apart: the figures of the process lead to lists."
)
ONCE: Final = _(" A case counts once as finished, where it was closed last.")
UP_TO: Final = _("A figure leads to its cases as they are now, up to the time of the data.")
OTHERS_TOO: Final = _(
    "Only figures of one process lead to lists: a list of all would also hold cases of other processes in "
    "which you took part."
)
STANDING: Final = _(
    "How many open cases stood in each {part} at the end of each {step}, one upon the other (a cumulative "
    "flow). A band that grows wider is where work gathers."
)
AGEING: Final = _(
    "Open: cases in the state now. How long a case has been in its state is held against those that left it "
    "in the period: half of them were there no longer than “half within”, 85 and 95 of 100 no longer than "
    "the next two. Older than: open cases now that were that old at the time of the data."
)
AGES: Final = _(
    "On a bar, which has its own scale: a ring is an open case, a triangle one older than 85 of 100. The "
    "line is half of those that left, the bands end at 85 and 95 of 100."
)
LEAD: Final = _(
    "From the opening of a case to its closing, by the clock, nights and weekends included. A case that "
    "was closed more than once counts once, at its last closing, from its first opening on."
)
LEAD_OF_TEAM: Final = _(
    "From the opening of a case to its closing, closed by this team, by the clock, nights and weekends "
    "included. A case that was closed more than once counts once, at its last closing, from its first "
    "opening on."
)
WORK: Final = _(
    "Open cases {by}, counted as the page was opened. Waiting: in a state in which somebody else has to act "
    "first. {hidden}Every figure of a row leads to exactly those cases."
)
HIDDEN: Final = _("Who has how much is shown to managers, supervisors and auditors. ")
FORECAST: Final = _(
    "Due: cases with a deadline in that time; the {overdue} overdue now are to be done first. Usual: of "
    "all runs of so many days in the last {days}, half finished at least that many. Slow: 85 of 100 did. "
    "Left over: due and overdue less a slow run. It tells how much there is to do, not which will be late."
)
IN_TIME: Final = _(
    "Closed cases. In time: nobody let it lie, every state was left before its attention time. Late: at "
    "least one was not. Counted when the case is closed{by}. {when}"
)
REFUSALS: Final = _(
    "Each reason for which an act on a case was refused, as its timeline has it; an act against which two "
    "stand counts under both{by}. Attempts to open a case are not among them. Cases: in how many of those "
    "that you may see it stood, up to the time of the data."
)
