"""The moderators' addresses, below /admin/stories/."""

from django.urls import path
from django.urls.resolvers import URLPattern

from stories.views.bulk import bulk
from stories.views.contact import contact
from stories.views.contact_export import export
from stories.views.guide import guide
from stories.views.numbers import numbers, numbers_file
from stories.views.queue import log, queue
from stories.views.review import covered_photo, photo, review
from stories.views.translations import translate, translations
from stories.views.undo import undo, undo_all

app_name = "stories_admin"
urlpatterns: list[URLPattern] = [
    path("", queue, name="queue"),
    path("bulk/", bulk, name="bulk"),
    path("contacts/", export, name="export"),
    path("log/", log, name="log"),
    path("guide/", guide, name="guide"),
    path("numbers/", numbers, name="numbers"),
    path("numbers/file/", numbers_file, name="numbers_file"),
    path("translations/", translations, name="translations"),
    path("translations/<slug:slug>/<str:language>/", translate, name="translate"),
    path("photo/<uuid:pk>/", photo, name="photo"),
    path("photo/<uuid:pk>/covered/", covered_photo, name="covered_photo"),
    path("<uuid:pk>/", review, name="review"),
    path("undo/", undo_all, name="undo_all"),
    path("<uuid:pk>/undo/", undo, name="undo"),
    path("<uuid:pk>/contact/", contact, name="contact"),
]
