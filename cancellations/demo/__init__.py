"""Believable cancellations for the demo: the same for the same seed, made through the door."""

from cancellations.demo.mails import seed_mails
from cancellations.demo.playing import seed

__all__ = ["seed", "seed_mails"]
