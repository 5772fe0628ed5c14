"""Writing and verifying the timeline: one chain of keyed hashes per case."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Max, Model

from cases.models import ChainAnchor, PersonalData, TimelineEntry
from cases.requests import current_request_id

if TYPE_CHECKING:
    from cases.models import Case


WHOLE_FROM = 1e16


def plain(value: Any) -> Any:
    """`value` as JSON can hold it: instants in UTC ISO 8601, amounts as strings, people and cases by name."""
    return json.loads(json.dumps(value, cls=_Encoder), parse_float=_float)


def _float(text: str) -> float | int:
    """As the database gives it back: large whole numbers without an exponent, no negative zero."""
    value = float(text)
    return int(value) if abs(value) >= WHOLE_FROM else value + 0.0


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        if isinstance(o, datetime):
            return o.astimezone(UTC).isoformat().replace("+00:00", "Z")
        if isinstance(o, (set, frozenset)):
            return sorted(o)
        if isinstance(o, Model):
            return getattr(o, "reference", None) or getattr(o, "username", None) or str(o)
        return super().default(o)


def _keyed(text: str) -> str:
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def _canonical(value: Any) -> str:
    """Always the same text for what JSON holds already, but for instants; `plain` has seen to the rest."""
    return json.dumps(value, cls=_Encoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _covered(entry: TimelineEntry) -> dict[str, Any]:
    """What the hash of an entry covers: all but the row's id and the hash itself."""
    names = (
        "case_id seq at recorded_at actor_id as_role action refused from_state to_state version effects data "
        "personal_digest request_id prev_hash"
    )
    return {name: getattr(entry, name) for name in names.split()}


def hash_of(entry: TimelineEntry) -> str:
    """The keyed hash of an entry, the hash of the one before it included."""
    return _keyed(_canonical(_covered(entry)))


def compose(
    case: Case, end: tuple[int, str], *, personal: dict[str, Any] | None = None, **fields: Any
) -> tuple[TimelineEntry, PersonalData | None]:
    """The entry that follows `end` (number and hash), and its personal part; neither is stored yet.

    The lock on the case's row, under which `end` was read, is what keeps the chain unforked.
    """
    entry = TimelineEntry(case_id=case.pk, seq=end[0] + 1, prev_hash=end[1], request_id=current_request_id())
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.data, words = plain(entry.data), None
    if personal:
        personal, salt = plain(personal), secrets.token_hex(16)
        entry.personal_digest = _keyed(salt + _canonical(personal))
        words = PersonalData(entry=entry, data=personal, salt=salt)
    entry.hash = hash_of(entry)
    return entry, words


def append(
    case: Case,
    *,
    end: tuple[int, str] | None = None,
    personal: dict[str, Any] | None = None,
    **fields: Any,
) -> TimelineEntry:
    """Stores one more entry of a case whose row the caller has locked.

    `end` is where the timeline ends (number and hash), for a caller who has read it under the lock.
    """
    if end is None:
        rows = TimelineEntry.objects.filter(case=case.pk).order_by("-seq")
        end = rows.values_list("seq", "hash").first() or (0, "")
    entry, words = compose(case, end, personal=personal, **fields)
    entry.save(force_insert=True)
    if words is not None:
        words.save(force_insert=True)
    return entry


def faults(case_id: int | None = None) -> Iterator[str]:
    """Walks the chains (of one case or all) and tells each break as a sentence."""
    entries = TimelineEntry.objects.order_by("case_id", "seq").select_related("personal")
    if case_id is not None:
        entries = entries.filter(case=case_id)
    case, seq, previous = None, 0, ""
    for entry in entries.iterator(chunk_size=2000):
        if entry.case_id != case:
            case, seq, previous = entry.case_id, 0, ""
        if entry.seq != seq + 1:
            yield f"case {case}: entry {seq + 1} is missing"
        if entry.prev_hash != previous or entry.hash != hash_of(entry):
            yield f"case {case}: entry {entry.seq} does not match its hash"
        words = getattr(entry, "personal", None)
        if words is not None and entry.personal_digest != _keyed(words.salt + _canonical(words.data)):
            yield f"case {case}: the personal part of entry {entry.seq} was changed"
        seq, previous = entry.seq, entry.hash


def anchor(now: datetime) -> ChainAnchor | None:
    """Puts all entries since the last anchor under one hash; None when there are none.

    Entries younger than five minutes wait for the next one: a transaction still open may hold a smaller id.
    Two at once take turns, so that no entry comes under two anchors.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cases.timeline.anchor'))")
        return _anchor(now)


def _anchor(now: datetime) -> ChainAnchor | None:
    before = ChainAnchor.objects.order_by("-id").first()
    start = before.last_entry if before else 0
    settled = TimelineEntry.objects.filter(pk__gt=start, recorded_at__lte=now - timedelta(minutes=5))
    end = settled.aggregate(last=Max("pk"))["last"] or start
    hashes = list(
        TimelineEntry.objects.filter(pk__gt=start, pk__lte=end).order_by("pk").values_list("pk", "hash")
    )
    if not hashes:
        return None
    digest = _keyed((before.hash if before else "") + "".join(value for _, value in hashes))
    return ChainAnchor.objects.create(
        at=now,
        first_entry=hashes[0][0],
        last_entry=hashes[-1][0],
        entries=len(hashes),
        prev_hash=before.hash if before else "",
        hash=digest,
    )


def anchor_faults() -> Iterator[str]:
    """Checks every anchor against the entries it covers: a removed tail of a chain shows here."""
    previous = ""
    for row in ChainAnchor.objects.order_by("id"):
        span = TimelineEntry.objects.filter(pk__gte=row.first_entry, pk__lte=row.last_entry).order_by("pk")
        hashes = list(span.values_list("hash", flat=True))
        if row.prev_hash != previous or row.hash != _keyed(previous + "".join(hashes)):
            yield f"the anchor of {row.at:%Y-%m-%d %H:%M} covers {row.entries} entries, found {len(hashes)}"
        previous = row.hash


def last_seq(case_id: int) -> int:
    """The number of the newest entry of a case, 0 when there is none."""
    return TimelineEntry.objects.filter(case=case_id).aggregate(last=Max("seq"))["last"] or 0
