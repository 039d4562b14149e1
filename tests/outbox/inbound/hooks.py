"""The addresses of every mail provider's webhooks, as `cms.urls` has them for one."""

from django.urls import include, path

from cms.outbox.inbound.providers import PROVIDERS
from cms.outbox.inbound.urls import routes

urlpatterns = [path("mail/hooks/", include([one for name in PROVIDERS for one in routes(name)]))]
