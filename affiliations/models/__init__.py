"""The tables of transitions."""

from affiliations.models.case import OPEN_STATES, AffiliationCase
from affiliations.models.edges import AffiliationMachine
from affiliations.models.rows import BadgeGroup, MovingAccount, ResellerAccess

__all__ = [
    "OPEN_STATES",
    "AffiliationCase",
    "AffiliationMachine",
    "BadgeGroup",
    "MovingAccount",
    "ResellerAccess",
]
