"""The test house itself: guards stand after a flush, data stays in a throw-away folder."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from gongkai.kernel.constraints import missing_guards


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["before a flush", "after a flush"])
def test_every_guard_and_composite_key_stands(time):
    assert missing_guards(connection) == []


def test_tests_keep_their_files_in_a_throw_away_folder():
    assert Path(os.environ["GONGKAI_DATA"]).resolve() == settings.DATA
    assert settings.DATA.name.startswith("gongkai-test-")
    assert settings.FILES_ROOT.is_relative_to(settings.DATA)
    assert settings.INDEX_ROOT.is_relative_to(settings.DATA)


def test_the_product_itself_hashes_passwords_with_argon2():
    from gongkai.config import settings as product

    assert product.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_browser_reaches_the_live_server(page, live_server):
    answer = page.goto("/no-such-page")
    assert answer.status == 404
    assert page.url.startswith(live_server.url)
