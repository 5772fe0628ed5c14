"""Figures on a page of the documentation, between two marks that the page has for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def publish(page: Path, place: str, lines: Iterable[str]) -> None:
    """Puts the lines in the place of what stands between the marks. Raises ValueError without them."""
    begin, end = f"<!-- {place}: begin -->", f"<!-- {place}: end -->"
    before, found, rest = page.read_text().partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{page} has no place for {place}.")
    text = "\n".join(narrow(line) for line in lines).strip()
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}")


def narrow(line: str) -> str:
    """A row of a table without the spaces that line it up in a terminal; any other line as it is."""
    if not line.startswith("|"):
        return line
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    return "| " + " | ".join("---" if set(cell) == {"-"} and len(cell) > 2 else cell for cell in cells) + " |"
