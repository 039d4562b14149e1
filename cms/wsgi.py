"""The WSGI application that a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from cms.core.key_proof import refuse_wrong_keys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

application = get_wsgi_application()
refuse_wrong_keys()
