"""Addresses of the storyteller's way and of each story; the wall itself is a page."""

from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _

from stories.views.feed import StoriesFeed
from stories.views.receipt import receipt
from stories.views.share import share
from stories.views.story import story

app_name = "stories"
urlpatterns: list[URLPattern] = [
    path(_("share/"), share, name="share"),
    path(_("receipt/"), receipt, name="receipt"),
    path("feed/", StoriesFeed(), name="feed"),
    path("feed/<slug:topic>/", StoriesFeed(), name="feed"),
    path("<slug:slug>/", story, name="story"),
]
