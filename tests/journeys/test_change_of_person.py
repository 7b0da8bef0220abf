"""A change of person (A2), as the office and the successor live it in a browser."""

import pytest
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.audit.selectors import story_of, verify
from gongkai.orgs.tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEW = "Xiaohe-2026-liushui"


def sign_in(page, username, password=PASSWORD):
    page.goto("/desk/sign-in/?next=/desk/people/")
    page.get_by_label("账号").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def sign_out(page):
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/desk/sign-in/")


def register_newcomer(page):
    """The office registers 柳新 and reads the temporary password from the screen."""
    page.goto("/desk/people/new/")
    page.get_by_label("所在单位").select_option(label="　澄明县教育局")
    page.get_by_label("账号").fill("liuxin")
    page.get_by_label("姓名").fill("柳新")
    page.get_by_role("button", name="登记", exact=True).click()
    return page.locator("code").inner_text()


def hand_over(page):
    """The office hands 林小雨's work to 柳新 and takes note of it."""
    page.goto("/desk/people/?role=clerk")
    page.get_by_role("link", name="林小雨").click()
    page.get_by_role("link", name="工作交接").last.click()
    page.get_by_label("接手人账号").fill("liuxin")
    page.get_by_label("交接说明").fill("岗位调整")
    page.get_by_role("button", name="交接", exact=True).click()
    page.get_by_text("已由柳新接任").wait_for()
    page.goto("/desk/people/handovers/?state=unseen")
    page.get_by_role("button", name="备案林小雨的交接").click()
    page.get_by_text("交接已备案").wait_for()


def choose_own_password(page, temporary):
    sign_in(page, "liuxin", temporary)
    page.get_by_text("您正在使用初始密码").wait_for()
    page.get_by_label("当前密码").fill(temporary)
    page.get_by_label("新密码", exact=False).first.fill(NEW)
    page.get_by_label("再输一次新密码").fill(NEW)
    page.get_by_role("button", name="修改密码").click()


def switch_two_step_on(page):
    page.goto("/desk/two-step/")
    assert page.get_by_alt_text("供动态口令应用扫描的二维码").is_visible()
    device = TOTPDevice.objects.get(user__username="liuxin")
    page.get_by_label("验证码").fill(f"{totp(device.bin_key):06d}")
    page.get_by_role("button", name="启用两步验证").click()
    page.get_by_text("两步验证已启用，下次登录").wait_for()
    return device


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_clerk_leaves_and_the_successor_takes_over(new_page, cast, scripts):
    page = new_page(java_script_enabled=scripts)
    sign_in(page, "office")
    temporary = register_newcomer(page)
    hand_over(page)
    sign_out(page)

    choose_own_password(page, temporary)
    device = switch_two_step_on(page)
    sign_out(page)
    sign_in(page, "liuxin", NEW)
    page.get_by_role("heading", name="两步验证").wait_for()
    page.goto("/desk/people/")
    page.get_by_role("heading", name="两步验证").wait_for()
    page.get_by_label("验证码").fill(f"{totp(device.bin_key, drift=1):06d}")
    page.get_by_role("button", name="确认").click()
    page.get_by_role("heading", name="人员").wait_for()
    page.get_by_role("link", name="柳新").click()
    assert "信息员" in page.locator("main").inner_text()

    person = device.user
    assert [line.label for line in story_of(f"person:{person.pk}")][:2] == ["登记人员", "登录"]
    assert verify() is None
