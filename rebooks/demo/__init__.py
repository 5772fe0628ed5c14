"""Believable rebook cases for the demo: the same for the same seed, made through the door."""

from rebooks.demo.playing import seed

__all__ = ["seed"]
