"""Believable advocate cases for the demo: the same for the same seed, made through the door."""

from advocacy.demo.playing import seed

__all__ = ["seed"]
