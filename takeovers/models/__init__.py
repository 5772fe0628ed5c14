"""The tables of take-overs."""

from takeovers.models.agreement import PartyAgreement
from takeovers.models.case import TakeoverCase
from takeovers.models.company import LicenceLine, MovingCompany, busy_companies
from takeovers.models.edges import TakeoverMachine

__all__ = [
    "LicenceLine",
    "MovingCompany",
    "PartyAgreement",
    "TakeoverCase",
    "TakeoverMachine",
    "busy_companies",
]
