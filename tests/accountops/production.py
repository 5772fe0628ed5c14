"""A complete set of production variables, and a way to read the settings with others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "ACCOUNTOPS_MODE": "production",
    "SECRET_KEY": "9fKq2mWz7xTn4vBc1pLd8sHg5jRy3uEa6iOo0kQwXeZbTnVm1234",
    "AUDIT_KEY": "Zx7cVb2nMa9sDf4gHj1kLq6wEr3tYu8iOp5zXc0vBnMq",
    "METRICS_TOKEN": "m" * 20,
    "DATABASE_URL": os.environ["DATABASE_URL"],
    "REDIS_URL": os.environ["REDIS_URL"],
    "PUBLIC_URL": "https://ops.example.com",
    "ALLOWED_HOSTS": "ops.example.com",
    "TRUSTED_PROXIES": "1",
    "EMAIL_HOST": "mail.example.com",
    "PATH": os.environ["PATH"],
    "DJANGO_SETTINGS_MODULE": "accountops.settings",
}


def run_python(arguments: list[str], **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Run Python in the root folder with PRODUCTION and `changes` (None removes) as its whole environment."""
    environment = {key: value for key, value in {**PRODUCTION, **changes}.items() if value is not None}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def read_settings(expression: str = "", **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Import the settings and print `expression` of them."""
    code = f"from accountops import settings as s; print({expression})"
    return run_python(["-c", code], **changes)
