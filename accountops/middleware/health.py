"""Answers probes and the metrics collector before hosts, sessions and cookies matter."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from accountops.health import metrics, ready


class HealthMiddleware:
    """`/livez`, `/readyz` and `/metrics`; every other path goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        response = answer(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def _livez(request: HttpRequest) -> HttpResponse:
    """The process runs. It touches nothing: a database that is away must not restart every web process."""
    return HttpResponse("ok\n", content_type="text/plain")


def _readyz(request: HttpRequest) -> HttpResponse:
    is_ready, findings = ready.report()
    return JsonResponse(
        {"ready": is_ready, "checks": findings + ready.told()}, status=200 if is_ready else 503
    )


def _metrics(request: HttpRequest) -> HttpResponse:
    if not metrics.may_read(request):
        return HttpResponse("not found\n", status=404, content_type="text/plain")
    body, content_type = metrics.exposition()
    return HttpResponse(body, headers={"Content-Type": content_type})


ANSWERS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/livez": _livez,
    "/readyz": _readyz,
    "/metrics": _metrics,
}
