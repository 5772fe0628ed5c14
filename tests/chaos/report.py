"""The figures of a run as Markdown, and their place in docs/reliability.md."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from textwrap import fill
from typing import Any, Final

BEGIN, END = "<!-- chaos: begin -->", "<!-- chaos: end -->"
Figures = Mapping[str, Any]
WANTED: Final[Mapping[str, int]] = {"workers": 1000, "database": 50, "broker": 100}
LOST: Final = ("lost", "not delivered", "acknowledged and lost", "not planned")
DOUBLED: Final = ("doubled", "done twice", "not sent by us")
MOVED_ON: Final = ("moved on", "early")
NO_ENTRY: Final = ("no entry", "no deadline", "no reason")
WAITING: Final = ("waiting",)  # the time was up while it was being worked off: neither lost nor done
NAMED: Final = (*LOST, *DOUBLED, *MOVED_ON, *NO_ENTRY, *WAITING, "chain")


def about(seed: int) -> dict[str, Any]:
    """Where a run was made, and from what: CHAOS_COMMIT where the tree is a copy without its history."""
    return {
        "seed": seed,
        "commit": os.environ.get("CHAOS_COMMIT") or _git("rev-parse", "--short", "HEAD"),
        "day": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} CPUs, Python {platform.python_version()}",
        "load": round(os.getloadavg()[1], 1),
    }


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def markdown(found: Mapping[str, Figures]) -> str:
    """One table for what was promised, one for the control, and where each part was run."""
    text = []
    if "storm" in found:
        text += ["\n".join(_storm(found["storm"])), _beside(found["storm"])]
    if "workers" in found:
        text += ["\n".join(_storm(found["workers"])[:3]), _beside(found["workers"])]
    if "boundaries" in found:
        text.append(_boundaries(found["boundaries"]))
    if "clicks" in found:
        text.append(_clicks(found["clicks"]))
    if "control" in found:
        text.append(_control(found["control"]))
    text.append("\n".join(_where(part, figures) for part, figures in found.items()))
    return "\n\n".join(text) + "\n"


def _storm(figures: Figures) -> list[str]:
    killed, faults = figures["killed"], figures["faults"]
    zeros = " | ".join(
        str(sum(fault.split(":")[0] in kinds for fault in faults))
        for kinds in (LOST, DOUBLED, MOVED_ON, NO_ENTRY)
    )
    workers = f"{figures['workers']:,} | {WANTED['workers']:,}"
    broker = killed.get("flush", 0) + killed.get("broker", 0)
    return [
        "| killed | how often | wanted | lost | doubled | on a case that moved on | without an entry |",
        "|---|--:|--:|--:|--:|--:|--:|",
        f"| workers and `run_deadlines`, SIGKILL | {workers} | {zeros} |",
        f"| PostgreSQL, immediate restart | {killed.get('database', 0)} | {WANTED['database']} | {zeros} |",
        f"| broker, FLUSHALL or SIGKILL | {broker} | {WANTED['broker']} | {zeros} |",
        f"| pages; beat, SIGKILL | {killed.get('web', 0)}; {killed.get('beat', 0)} | | {zeros} |",
    ]


BESIDE: Final = """
One run of {minutes:.1f} minutes: the zeros are those of all its rows. Of the {workers:,} killed,
{pool:,} were processes of a pool, {worker} whole workers, {loop} the loop; PostgreSQL saw
{in_the_middle:,} processes go in the middle of a transaction. Checked: {armed:,} timed steps ({fired:,}
fired, {cancelled:,} cancelled with a reason, {ahead:,} ahead, {parked} set aside), {entries:,} timeline
entries, {messages:,} messages, {mails:,} mails, {asked}{acknowledged:,} writes that were acknowledged over
HTTP; {away:,} requests were repeated with the same key. {again} deliveries came a second time under
their key, which is what the key is for. Chain: {chain}. Other findings:
{other}. {rest}
"""
ASKED: Final = (
    "{calls:,} calls to other systems ({effects:,} effects there, {by_hand:,} confirmed by hand, {unmet:,} "
    "that need a person and say why), "
)
EVERY: Final = """
**Every statement.** {deeds} changes (an opening, each action and event that a path ends with, a timed
step of each kind, a delivery) in processes that kill themselves before each statement, before each
COMMIT and after it. They have {boundaries:,} boundaries; {tried}: {kills:,} kills, {nothing:,} times
nothing stood, {all:,} times all of it, {half} times a part.
"""
CLICKS: Final = """
**Double click.** {rounds:,} rounds (wanted {wanted:,}) of {at_once} at once, the kinds in turn, half of
them with the version seen: {good:,} times exactly one change.{turned}
"""
TURNED: Final = (
    " In {turned_away} rounds some of them had waited ten seconds for the lock and were turned away, "
    "which over HTTP is a 503."
)
WHERE: Final = "- {part}: seed {seed}, commit `{commit}`, {day}, {machine}, load {load} at the start"


def _filled(text: str, **values: Any) -> str:
    """The sentences as a paragraph of the page."""
    return fill(" ".join(text.split()).format(**values), 120, break_on_hyphens=False, break_long_words=False)


def _beside(figures: Figures) -> str:
    away = sum(number for status, number in figures["answers"].items() if int(status) in {0, 503})
    broken = sum(fault.startswith("chain") for fault in figures["faults"])
    return _filled(
        BESIDE,
        **{"pool": 0, "worker": 0, "loop": 0, **figures["killed"], **figures},
        minutes=figures["seconds"] / 60,
        again=figures["delivered again"],
        away=away,
        chain=f"{broken} breaks" if broken else "whole",
        other=sum(fault.split(":")[0] not in NAMED for fault in figures["faults"]),
        asked=_asked(figures),
        rest=_rest(figures),
    )


def _asked(figures: Figures) -> str:
    """Calls to other systems; runs of before they were made say nothing of them."""
    if "calls" not in figures:
        return ""
    return ASKED.format(**figures, unmet=figures["unmet calls"], by_hand=figures["by hand"])


def _rest(figures: Figures) -> str:
    waiting = sum(fault.split(":")[0] in WAITING for fault in figures["faults"])
    seconds = max(figures["drained"].values())
    if waiting:
        return f"Not at rest after {seconds:,.0f} s: {waiting:,} still waited, ever fewer."
    return f"At rest after {seconds:.0f} s."


def _boundaries(figures: Figures) -> str:
    deeds = figures["deeds"]
    sums = {
        name: sum(one[name] for one in deeds) for name in ("kills", "nothing", "all", "boundaries", "every")
    }
    every = sums.pop("every")
    tried = (
        "all were tried"
        if every == len(deeds)
        else f"all of {every} changes were tried, a sample of the others"
    )
    return _filled(EVERY, deeds=len(deeds), half=len(figures["faults"]), tried=tried, **sums)


def _clicks(figures: Figures) -> str:
    turned = TURNED.format(**figures) if figures["turned_away"] else ""
    return _filled(CLICKS, **figures, good=figures["rounds"] - len(figures["faults"]), turned=turned)


def _control(figures: Figures) -> str:
    lines = ["| the same checker on | killed | timed steps | lost | doubled |", "|---|--:|--:|--:|--:|"]
    for row in figures["rows"]:
        told, killed = row["breaches"], row["killed"].get("pool", 0) + row["killed"].get("worker", 0)
        cells = [row["told"], killed, row["armed"], told.get("lost", 0), told.get("doubled", 0)]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def _where(part: str, figures: Figures) -> str:
    return WHERE.format(**figures, part=part)


def write(page: Path, text: str) -> None:
    """Puts the figures between their marks."""
    before, _, rest = page.read_text().partition(BEGIN)
    page.write_text(f"{before}{BEGIN}\n{text}{END}{rest.partition(END)[2]}")
