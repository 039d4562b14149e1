"""Addresses of a visitor's pages; each holds a secret link."""

from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _

from cms.officials import views

app_name = "officials"
urlpatterns: list[URLPattern] = [
    path("<str:token>/", views.show_visit, name="visit"),
    path("<str:token>/visit.ics", views.calendar, name="calendar"),
    path(_("<str:token>/cancel/"), views.cancel, name="cancel"),
    path(_("<str:token>/report/"), views.report, name="report"),
]
