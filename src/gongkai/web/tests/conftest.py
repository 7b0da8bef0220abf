"""The gallery's templates and a message store without sessions."""

import copy

import pytest


@pytest.fixture
def gallery(settings):
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = ["tools/gallery/templates"]
    settings.TEMPLATES = templates
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
