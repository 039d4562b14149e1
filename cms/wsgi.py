"""The WSGI application that a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from cms.core.start import refuse_to_serve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

application = get_wsgi_application()
refuse_to_serve()
