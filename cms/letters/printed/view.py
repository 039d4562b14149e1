"""The writer's answer to "was it printed?", on the writer's own page."""

from typing import Any

from cms.letters.forms import PrintedForm
from cms.letters.models import MAY_BE_PRINTED, Letter, PaperAnswer


def printed_context(letter: Letter, bound: PrintedForm | None = None) -> dict[str, Any]:
    """`printed_form` where there is something to ask, `is_shown` where there is something to withdraw."""
    context: dict[str, Any] = {"is_shown": letter.may_be_shown}
    if letter.status not in MAY_BE_PRINTED or letter.erased_at:
        return context
    said = letter.answers.about_print()
    if said is not None and said.kind != PaperAnswer.Kind.PRINTED:
        return context
    form = bound or PrintedForm(
        initial={"printed": letter.printed, "url": letter.printed_url, "may_be_shown": letter.may_be_shown},
        knows_editor=said is not None,
    )
    return {**context, "printed_form": form, "knows_editor": said is not None}
