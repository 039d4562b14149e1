"""Addresses of this app's forms."""

from django.urls.resolvers import URLPattern

app_name = "letters"
urlpatterns: list[URLPattern] = []
