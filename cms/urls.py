"""Every address of the site. Public pages live under /en/ and /es/; / chooses by the browser's language once."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from cms.core import style_page
from cms.core import views as core_views
from cms.core.sitemap import PageSitemap
from cms.directory.sitemap import DirectorySitemap
from cms.officials.bridge_settings import bridge_is_on
from cms.outbox.inbound.providers import webhooks_are_on
from stories.sitemap import StorySitemap

handler400 = "cms.core.errors.bad_request"
handler403 = "cms.core.errors.forbidden"
handler404 = "cms.core.errors.not_found"
handler500 = "cms.core.errors.server_error"

SITEMAPS = {"pages": PageSitemap, "stories": StorySitemap, "help": DirectorySitemap}

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", core_views.healthz, name="healthz"),
    path("readyz", core_views.readyz, name="readyz"),
    path("robots.txt", core_views.robots),
    path("sitemap.xml", cache_control(no_cache=True)(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
]

if getattr(settings, "SERVE_MEDIA", False):
    urlpatterns.append(path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}))

if bridge_is_on():  # an optional package: without it nothing of this may be imported
    urlpatterns.append(path("phone/", include("cms.officials.bridge.urls")))

if webhooks_are_on():
    urlpatterns.append(path("mail/hooks/", include("cms.outbox.inbound.urls")))

urlpatterns += i18n_patterns(
    path(_("letters/"), include("cms.letters.urls")),
    path(_("visits/"), include("cms.officials.urls")),
    path(_("corrections/"), include("cms.corrections.urls")),
    path(_("stories/"), include("stories.urls")),
    path("directory/", include("cms.directory.urls")),
    path("style/", style_page.show, name="style_page"),
    path("", include(wagtail_urls)),
)
