"""Believable transitions for the demo: the same for the same seed, made through the door."""

from affiliations.demo.playing import seed

__all__ = ["seed"]
