"""What is measured: each row is a request that can be made again and again on a database of any size."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from time import time
from typing import Any, Final
from urllib.parse import quote

from benchmarks.samples import Samples
from benchmarks.server import Asked, Server, Told

DEEP = 100
TEAM = "research"


@dataclass
class Target:
    """One database with its server, the sign-ins, and what the requests remember of each other."""

    size: int
    server: Server
    samples: Samples
    sign_ins: dict[str, str]
    # Tenths of seconds first: a database that is kept holds the numbers of earlier runs.
    numbers: count[int] = field(default_factory=lambda: count(int(time() * 10)))
    turn: int = 0
    opened: str = ""
    cursor: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the table. `reader` is whose session or token it is; `floor` is the row it is held against."""

    code: str
    label: str
    reader: str
    asked: Callable[[Target], Asked]
    floor: str = "list"
    after: Callable[[Target, Told], None] | None = None


def _page(path: str, reader: str, *good: int) -> Callable[[Target], Asked]:
    def asked(target: Target) -> Asked:
        filled = path.format(s=_Quoted(target.samples), cursor=target.cursor, case=_case(target, reader))
        return Asked(filled, headers={"Cookie": f"sessionid={target.sign_ins[reader]}"}, good=good or (200,))

    return asked


class _Quoted:
    def __init__(self, samples: Samples) -> None:
        self.samples = samples

    def __getattr__(self, name: str) -> str:
        return quote(str(getattr(self.samples, name)))


def _case(target: Target, reader: str) -> str:
    cases = target.samples.mine if reader == "outsider" else target.samples.cases
    return cases[target.turn % len(cases)]


def _api(path: str, body: Callable[[Target], dict[str, Any]]) -> Callable[[Target], Asked]:
    def asked(target: Target) -> Asked:
        number = next(target.numbers)
        headers = {
            "Authorization": f"Bearer {target.sign_ins['token']}",
            "Content-Type": "application/json",
            "X-Bench-Number": str(number),
            "X-Bench-Account": str(target.samples.account_id),
        }
        content = json.dumps(body(target) | {}).replace("#", str(number)).encode()
        return Asked(path.format(case=target.opened), "POST", headers, content, (200, 201))

    return asked


def _order(target: Target) -> dict[str, Any]:
    processed = datetime.now(UTC) - timedelta(hours=3)
    return {
        "order_no": f"90-{target.size}-{processed:%H%M%S}-#", "account": target.samples.account,
        "processed_at": processed.isoformat(), "amount": "499.00", "currency": "USD",
        "opportunity_id": "OP-#",
    }  # fmt: skip


def _request(target: Target) -> dict[str, Any]:
    return {"reason": "did_not_purchase", "request_source": "ar"}


def _remember(target: Target, told: Told) -> None:
    target.opened = json.loads(told.body)["reference"]


FLOORS: Final = (
    Row("empty", "Floor: empty view", "specialist", _page("/bench/empty/", "specialist"), floor=""),
    Row("list", "Floor: list of 50 rows", "specialist", _page("/bench/list/", "specialist"), floor=""),
    Row("bare", "Floor: bare insert of three rows", "token", _api("/bench/api/insert", _order), floor=""),
)
WRITES: Final = (
    Row("create", "Create by API", "token", _api("/api/v1/cases/rebook", _order), "bare", _remember),
    Row(
        "action", "Action: write the request down", "token",
        _api("/api/v1/cases/{case}/actions/record_request", _request), "bare",
    ),
    Row(
        "handover", "Action: hand over to Research", "token",
        _api("/api/v1/cases/{case}/actions/open_ticket", lambda target: {}), "bare",
    ),
)  # fmt: skip
PATHS: Final = {
    "my_work": ("My work", "/"),
    "queue": ("Team queue", f"/queue/{TEAM}/"),
    "queue_few": ("Team queue, few rows", f"/queue/{TEAM}/?q={{s.rare}}"),
    "all": ("All cases", "/cases/"),
    "deep": (f"All cases, page {DEEP}", "/cases/?cursor={cursor}"),
    "filtered": ("Team queue, filtered", f"/queue/{TEAM}/?assignee=none&state=research_review&sort=-updated"),
    "search_word": ("Search: a word", "/search/?q={s.word}"),
    "search_prefix": ("Search: beginning of a name", "/search/?q={s.prefix}"),
    "search_words": ("Search: several words", "/search/?q={s.words}"),
    "search_order": ("Search: an order number", "/search/?q={s.order}"),
    "search_reference": ("Search: a case number", "/search/?q={s.reference}"),
    "case": ("Case page", "/cases/{case}/"),
    "triage": ("Triage", f"/queue/{TEAM}/triage/"),
    "rules": ("Rule book", "/rules/rebook/"),
    "policy": ("Policy", "/policy/rebook/"),
    "board": ("Board of a team", f"/board/{TEAM}/"),
    "board_process": ("Board of a process", "/board/process-rebook/"),
    "board_house": ("Board of the house", "/board/all/"),
    "refused": ("What stood against acts: its list", "/cases/?kind=rebook&refused=WRONG_STATE"),
    "snoozed": ("All cases put aside", "/cases/?snoozed=true"),
    "waiting": ("All cases that wait for others", "/cases/?waiting=true"),
    "finished": ("Closed in 90 days: its list", "/cases/?kind=rebook&closed_from={s.long_ago}"),
}
READS: Final = {
    "specialist": tuple(PATHS),
    "manager": (
        "my_work",
        "queue",
        "all",
        "search_word",
        "search_words",
        "case",
        "triage",
        "rules",
        "policy",
        "board",
        "board_process",
        "board_house",
    ),
    "outsider": ("my_work", "all", "search_word", "case"),
}


def rows() -> list[Row]:
    """Every row, in the order in which each round asks them."""
    pages = [
        Row(
            f"{code}:{reader}",
            PATHS[code][0],
            reader,
            _page(PATHS[code][1], reader, 200, 302 if "reference" in code else 200),
        )
        for reader, codes in READS.items()
        for code in codes
    ]
    return [*FLOORS, *pages, *WRITES]


def find_deep(target: Target) -> None:
    """The cursor of the page before the deep one, page after page through the API."""
    for _ in range(DEEP - 1):
        cursor = f"&cursor={target.cursor}" if target.cursor else ""
        headers = {"Authorization": f"Bearer {target.sign_ins['token']}"}
        told = target.server.ask(Asked(f"/api/v1/cases?sort=due{cursor}", headers=headers))
        following = json.loads(told.body)["next_cursor"]
        if following is None:
            return
        target.cursor = following
