"""How long we keep what a storyteller sent. A change here counts for what is sent or decided from then on."""

from datetime import timedelta

# A story that is not public: from the day it was sent, taken off the site, or lost its permission to be shown.
UNPUBLISHED = timedelta(days=365)
DECLINED = timedelta(days=30)
SPAM = timedelta(days=7)
# Long enough for a storyteller to see with the receipt that it is down.
WITHDRAWN = timedelta(days=30)
# E-mail, phone and safe times, from the last time that we wrote or looked them up.
CONTACT = timedelta(days=90)
# Photos of a form that was never sent; also how long such a form finds them again.
UNSENT_PHOTO = timedelta(days=7)
# That a form was sent: a page that a browser kept may be sent again on another day, also when its story is erased.
SENT_FORM = timedelta(days=30)
# An unfinished story that its teller put aside.
DRAFT = timedelta(days=7)
