"""The app of order cancellations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CancellationsConfig(AppConfig):
    """Products of an order that a client gives up: a kind of case."""

    name = "cancellations"
    verbose_name = _("Cancellations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the kind with the core."""
        from cancellations.process import CANCELLATION
        from cases import registry

        registry.register(CANCELLATION)
