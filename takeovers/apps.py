"""The app of take-overs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TakeoversConfig(AppConfig):
    """Take-overs of customers between business partners: a kind of case."""

    name = "takeovers"
    verbose_name = _("Take-overs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the kind with the core."""
        from cases import registry
        from takeovers.process import TAKEOVER

        registry.register(TAKEOVER)
