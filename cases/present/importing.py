"""The import pages as plain data."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from cases import registry
from cases.exchange import runs
from cases.exchange.forms import LIMITS, StartForm
from cases.exchange.report import STATUSES, said_again
from cases.exchange.table import Source
from cases.models import ImportRow, ImportRun, User
from cases.present.casepage import zone_label

LISTED: Final = 50
PAGE: Final = 100
SAMPLES: Final = 3
LONGEST_SAMPLE: Final = 40
REFUSED: Final = "refused"
SHAPES: Final = {
    "opened": "tick-disc",
    "ready": "dashed-ring",
    "existing": "ring",
    "left_out": "dash",
    "refused": "octagon",
}
STATES: Final = {
    ImportRun.Status.NEW: ("dashed-ring", _("Not started")),
    ImportRun.Status.WAITING: ("hourglass", _("Waits for its turn")),
    ImportRun.Status.RUNNING: ("half", _("Under way")),
    ImportRun.Status.CANCELLED: ("dashed-x", _("Cancelled")),
    ImportRun.Status.FAILED: ("octagon", _("Failed")),
}


def start_page(user: User, now: datetime) -> dict[str, Any]:
    """The page to choose a file on, with the imports so far."""
    found = list(runs.visible_to(user)[:LISTED])
    others = any(run.user_id != user.pk for run in found)
    return {
        "may": bool(runs.kinds_of(user)),
        "limits": LIMITS,
        "runs": [_listed(run, user) for run in found],
        "with_people": others,
        **_reading(user, now),
    }


def _reading(user: User, now: datetime) -> dict[str, Any]:
    return {"now": now, "zone": ZoneInfo(user.time_zone), "zone_label": zone_label(user.time_zone)}


def _listed(run: ImportRun, user: User) -> dict[str, Any]:
    return {
        **_head(run),
        "who": gettext("You") if run.user_id == user.pk else str(run.user),
        "opened": run.counts.get("opened", 0),
        "refused": run.counts.get(REFUSED, 0),
        "counted": bool(run.counts),
    }


def _head(run: ImportRun) -> dict[str, Any]:
    shape, words = state_of(run)
    return {
        "id": run.pk,
        "file": run.file.name,
        "size": size(run.file.size),
        "kind": registry.get_kind(run.kind).label_plural,
        "how": ImportRun.How(run.how).label if run.status != ImportRun.Status.NEW else "",
        "shape": shape,
        "state": words,
        "at": run.finished_at or run.created_at,
        "url": reverse("import_run", args=[run.pk]),
    }


def state_of(run: ImportRun) -> tuple[str, str]:
    """A run's state as shape and words."""
    if run.status != ImportRun.Status.DONE:
        return STATES[ImportRun.Status(run.status)]
    refused = bool(run.counts.get(REFUSED) or run.faults)
    if run.how == ImportRun.How.CHECK:
        return (
            ("triangle", gettext("Checked, with faults"))
            if refused
            else ("tick-disc", gettext("Checked, all right"))
        )
    if run.faults or (refused and run.how == ImportRun.How.ALL):
        return ("octagon", gettext("Nothing imported"))
    return ("triangle", gettext("Imported in part")) if refused else ("tick-disc", gettext("Imported"))


def review_page(run: ImportRun, source: Source, form: StartForm, user: User, now: datetime) -> dict[str, Any]:
    """The page on which each column of the file is given a meaning."""
    rows = list(islice(source.rows(), SAMPLES))
    before = runs.earlier(run)
    return {
        "run": _head(run) | {"mapping": run.file.mapping_name},
        "form": form,
        "columns": [
            {
                "letter": one.letter,
                "name": one.name,
                "samples": [_sample(row.cells[at]) for row in rows if at in row.cells],
                "field": form[f"column_{one.letter}"],
            }
            for at, one in enumerate(source.headings)
        ],
        "before": _before(before, user) if before else None,
        "start_url": reverse("import_start", args=[run.pk]),
        "cancel_url": reverse("import_cancel", args=[run.pk]),
        **_reading(user, now),
    }


def _sample(value: Any) -> str:
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE]}…"


def _before(run: ImportRun, user: User) -> dict[str, Any]:
    mine = run.user_id == user.pk
    seen = mine or runs.visible_to(user).filter(pk=run.pk).exists()
    return {
        "at": run.finished_at,
        "who": gettext("you") if mine else str(run.user),
        "refused": run.counts.get(REFUSED, 0),
        "url": reverse("import_run", args=[run.pk]) if seen else "",
    }


def progress(run: ImportRun, user: User, now: datetime) -> dict[str, Any]:
    """How far a run is."""
    other = run.status == ImportRun.Status.WAITING and _another_runs(run)
    return {
        "run": _head(run)
        | {
            "done": run.done,
            "total": run.total,
            "done_words": f"{run.done:,}",
            "total_words": f"{run.total:,}",
            "begun": run.status == ImportRun.Status.RUNNING,
            "stopping": run.cancel_asked,
            "queued": other,
            "again": run.attempt > 1,
            "mine": run.user_id == user.pk,
        },
        "progress_url": reverse("import_progress", args=[run.pk]),
        "cancel_url": reverse("import_cancel", args=[run.pk]),
        **_reading(user, now),
    }


def _another_runs(run: ImportRun) -> bool:
    return ImportRun.objects.filter(status=ImportRun.Status.RUNNING).exclude(pk=run.pk).exists()


def result_page(run: ImportRun, user: User, now: datetime, asked: dict[str, str]) -> dict[str, Any]:
    """What became of it: figures that are links, by team, and the rows behind the chosen figure."""
    show = asked.get("show", "")
    if show not in STATUSES:
        show = next((status for status in (REFUSED, *STATUSES) if run.counts.get(status)), REFUSED)
    team = asked.get("team", "")
    number = int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 6 else 1
    rows = ImportRow.objects.filter(run=run, status=show)
    rows = rows.filter(team=team) if team else rows
    total = rows.count()
    number = min(max(number, 1), max(-(-total // PAGE), 1))
    return {
        "run": _head(run) | _ended(run, user),
        "tiles": _tiles(run, show),
        "show": show,
        "shown_label": STATUSES[show],
        "team": team,
        "teams": _teams(run, show, team) if show != REFUSED else [],
        "rows": [_row(row) for row in rows[(number - 1) * PAGE : number * PAGE]],
        "pager": _pager(run, show, team, number, total),
        "faults": [said_again(fault) for fault in run.faults],
        **_reading(user, now),
    }


def _ended(run: ImportRun, user: User) -> dict[str, Any]:
    counts = run.counts
    return {
        "opened": counts.get("opened", 0),
        "ready": counts.get("ready", 0),
        "refused": counts.get(REFUSED, 0),
        "existing": counts.get("existing", 0),
        "status": run.status,
        "way": run.how,
        "problem": run.problem,
        "done": run.done,
        "total": run.total,
        "who": gettext("you") if run.user_id == user.pk else str(run.user),
        "again_url": _again_url(run, user),
        "csv": reverse("import_report_csv", args=[run.pk]),
        "xlsx": reverse("import_report_xlsx", args=[run.pk]),
    }


def _again_url(run: ImportRun, user: User) -> str:
    """Where the same file can be imported, by who brought it while it is kept."""
    mine = run.user_id == user.pk and registry.get_kind(run.kind) in runs.kinds_of(user)
    return reverse("import_again", args=[run.pk]) if mine and runs.is_kept(run) else ""


def _tiles(run: ImportRun, show: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "shape": SHAPES[status],
            "figure": run.counts.get(status, 0),
            "url": _address(run, show=status),
            "current": status == show,
        }
        for status, label in STATUSES.items()
        if run.counts.get(status)
    ]


def _teams(run: ImportRun, show: str, team: str) -> list[dict[str, Any]]:
    """Where the rows shown went, each with the address of exactly these rows."""
    rows = ImportRow.objects.filter(run=run, status=show).exclude(team="").order_by()
    found = rows.values("team").annotate(number=Count("pk")).order_by("team")
    listed = [
        {
            "label": one["team"],
            "count": one["number"],
            "url": _address(run, show=show, team=one["team"]),
            "current": one["team"] == team,
        }
        for one in found
    ]
    every = {"label": gettext("All"), "count": run.counts.get(show, 0), "url": _address(run, show=show)}
    return [every | {"current": not team}, *listed] if listed else []


def _row(row: ImportRow) -> dict[str, Any]:
    return {
        "line": row.line,
        "key": row.key,
        "reference": row.reference,
        "url": reverse("case", args=[row.reference]) if row.reference else "",
        "team": row.team,
        "why": row.why,
        "faults": [said_again(fault) for fault in row.faults],
    }


def _pager(run: ImportRun, show: str, team: str, number: int, total: int) -> dict[str, Any] | None:
    if total <= PAGE:
        return None
    last = number * PAGE >= total
    return {
        "shown": min(PAGE, total - (number - 1) * PAGE),
        "total": f"{total:,}",
        "previous_url": _address(run, show=show, team=team, page=str(number - 1)) if number > 1 else "",
        "next_url": "" if last else _address(run, show=show, team=team, page=str(number + 1)),
    }


def _address(run: ImportRun, **asked: str) -> str:
    given = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('import_run', args=[run.pk])}?{given}#rows"


def size(number: int) -> str:
    """Bytes as people say them."""
    if number < 1000:
        return ngettext("%(number)s byte", "%(number)s bytes", number) % {"number": number}
    if number < 1_000_000:
        return gettext("%(size)s kB") % {"size": f"{number / 1000:.0f}"}
    return gettext("%(size)s MB") % {"size": f"{number / 1_000_000:.1f}"}
