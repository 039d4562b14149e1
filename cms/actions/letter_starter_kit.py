"""The letter page of the starter site, in both languages."""

from django.db import transaction
from wagtail.models import Site

from cms.actions.models import ActionIndexPage, LetterPage
from cms.actions.starter_content import letter
from cms.core.starter_kit import bilingual_page, move_behind, step


@step(51, "Letter page")
@transaction.atomic
def make_letter_page() -> int:
    home = Site.objects.get(is_default_site=True).root_page
    index = ActionIndexPage.objects.child_of(home).first()
    if index is None:
        return 0
    page, made = bilingual_page(LetterPage, parent=index, english=letter.ENGLISH, spanish=letter.SPANISH)
    first = index.get_children().first()
    if made and first != page.page_ptr:
        move_behind(page, first)
    return made
