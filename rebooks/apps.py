"""The app of order rebooks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RebooksConfig(AppConfig):
    """Order rebooks: a kind of case."""

    name = "rebooks"
    verbose_name = _("Order rebooks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the kind with the core."""
        from cases import registry
        from rebooks.process import REBOOK

        registry.register(REBOOK)
