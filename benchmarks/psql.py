"""A look into a kept database: python -m benchmarks.psql --home FOLDER SIZE "SELECT …" """

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path

from benchmarks.place import MEASURING, Place


def main(arguments: list[str]) -> int:
    """Starts PostgreSQL as a run does, prints what a statement answers, stops it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.psql")
    parser.add_argument("--home", required=True, type=Path)
    parser.add_argument("size", type=int)
    parser.add_argument("statement", nargs="+")
    chosen = parser.parse_args(arguments)
    place = Place(chosen.home)
    try:
        place.start(MEASURING)
        with closing(place.connect(f"cases_{chosen.size}")) as connection, connection.cursor() as cursor:
            for statement in chosen.statement:
                cursor.execute(statement)
                for row in cursor.fetchall() if cursor.description else []:
                    print(*row, sep=" | ")
    finally:
        place.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
