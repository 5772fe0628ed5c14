"""The tables of advocate cases."""

from advocacy.models.case import OPEN_STATES, AdvocateCase
from advocacy.models.edges import AdvocateMachine
from advocacy.models.rows import ClosingLetter, ContactAttempt, TechnicalReview

__all__ = [
    "OPEN_STATES",
    "AdvocateCase",
    "AdvocateMachine",
    "ClosingLetter",
    "ContactAttempt",
    "TechnicalReview",
]
