"""Wagtail's choosers without their inline scripts, which the content policy blocks."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets.chooser import BaseChooser

# What BaseChooser.render ends with: <script>new PageChooser("id_page", {…});</script>
STARTER = re.compile(
    r"<script>(?P<new>new )?(?P<name>[A-Za-z_$][\w$]*)\((?P<arguments>.*)\);</script>\Z",
    re.DOTALL,
)


def starter_as_data(html: str) -> SafeString:
    """The widget with its starting script as a `<template>` that js/admin-start.js understands.

    The arguments are JSON already. HTML that ends otherwise comes back as it was.
    """
    match = STARTER.search(html)
    if match is None:
        return mark_safe(html)  # noqa: S308  (Wagtail's own)
    return format_html(
        '{}<template data-start="{}" data-arguments="[{}]"{}></template>',
        mark_safe(html[: match.start()]),  # noqa: S308  (Wagtail's own)
        match["name"],
        match["arguments"],
        mark_safe(" data-new") if match["new"] else "",
    )


def free_choosers_of_inline_scripts() -> None:
    """Make every chooser, of Wagtail and of ours, render its starter as data. Called once, by CoreConfig."""
    original: Callable[..., str] = BaseChooser.render
    if original.__module__ == __name__:  # done already
        return

    def render(self: Any, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return starter_as_data(original(self, name, value, attrs, renderer))

    BaseChooser.render = render
