"""Addresses of the pages of writers and editors; each holds a secret link."""

from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _

from cms.letters import editor_views, views

app_name = "letters"
urlpatterns: list[URLPattern] = [
    path(_("confirm/<str:token>/"), views.confirm, name="confirm"),
    path(_("confirm/<str:token>/new-link/"), views.new_link, name="new_link"),
    path(_("status/<str:token>/"), views.status, name="status"),
    path(_("status/<str:token>/cancel/"), views.cancel, name="cancel"),
    path(_("status/<str:token>/write-again/"), views.again, name="write_again"),
    path(_("status/<str:token>/printed/"), views.printed, name="printed"),
    path(_("status/<str:token>/hide/"), views.hide, name="hide"),
    path("editor/<str:token>/", editor_views.editor, name="editor"),
    path("editor/<str:token>/answer/", editor_views.editor_answer, name="editor_answer"),
    path("editor/<str:token>/take-back/", editor_views.editor_take_back, name="editor_take_back"),
]
