"""What the actions and timed steps of a take-over do. Conditions are in the rules."""

from takeovers.actions import agreeing, correcting, ending, opening, stepping, timed

__all__ = ["agreeing", "correcting", "ending", "opening", "stepping", "timed"]
