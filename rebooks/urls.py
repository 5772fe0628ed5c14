"""Addresses of the guided intake. They name no person and no order."""

from django.urls import path

from rebooks.views import finish, intake

urlpatterns = [
    path("new/rebook/", intake.start, name="rebook_intake"),
    path("new/rebook/<uuid:draft>/check/", finish.check, name="rebook_intake_check"),
    path("new/rebook/<uuid:draft>/done/", finish.done, name="rebook_intake_done"),
    path("new/rebook/<uuid:draft>/put-back/", intake.put_back, name="rebook_intake_put_back"),
    path("new/rebook/<uuid:draft>/delete/", intake.delete, name="rebook_intake_delete"),
    path("new/rebook/<uuid:draft>/<slug:code>/", intake.step, name="rebook_intake_step"),
]
