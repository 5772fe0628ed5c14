"""Puts the read-only site in the place of Django's own admin."""

from django.contrib.admin import apps


class AdminConfig(apps.AdminConfig):
    """Django's admin with the core's own site."""

    default = False  # named in the settings; `cases` itself has another configuration
    default_site = "cases.admin_site.ReadOnlySite"
