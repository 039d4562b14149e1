"""Addresses of the storyteller's way and of each story; the wall itself is a page."""

from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control

from stories.views.feed import StoriesFeed
from stories.views.receipt import receipt
from stories.views.share import share
from stories.views.story import story

# No cache may show a story without asking: what was taken back is gone at once.
asked_each_time = cache_control(no_cache=True)

app_name = "stories"
urlpatterns: list[URLPattern] = [
    path(_("share/"), share, name="share"),
    path(_("receipt/"), receipt, name="receipt"),
    path("feed/", asked_each_time(StoriesFeed()), name="feed"),
    path("feed/<slug:topic>/", asked_each_time(StoriesFeed()), name="feed"),
    path("<slug:slug>/", asked_each_time(story), name="story"),
]
