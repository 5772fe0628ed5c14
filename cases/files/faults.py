"""What stands against a file, as a sentence for whoever brought it."""

from __future__ import annotations


class FileFault(ValueError):
    """The file is not taken; the text says what is wrong and what to do."""
