"""What is kept on the site that the crawlers walk through: words that only some may read, one for each right."""

from cms.users.models import User
from cms.users.roles import MODERATORS
from stories.models import Submission
from stories.services.messages import send_message
from stories.starter_kit import make_page, make_topics
from tests.factories import corrections, directory, letters, visits
from tests.factories.site import build_site, person
from tests.factories.stories import both_languages, published, with_photo

# What each word stands in, and the permission without which nobody may see it.
STORY, LETTER, VISITOR, NOTE = "quincunxstory", "quincunxletter", "quincunxvisitor", "quincunxnote"
READABLE_WITH = {
    STORY: "stories.moderate_submission",
    LETTER: "letters.read_letter",
    VISITOR: "officials.read_visitor",
    NOTE: "corrections.change_correction",
}
# Shown to nobody who only looks around: it is asked for with a reason.
CONTACT = "quincunxcontact"


def build() -> None:
    build_site()
    make_page()
    make_topics()
    both_languages()
    published()
    _story()
    for letter in (letters.held, letters.confirmed):
        text = f"{LETTER} {letters.own_words(len(letter.__name__))}"
        letter(text=text, street=f"12 {LETTER}", email=f"{LETTER}@example.org")
    visits.planned(name=VISITOR, email=f"{VISITOR}@example.org")
    corrections.correction(note=f"{NOTE} is wrong.")
    directory.national("Help for all")


def _story() -> Submission:
    contact = {"name": f"Kay {CONTACT}", "email": f"{CONTACT}@example.org", "safe_times": CONTACT}
    sent = with_photo(title=STORY, body=f"I carried a {STORY}.", place_detail=STORY, **contact)
    moderator = person(MODERATORS)
    for writer in (None, moderator.pk):
        send_message(submission_id=sent.pk, text=STORY, by_user_id=writer)
    User.objects.filter(pk=moderator.pk).delete()
    return sent
