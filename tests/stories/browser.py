"""A storyteller's browser, without JavaScript and without cookies."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.translation import override


class Storyteller:
    """A browser without JavaScript and without cookies that holds the share form."""

    def __init__(self, language: str) -> None:
        self.client = Client()
        with override(language):
            self.share_url, self.receipt_url = reverse("stories:share"), reverse("stories:receipt")
        page = self.client.get(self.share_url).content.decode()
        self.token = hidden(page, "form_token")[0]

    def post(self, answers: dict[str, Any], button: str, **more: Any) -> Any:
        return self.client.post(self.share_url, {"form_token": self.token, **answers, button: "1", **more})

    def send(self, answers: dict[str, Any], **more: Any) -> Any:
        return self.post(answers, "send", **more)

    def ask(self, words: str, **more: Any) -> Any:
        return self.client.post(self.receipt_url, {"words": words, "look": "1"}, **more)


def hidden(page: str, name: str) -> list[str]:
    """Values of the hidden inputs with this name."""
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)


def receipt_in(response: Any) -> str:
    """The seven words on the page after sending."""
    page = response.content.decode()
    return " ".join(re.findall(r"<li>(\w+)</li>", page[page.index('class="receipt"') :])[:7])
