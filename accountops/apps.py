"""The project as a Django app: its commands, checks and demo."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountOpsConfig(AppConfig):
    """Ties Celery and the system checks to Django's start."""

    name = "accountops"
    verbose_name = _("AccountOps")

    def ready(self) -> None:
        # Imported for what they register: the Celery app that tasks are sent through, and the system checks.
        from accountops import celery, checks  # noqa: F401
