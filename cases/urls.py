"""Addresses of the core's pages."""

from django.urls import include, path

from cases.urls_imports import urlpatterns as imports
from cases.urls_mail import urlpatterns as mail
from cases.urls_people import urlpatterns as people
from cases.urls_policy import urlpatterns as policies
from cases.urls_rules import urlpatterns as rules
from cases.urls_together import urlpatterns as working_together
from cases.views.act import act
from cases.views.asked import asked, asked_by_link
from cases.views.board import board, board_table, boards
from cases.views.case import case
from cases.views.consent import consent
from cases.views.continuing import continue_page
from cases.views.deadlines import deadlines
from cases.views.document import document
from cases.views.export import export
from cases.views.foreseen import foreseen
from cases.views.made import made
from cases.views.many import many, many_done
from cases.views.opening import open_page
from cases.views.palette import palette
from cases.views.preview import act_preview
from cases.views.queue import all_cases, home, team_queue
from cases.views.record import record_event
from cases.views.savedviews import view, view_remove, views
from cases.views.search import search
from cases.views.silence import silence
from cases.views.status import status_link
from cases.views.taking import take_next
from cases.views.triage import triage
from cases.views.undoing import undo

urlpatterns = [
    # What is asked for most stands first: addresses are compared one after another.
    path("", home, name="home"),
    path("cases/", all_cases, name="cases"),
    path("cases/many/", many, name="many"),
    path("cases/many/<uuid:batch>/", many_done, name="many_done"),
    path("cases/<str:reference>/", case, name="case"),
    path("queue/<str:team>/", team_queue, name="queue"),
    path("", include(people)),
    path("", include(imports)),
    path("", include(mail)),
    path("", include(policies)),
    path("", include(rules)),
    path("", include(working_together)),
    path("new/<slug:kind>/", open_page, name="open_case"),
    path("cases/export.csv", export, {"fmt": "csv"}, name="export_csv"),
    path("cases/export.xlsx", export, {"fmt": "xlsx"}, name="export_xlsx"),
    path("cases/<str:reference>/files/<uuid:number>/", document, name="document"),
    path("cases/<str:reference>/make/<slug:name>/", made, name="made"),
    path("cases/<str:reference>/continue/<slug:name>/", continue_page, name="continue_as"),
    path("cases/<str:reference>/do/<str:name>/", act, name="act"),
    path("cases/<str:reference>/do/<str:name>/preview/", act_preview, name="act_preview"),
    path("cases/<str:reference>/record/<str:name>/", record_event, name="record_event"),
    path("cases/<str:reference>/silence/", silence, name="silence"),
    path("cases/<str:reference>/foreseen/", foreseen, name="foreseen"),
    path("cases/<str:reference>/undo/<int:seq>/", undo, name="undo"),
    path("palette/", palette, name="palette"),
    path("queue/<str:team>/triage/", triage, name="triage"),
    path("queue/<str:team>/next/", take_next, name="take_next"),
    path("board/", boards, name="boards"),
    path("board/<str:team>/", board, name="board"),
    path("board/<str:team>/<slug:table>.<slug:fmt>", board_table, name="board_table"),
    path("deadlines/", deadlines, name="deadlines"),
    path("deadlines/<str:team>/", deadlines, name="team_deadlines"),
    path("search/", search, name="search"),
    path("views/", views, name="views"),
    path("views/<int:pk>/", view, name="view"),
    path("views/<int:pk>/remove/", view_remove, name="view_remove"),
    path("consent/<str:token>/", consent, name="consent"),
    path("status/<str:token>/", status_link, name="status_link"),
    path("asked/", asked, name="asked"),
    path("asked/<str:token>/", asked_by_link, name="asked_by_link"),
]
