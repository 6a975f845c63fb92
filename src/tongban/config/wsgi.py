"""The web process: what granian serves."""

import os
import signal

from django.core.wsgi import get_wsgi_application

from tongban.config import health
from tongban.kernel import privileges

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.config.settings")
if os.environ.get("TONGBAN_SUPERVISED") == "1":
    privileges.die_with_parent(signal.SIGKILL)  # granian's own worker would outlive a killed master, and keep the port
application = health.answering(get_wsgi_application())
