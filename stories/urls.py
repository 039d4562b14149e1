"""Addresses of this app's forms."""

from django.urls.resolvers import URLPattern

app_name = "stories"
urlpatterns: list[URLPattern] = []
