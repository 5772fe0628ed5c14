#!/usr/bin/env python3
"""Django's command line. Without settings it uses the services that `make demo` or `make run` has."""

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
