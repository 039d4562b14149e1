"""Forms of the writer's pages."""

from cms.core.forms import GuardedForm


class ButtonForm(GuardedForm):
    """A button and nothing to fill in."""
