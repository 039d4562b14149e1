"""Where the one configured mail provider calls. Imported only where its webhooks are on."""

from anymail.urls import urlpatterns as all_providers
from django.conf import settings
from django.urls.resolvers import URLPattern


def routes(provider: str) -> list[URLPattern]:
    """The addresses of one provider, such as postmark/inbound/ and postmark/tracking/."""
    return [one for one in all_providers if str(one.pattern).lstrip("^").startswith(f"{provider}/")]


urlpatterns = routes(settings.MAIL_WEBHOOK_PROVIDER)
