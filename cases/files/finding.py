"""Finding files again: those of a case, and one of them with its content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from cases import access
from cases.models import Case, Document, DocumentContent, Link, User


def of_case(case: Case, user: User) -> QuerySet[Document]:
    """The files of a case in the order in which they came; whoever asks has been let see the case.

    People from outside find only what they brought themselves. Nobody finds what was removed.
    """
    return _ever_of_case(case, user).filter(removed_at=None)


def _ever_of_case(case: Case, user: User) -> QuerySet[Document]:
    rows = Document.objects.filter(case=case.pk).select_related("uploaded_by").order_by("id")
    return rows.filter(uploaded_by=user) if access.is_outside(user, case) else rows


def of_earlier(case: Case, user: User, merged: Iterable[Case]) -> list[Document]:
    """The files of the cases that this one continues or goes on for, as far as this person sees those cases.

    `merged` are those that it goes on for.
    They stay where they are: nothing is copied, and each download asks again who sees its own case.
    """
    followed = Q(linked_from__case=case.pk, linked_from__relation=Link.Relation.FOLLOWS)
    goes_on_for = Q(pk__in=[one.pk for one in merged])
    seen = access.visible_to(user, Case.objects.filter(followed | goes_on_for)).values("pk")
    rows = Document.objects.filter(case__in=seen, removed_at=None).select_related("case", "uploaded_by")
    rows = rows.order_by("case", "id")
    return [row for row in rows if row.uploaded_by == user or not access.is_outside(user, row.case)]


def one_of(case: Case, user: User, number: UUID) -> Document | None:
    """The file of that number, where it is this case's and theirs to see; one that was removed, too."""
    return _ever_of_case(case, user).filter(number=number).first()


def content_of(document: Document) -> bytes:
    """The bytes of a file that may be read."""
    return bytes(DocumentContent.objects.values_list("data", flat=True).get(document=document.pk))


def told(document: Document, case: Case) -> dict[str, Any]:
    """The file as programs read it."""
    by = document.uploaded_by
    names = ("name", "purpose", "size", "content_type", "sha256", "status", "as_role", "uploaded_at", "entry")
    return {name: getattr(document, name) for name in names} | {
        "number": str(document.number),
        "scanned": document.was_scanned,
        "by": by.username if by else None,
        "url": reverse("api:get_file", args=[case.reference, document.number]),
    }
