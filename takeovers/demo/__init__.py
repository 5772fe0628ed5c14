"""Believable take-overs for the demo: the same for the same seed, made through the door."""

from takeovers.demo.mails import seed_mails
from takeovers.demo.playing import seed

__all__ = ["seed", "seed_mails"]
