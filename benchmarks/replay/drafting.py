"""Begins a draft as a manager does, and prints its key.

python -m benchmarks.replay.drafting <kind> <values as JSON>
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

import django


def begin(code: str, values: Mapping[str, Any], author: str) -> int:
    """A draft with these values; its key. `author` is a manager's username."""
    from cases import registry
    from cases.models import User
    from cases.policies import drafting

    user = User.objects.get(username=author)
    kind = registry.get_kind(code)
    draft = drafting.begin(kind, dict(values), effective_from=None, reason="What would change", author=user)
    return int(draft.pk)


if __name__ == "__main__":
    django.setup()
    from benchmarks.base import READERS

    print(begin(sys.argv[1], json.loads(sys.argv[2]), READERS["manager"]))
