"""The admin as a window: administrators and auditors look through it, nobody reaches through."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _

from cases.models import User

READERS = frozenset({"administrator", "auditor"})
SAFE = frozenset({"GET", "HEAD"})


class ReadOnlySite(admin.AdminSite):
    """Lets in by role, never by `is_staff`; signing in is allauth's, with its limits and second factors."""

    site_header = site_title = _("AccountOps records")
    index_title = _("Records, to look at")
    site_url = "/"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Takes windows only: what other packages bring along could be changed through it."""
        if admin_class is not None and issubclass(admin_class, Window):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the reader holds a role that may look at records."""
        user = request.user
        return isinstance(user, User) and user.is_active and bool(user.roles & READERS)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """For readers, and by reading alone; for others there is the sign-in, or nothing."""
        shown = super().admin_view(view, cacheable)

        @wraps(shown)
        def for_readers(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not self.has_permission(request):
                return self.login(request)
            if request.method not in SAFE and view != self.logout:
                raise PermissionDenied
            return shown(request, *args, **kwargs)

        return for_readers

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """A password is changed in one place, with its limits and second factors."""
        return redirect("account_change_password")

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Sends strangers to the sign-in; for those signed in without such a role there is nothing here."""
        if request.user.is_authenticated:
            raise Http404
        back = request.GET.get("next", "") or request.get_full_path()
        return redirect_to_login(back, resolve_url("account_login"))


class Window(admin.ModelAdmin):
    """A model to look at: no adding, changing, deleting or actions, for anybody."""

    actions = None
    show_full_result_count = False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; a filter that no database takes is a request that cannot be read."""
        if any("\0" in text for values in request.GET.lists() for text in (values[0], *values[1])):
            raise BadRequest("NUL in a filter")
        return super().changelist_view(request, extra_context)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever was let in sees every model of the core."""
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As above."""
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False
