"""The tables of cancellations."""

from cancellations.models.case import CancellationCase
from cancellations.models.edges import CancellationMachine
from cancellations.models.rows import OrderRecord, ReceivedMail

__all__ = ["CancellationCase", "CancellationMachine", "OrderRecord", "ReceivedMail"]
