"""Addresses of the import pages."""

from django.urls import path

from cases.views import importing

urlpatterns = [
    path("import/", importing.imports, name="imports"),
    path("import/<uuid:pk>/", importing.import_run, name="import_run"),
    path("import/<uuid:pk>/start/", importing.import_start, name="import_start"),
    path("import/<uuid:pk>/again/", importing.import_again, name="import_again"),
    path("import/<uuid:pk>/cancel/", importing.import_cancel, name="import_cancel"),
    path("import/<uuid:pk>/progress/", importing.import_progress, name="import_progress"),
    path("import/<uuid:pk>/report.csv", importing.import_report, {"fmt": "csv"}, name="import_report_csv"),
    path("import/<uuid:pk>/report.xlsx", importing.import_report, {"fmt": "xlsx"}, name="import_report_xlsx"),
]
