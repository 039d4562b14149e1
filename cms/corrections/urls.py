"""Addresses where readers say that something is wrong. They name the row of ours, and nothing about the reader."""

from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _

from cms.corrections import views

app_name = "corrections"
urlpatterns: list[URLPattern] = [
    path(_("thanks/"), views.thanks, name="thanks"),
    path("<slug:kind>/<int:pk>/", views.report, name="report"),
]
