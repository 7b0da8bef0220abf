"""Pictures in a text, from the editor to a telephone: uploaded, pasted, refused, published."""

import base64
from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.documents.tests.factories import draft, take
from gongkai.files.tests.drawings import drawing
from gongkai.orgs.tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COPY = """async (html) => {
  const of = (type, words) => new Blob([words], { type });
  const copied = { "text/html": of("text/html", html), "text/plain": of("text/plain", "图") };
  await navigator.clipboard.write([new ClipboardItem(copied)]);
}"""
LOADED = "image => image.decode().then(() => image.naturalWidth)"


@pytest.fixture
def clerk(new_page, cast):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/desk/sign-in/")
    page.get_by_label("账号").fill(cast.clerk.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/desk/")
    return page


@pytest.fixture
def sheet(clerk, cast):
    """The clerk's browser at a new draft, and the draft."""
    begun = draft(cast, now=timezone.now(), body_html="<p>学区划分见图。</p>")
    clerk.goto(f"/desk/documents/cases/{begun.case_id}/")
    clerk.locator(".editor-text [contenteditable]").click()
    clerk.keyboard.press("Control+End")
    return clerk, begun


def choose(page, name, data):
    with page.expect_file_chooser() as chooser:
        page.locator('[data-menu-key="uploadImage"]:not(.disabled)').click()
    chooser.value.set_files({"name": name, "mimeType": "image/png", "buffer": data})


def save(page):
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已保存").first.wait_for()


def test_a_picture_goes_from_the_editor_to_a_telephone(sheet, cast, new_page):
    page, begun = sheet
    choose(page, "学区划分图.png", drawing(size=(1600, 900)))
    shown = page.locator(".editor-text img")
    shown.wait_for()
    assert f"/desk/documents/{begun.document_id}/images/" in shown.get_attribute("src")
    save(page)
    assert page.locator(".editor-text img").evaluate(LOADED) == 1600
    take(cast, begun, now=timezone.now() - timedelta(hours=1))

    telephone = new_page(width=360)
    problems = []
    telephone.on("console", lambda said: problems.append(said.text))
    telephone.goto(f"/documents/{begun.document_id}/")
    picture = telephone.get_by_role("img", name="学区划分图")
    assert picture.evaluate(LOADED) == 1600
    box = picture.bounding_box()
    assert 200 < box["width"] <= 360
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.05
    assert telephone.evaluate("document.documentElement.scrollWidth") <= 360
    assert problems == []


def test_a_pasted_picture_is_sent_by_itself_and_the_text_stays_small(sheet):
    page, begun = sheet
    data = base64.b64encode(drawing(size=(300, 200))).decode()
    html = f'<p>贴来的：</p><p><img src="data:image/png;base64,{data}" alt="示意图"></p>'
    page.evaluate(COPY, html)
    page.keyboard.press("Control+V")
    page.locator(f'.editor-text img[src^="/desk/documents/{begun.document_id}/images/"]').wait_for()
    assert "data:image" not in page.locator("textarea[name=body_html]").input_value()
    save(page)
    begun.refresh_from_db()
    assert f'<img src="/documents/{begun.document_id}/images/' in begun.body_html
    assert 'alt="示意图"' in begun.body_html
    assert page.locator(".editor-text img").evaluate(LOADED) == 300


def test_a_picture_that_is_refused_says_why_and_the_text_stays(sheet):
    page, begun = sheet
    page.keyboard.type("新写的话。")
    choose(page, "坏图.png", drawing(size=(300, 300))[:200])
    complaint = page.get_by_role("alert").filter(has_text="坏图")
    complaint.wait_for()
    assert "已损坏或不完整" in complaint.inner_text()
    assert page.locator(".editor-text img").count() == 0
    save(page)
    begun.refresh_from_db()
    assert "新写的话" in begun.body_html
