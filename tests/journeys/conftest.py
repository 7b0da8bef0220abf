"""What the journeys share: every person's own browser."""

import pytest

from gongkai.orgs.tests.factories import PASSWORD


@pytest.fixture
def desk(new_page, cast):
    """``desk("clerk")``: that person's own browser, signed in, at the inbox."""
    pages = {}

    def of(part, width=1280):
        if part not in pages:
            page = new_page(width=width)
            page.goto("/desk/sign-in/")
            page.get_by_label("账号").fill(getattr(cast, part).username)
            page.get_by_label("密码").fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            page.wait_for_url("**/desk/")
            pages[part] = page
        pages[part].goto("/desk/")
        return pages[part]

    return of
