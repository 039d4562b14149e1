"""Secret links and the headers of the pages behind them."""

import re

from django.http import HttpResponse
from django.test import RequestFactory

from cms.core.secret_links import new_token, private, private_page


def test_secrets_are_long_new_each_time_and_safe_in_an_address() -> None:
    tokens = {new_token() for _ in range(50)}
    assert len(tokens) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)


def test_such_a_page_is_not_kept_indexed_or_told_to_others() -> None:
    wanted = {
        "Cache-Control": "no-store, private",
        "Referrer-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow",
    }
    view = private_page(lambda request, word: HttpResponse(word))
    for response in (private(HttpResponse("x")), view(RequestFactory().get("/"), word="x")):
        assert response.content == b"x"
        assert wanted.items() <= dict(response.headers).items()
