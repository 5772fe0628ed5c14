"""The base of this benchmark: patterns of the cases of one kind.

python -m benchmarks.replay.base <kind> <cases to play> <variants of each> <file for the sign-ins>
"""

from __future__ import annotations

import sys
from datetime import timedelta
from functools import partial
from importlib import import_module
from random import Random
from typing import TYPE_CHECKING, Final

import django

if TYPE_CHECKING:
    from cases.models import Case

VARIANTS: Final = 3  # this year's, last year's, and those of the year before
# A kind's demo makes one case for so many of the demo's.
ONE_IN: Final = {"rebook": 1, "takeover": 10, "affiliation": 7, "advocate": 7, "cancellation": 7.5}


def years(case: Case, random: Random) -> timedelta:
    """How far back a copy lies: a closed one whole years, so that its days are the same days of their months.

    Rules ask whether two days are of one month; a copy that lay otherwise would be decided otherwise.
    """
    return timedelta(days=365 * random.randrange(VARIANTS)) if case.is_closed else timedelta()


def play(code: str, count: int) -> object:
    """Plays cases of one kind through the door."""
    from benchmarks.place import SEED
    from cases import registry

    demo = import_module(f"{registry.get_kind(code).model._meta.app_label}.demo")
    return demo.seed(int(count * ONE_IN[code]), number=SEED)


if __name__ == "__main__":
    django.setup()
    from benchmarks.base import main

    main(sys.argv[2:], back=years, play=partial(play, sys.argv[1]))
