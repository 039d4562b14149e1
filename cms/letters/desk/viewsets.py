"""The addresses of the letters desk, and its places in the menu."""

from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from cms.core.desk import DeskViewSet
from cms.letters.desk import answers, letters, papers, printed, queue, review
from cms.letters.desk.paper_import import ImportView
from cms.letters.models import PaperAnswer, PrintedLetter


class LettersViewSet(DeskViewSet):
    """Letters are written by their writers."""

    name = "letters_desk"
    icon = "mail"
    menu_label = _("Letters")
    menu_order = 310
    url_prefix = "letters"
    may_see = ("letters.view_letter", letters.MAY_ACT)
    index_view = letters.LetterIndexView
    inspect_view = letters.LetterView
    inspect_name = "letter"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/arrived/", letters.arrived_view, name="arrived"),
            path("<int:pk>/send-again/", letters.send_again_view, name="send_again"),
            path("<int:pk>/give-up/", letters.give_up_view, name="give_up"),
            path("waiting/", queue.queue_view, name="queue"),
            path("<int:pk>/review/", review.review_view, name="review"),
            path("<int:pk>/claim/", review.claim_view, name="claim"),
            path("<int:pk>/release/", review.release_view, name="release"),
            path("<int:pk>/approve/", review.approve_view, name="approve"),
            path("<int:pk>/return/", review.return_view, name="return"),
        ]


class PapersDeskViewSet(ViewSet):
    """What concerns papers beside the form of one: it is reached from their list."""

    name = "papers_desk"
    url_prefix = "papers"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("<int:pk>/verify/", papers.VerifyView.as_view(), name="verify"),
            path("duplicates/", papers.DuplicatesView.as_view(), name="duplicates"),
            path("merge/<int:first>/<int:second>/", papers.MergeView.as_view(), name="merge"),
            path("import/", ImportView.as_view(), name="import"),
            path("export/", papers.ExportView.as_view(), name="export"),
            path("template/", papers.TemplateFileView.as_view(), name="template"),
        ]


class AnswersViewSet(DeskViewSet):
    """Answers come from editors."""

    name = "letters_answers"
    icon = "comment"
    menu_label = _("Editors' answers")
    menu_order = 312
    url_prefix = "letters/answers"
    may_see = answers.MAY_SEE
    index_view = answers.AnswerIndexView
    inspect_view = answers.AnswerView
    inspect_name = "answer"

    def waiting(self) -> QuerySet[PaperAnswer]:
        return PaperAnswer.objects.to_do()

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/take-back/", answers.take_back_view, name="take_back"),
            path("<int:pk>/use-mailbox/", answers.use_mailbox_view, name="use_mailbox"),
            path("<int:pk>/done/", answers.done_view, name="done"),
        ]


class PrintedViewSet(DeskViewSet):
    """Rows come from writers."""

    name = "letters_printed"
    icon = "doc-full"
    menu_label = _("Printed letters")
    menu_order = 314
    url_prefix = "letters/printed"
    may_see = printed.MAY_SEE
    index_view = printed.PrintedIndexView
    inspect_view = printed.PrintedView
    inspect_name = "printed"

    def waiting(self) -> QuerySet[PrintedLetter]:
        return PrintedLetter.objects.to_check()

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/show/", printed.show_view, name="show"),
            path("<int:pk>/remove/", printed.remove_view, name="remove"),
        ]
