"""The demo's stand-in for outside systems: its tickets, and what it is told to answer next."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.connectors import loopback, ports
from cases.fields import spoken
from cases.models import LocalOrder, LocalTicket

MOST = 50
UNPROCESSABLE = 422


class OrderForm(forms.Form):
    """Which system, and what it answers to the next request."""

    system = forms.ChoiceField(label=_("System"))
    answer = forms.ChoiceField(label=_("Answers next"), choices=spoken(loopback.ORDERS))

    def __init__(self, *args: Any, **options: Any) -> None:
        """The systems are known once every kind is."""
        super().__init__(*args, **options)
        field = self.fields["system"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _labels().items()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def systems(request: HttpRequest) -> HttpResponse:
    """GET shows the newest tickets and what is still to come; POST tells one system its next answer."""
    form = OrderForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        system, answer = form.cleaned_data["system"], form.cleaned_data["answer"]
        loopback.tell_next(system, answer)
        messages.success(request, _("Noted: the next answer of %(system)s.") % {"system": _labels()[system]})
        return redirect("demo_systems")
    context = {
        "form": form,
        "tickets": [_ticket(one) for one in LocalTicket.objects.order_by("-pk")[:MOST]],
        "orders": [
            {"system": _labels().get(one.system, one.system), "answer": loopback.ORDERS[one.answer]}
            for one in LocalOrder.objects.all()[:MOST]
        ],
        "by_hand": [port.label for port in ports.ports().values() if ports.is_manual(port.code)],
        "now": timezone.now(),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "demo/systems.html", context, status=status)


def _labels() -> dict[str, str]:
    return {port.code: port.label for port in ports.ports().values()}


def _ticket(ticket: LocalTicket) -> dict[str, Any]:
    """One ticket for people."""
    return {
        "system": _labels().get(ticket.system, ticket.system),
        "number": ticket.number,
        "reference": ticket.reference,
        "state": "Open" if ticket.is_open else "Closed",
        "shape": "ring" if ticket.is_open else "tick-disc",
        "at": ticket.changed_at,
    }
