"""Where the letters desk finds what editors told us."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.letters.desk import answers
from cms.letters.models import PaperAnswer


class AnswersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(name) for name in answers.MAY_SEE)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """With the number of addresses to look at."""
        component: LinkMenuItem = super().render_component(request)
        waiting = PaperAnswer.objects.to_do().count()
        if waiting:
            component.label = _("Editors' answers (%(number)d)") % {"number": waiting}
        return component


class AnswersViewSet(ViewSet):
    """Answers come from editors and are undone by a service: nothing to add, edit or delete here."""

    name = "letters_answers"
    icon = "comment"
    menu_label = gettext_lazy("Editors' answers")
    menu_item_class = AnswersMenuItem
    menu_order = 312
    add_to_admin_menu = True
    url_prefix = "letters/answers"
    index_url_name = "letters_answers:index"
    index_results_url_name = "letters_answers:index_results"
    inspect_url_name = "letters_answers:answer"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = ("index_url_name", "index_results_url_name", "inspect_url_name")
        return {**{name: getattr(self, name) for name in names}, **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        index, one = answers.AnswerIndexView, answers.AnswerView
        return [
            path("", self.construct_view(index), name="index"),
            path("results/", self.construct_view(index, results_only=True), name="index_results"),
            path("<int:pk>/", self.construct_view(one), name="answer"),
            path("<int:pk>/take-back/", answers.take_back_view, name="take_back"),
            path("<int:pk>/use-mailbox/", answers.use_mailbox_view, name="use_mailbox"),
            path("<int:pk>/done/", answers.done_view, name="done"),
        ]
