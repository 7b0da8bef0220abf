import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
application = get_wsgi_application()

# What was loaded stays for good: the collector need not look at it with every few requests.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
