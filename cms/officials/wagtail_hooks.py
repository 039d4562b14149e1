"""What officials add to the admin."""

from wagtail.snippets.models import register_snippet

from cms.officials.viewsets import OfficialsViewSetGroup

register_snippet(OfficialsViewSetGroup)
