"""What the actions, events and timed steps of a rebook do. Conditions are in the rules."""

from rebooks.actions import correcting, intake, opening, outcome, research, returning, second_order, timed

__all__ = ["correcting", "intake", "opening", "outcome", "research", "returning", "second_order", "timed"]
