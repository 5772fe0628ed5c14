"""Rows of a kind's own tables that know what they held when they were read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.db import models


class Remembering(models.Model):
    """A row that tells what a change left behind, so that the timeline can wind it back.

    `winds` names the columns that are told; None for all but free words, which may be about people.
    """

    winds: ClassVar[frozenset[str] | None] = None
    as_read: dict[str, Any] | None = None

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        """Keeps what the row holds beside it."""
        row = super().from_db(db, field_names, values)
        row.as_read = row.picture()
        return row

    def picture(self) -> dict[str, Any]:
        """What of the row is told when it changes."""
        loaded = self.__dict__
        return {name: loaded[name] for name in self._told() if name in loaded}

    @classmethod
    def _told(cls) -> Collection[str]:
        if cls.winds is not None:
            return cls.winds
        words = (models.TextField, models.JSONField)
        fields = cls._meta.concrete_fields
        return [one.attname for one in fields if not one.primary_key and not isinstance(one, words)]
