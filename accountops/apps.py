"""The project as a Django app: its commands, checks and demo."""

from __future__ import annotations

from django.apps import AppConfig


class AccountOpsConfig(AppConfig):
    """Registers the system checks when Django is ready."""

    name = "accountops"
    verbose_name = "AccountOps"

    def ready(self) -> None:
        from accountops import checks  # noqa: F401 - importing registers them, and needs the app registry
