"""The page counts words as the server does, on the same ugly texts, in a real browser."""

from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser

from cms.letters.words import count_words
from tests.letters.word_cases import CASES

PAGE_JS = Path(settings.BASE_DIR) / "cms" / "static" / "js" / "page.js"
FORM = """
<textarea id="text"></textarea>
<p data-count-for="text" data-unit="words" data-limit="250" data-now="NUMBER" data-over="NUMBER over"></p>
"""
COUNT = """(text) => {
  const field = document.getElementById("text");
  field.value = text;
  field.dispatchEvent(new Event("input"));
  return document.querySelector("[data-count-for]").textContent;
}"""


def test_the_page_and_the_server_count_alike(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(FORM)
    page.add_script_tag(content=PAGE_JS.read_text(encoding="utf-8"), type="module")
    page.wait_for_function("document.querySelector('[data-count-for]').textContent === '0'")
    counted = {text: page.evaluate(COUNT, text) for text, _words in CASES}
    page.close()
    assert counted == {text: str(words) for text, words in CASES}
    assert {text: str(count_words(text)) for text, _words in CASES} == counted
