"""The app of advocate cases."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvocacyConfig(AppConfig):
    """Tickets of customers about one product, and their closing: a kind of case."""

    name = "advocacy"
    verbose_name = _("Advocate cases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the kind with the core, and the systems in which its tickets are closed."""
        from advocacy.process import ADVOCATE
        from advocacy.process.ports import PORTS
        from cases import registry
        from cases.connectors import planning

        registry.register(ADVOCATE)
        for port in PORTS:
            planning.connect(port)
