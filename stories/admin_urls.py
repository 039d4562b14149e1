"""The moderators' addresses, below /admin/stories/."""

from django.urls import path
from django.urls.resolvers import URLPattern

from stories.views.contact import contact
from stories.views.queue import log, queue
from stories.views.review import photo, review

app_name = "stories_admin"
urlpatterns: list[URLPattern] = [
    path("", queue, name="queue"),
    path("log/", log, name="log"),
    path("photo/<uuid:pk>/", photo, name="photo"),
    path("<uuid:pk>/", review, name="review"),
    path("<uuid:pk>/contact/", contact, name="contact"),
]
