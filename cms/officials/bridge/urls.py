"""Addresses of the phone line: one a step, with the turn, so that a repeated request is recognized."""

from django.urls import path

from cms.officials.bridge.dialogue import FIRST, STEPS
from cms.officials.bridge.views import answer

app_name = "phone"
urlpatterns = [
    path("", answer, {"step": FIRST}, name=FIRST),
    *(path(f"{step}/<int:turn>/", answer, {"step": step}, name=step) for step in STEPS if step != FIRST),
]
