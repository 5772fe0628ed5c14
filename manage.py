#!/usr/bin/env python3
"""Django's command line. With no settings in the environment it uses what `make demo` or `make run` has running."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one management command."""
    from accountops.embedded.attach import attach

    attach()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountops.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
