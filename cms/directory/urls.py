"""Addresses of the page on which an organization answers for itself; each holds a signed link."""

from django.urls import path
from django.urls.resolvers import URLPattern

from cms.directory import views

app_name = "directory"
urlpatterns: list[URLPattern] = [
    path("check/<str:token>/", views.check, name="check"),
]
