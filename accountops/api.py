"""The HTTP API at /api/v1/: its calls, its description, and how it says no."""

from __future__ import annotations

from importlib import import_module
from itertools import chain
from types import ModuleType
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import module_has_submodule
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.docs import Swagger

from cases import registry
from cases.api import actions, asof, cases, deadlines, decisions, files, intake, policy
from cases.api.answering import on_error, respond_problem
from cases.api.auth import CHALLENGE, BearerToken, WebSession
from cases.api.description import completed
from cases.api.problems import Problem


def kinds_own() -> list[ModuleType]:
    """The `api` modules of kinds that have calls of their own: `router`, and `SCHEMAS` of their bodies."""
    labels = dict.fromkeys(kind.model._meta.app_label for kind in registry.all_kinds())
    configs = [apps.get_app_config(label) for label in labels]
    return [
        import_module(f"{config.name}.api")
        for config in configs
        if config.module is not None and module_has_submodule(config.module, "api")
    ]


class Docs(Swagger):
    """The readable description in a page of ours: a language, a title, and nothing inline."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """The page; it reads the description from `openapi.json`."""
        options = self.settings | {"url": self.get_openapi_url(api, kwargs)}
        return render(request, "api/docs.html", {"title": api.title, "options": options})


class Api(NinjaAPI):
    """Ninja's API with the kinds' inputs in its description, which takes half a second to make."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._described: dict[str, Any] = {}

    def take(self, router: Router) -> None:
        """Adds a router's calls. What answers a GET answers a HEAD; the web server leaves the body out."""
        for operation in chain.from_iterable(path.operations for path in router.path_operations.values()):
            if "GET" in operation.methods:
                operation.methods.append("HEAD")
        self.add_router("", router)

    def get_openapi_schema(self, *args: Any, **options: Any) -> Any:
        """The OpenAPI 3.1 document: what is installed does not change while the process runs."""
        asked = repr((args, sorted(options.items())))
        if asked not in self._described:
            described = completed(super().get_openapi_schema(*args, **options))
            for own in kinds_own():
                described["components"]["schemas"] |= {name: make() for name, make in own.SCHEMAS.items()}
            self._described[asked] = described
        return self._described[asked]


api = Api(
    title="AccountOps",
    version="1",
    description="Cases of account changes: opening, acting, recording, and what the rules say.",
    urls_namespace="api",
    docs=Docs(),
    docs_decorator=require_safe,
    auth=[BearerToken(), WebSession()],
)
ROUTERS = (
    cases.router, actions.router, files.router, decisions.router, deadlines.router, policy.router,
    intake.router, asof.router,
)  # fmt: skip
for router in ROUTERS:
    api.take(router)
for own in kinds_own():
    api.take(own.router)


def _unauthenticated(request: HttpRequest, error: Any) -> HttpResponse:
    detail = "Send a bearer token, or sign in."
    return respond_problem(request, Problem(401, detail, headers=CHALLENGE))


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    return respond_problem(request, Problem(error.status_code, error.message))


def _not_read(request: HttpRequest, error: Any) -> HttpResponse:
    return respond_problem(request, Problem(404, "There is nothing at this address."))


api.add_exception_handler(Exception, on_error)
api.add_exception_handler(HttpError, _http_error)
api.add_exception_handler(AuthenticationError, _unauthenticated)
api.add_exception_handler(ValidationError, _not_read)
