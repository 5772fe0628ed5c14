"""A run of schemathesis in a process of its own, and its figures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fuzz.server import ROOT

# Left out: what a schema allows is still refused for business reasons; nothing is ever deleted; and who sees
# a case is a matter of roles, which the permission matrix tries.
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_schema_conformance", "response_headers_conformance", "negative_data_rejection",
    "ignored_auth", "missing_required_header", "unsupported_method", "allow_header_conformance",
)  # fmt: skip


@dataclass
class Ran:
    """What a run found."""

    name: str
    seed: int
    seconds: float
    calls: int
    failures: list[dict[str, Any]]
    errors: list[dict[str, Any]]
    said: str
    seen: dict[str, dict[int, int]] = field(default_factory=dict)
    ways: dict[str, int] = field(default_factory=dict)


def run(name: str, address: str, given: dict[str, Any], folder: Path, *options: str, seed: int) -> Ran:
    """Runs against the server at `address` with the callers of `given`; the words lie in `folder`."""
    folder.mkdir()
    facts = given | {"seen": str(folder / "seen.json")}
    (folder / "given.json").write_text(json.dumps(facts), encoding="utf-8")
    environment = os.environ | {
        "SCHEMATHESIS_HOOKS": "tests.fuzz.hooks",
        "PYTHONPATH": str(ROOT),
        "FUZZ_GIVEN": str(folder / "given.json"),
    }
    command = [str(Path(sys.executable).parent / "schemathesis"), "run", f"{address}/api/v1/openapi.json"]
    command += ["--checks", ",".join(CHECKS), "--continue-on-failure", "--suppress-health-check", "all"]
    command += ["--seed", str(seed), "--report", "json", "--report-json-path", str(folder / "report.json")]
    command += ["--generation-database", "none", "--no-color", "--request-timeout", "60", *options]
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, cwd=folder, env=environment, text=True, check=False, **both)
    assert (folder / "report.json").is_file(), done.stdout[-4000:]
    return _read(name, folder, done.stdout, seed)


def _read(name: str, folder: Path, said: str, seed: int) -> Ran:
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    rows = json.loads((folder / "seen.json").read_text(encoding="utf-8"))
    found = Ran(
        name,
        seed,
        report["running_time"],
        report["test_cases"]["generated"],
        report["failures"],
        report["errors"],
        said,
    )
    seen: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    ways: dict[str, int] = defaultdict(int)
    for method, path, way, status, number in rows:
        seen[f"{method} {path.removeprefix('/api/v1')}"][status] += number
        ways[way] += number
    found.seen, found.ways = {call: dict(statuses) for call, statuses in seen.items()}, dict(ways)
    return found
