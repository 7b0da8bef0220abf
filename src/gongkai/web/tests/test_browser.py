"""The gallery in a real browser under the site's own content security policy."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tools.gallery.pages import PAGES, draw

STATIC = Path(__file__).parents[1] / "static"
POLICY = "; ".join(
    f"{name} {' '.join(sources)}"
    for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)
WIDE, NARROW = 1440, 360
WORD_TABLE = """<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><!--StartFragment-->
<p class=MsoNormal>补贴标准如下：</p>
<table class=MsoTableGrid border=1><tr><td rowspan=2><p class=MsoNormal><b>乡镇</b></p></td>
<td colspan=2><p class=MsoNormal>金额（万元）</p></td></tr>
<tr><td><p class=MsoNormal>上半年</p></td><td><p class=MsoNormal>下半年</p></td></tr>
<tr><td>城关镇</td><td>12.5</td><td>13</td></tr></table><!--EndFragment--></body></html>"""
COPY = """async (html) => navigator.clipboard.write([new ClipboardItem({
  'text/html': new Blob([html], {type: 'text/html'}),
  'text/plain': new Blob(['x'], {type: 'text/plain'})})])"""

pytestmark = pytest.mark.browser


class Site(http.server.SimpleHTTPRequestHandler):
    """Static files, and the pages of the gallery, under the site's policy."""

    pages: dict[str, str] = {}

    def do_GET(self) -> None:
        page = self.pages.get(self.path.strip("/"))
        if page is None:
            super().do_GET()
            return
        body = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/static"))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if not (STATIC / "vendor/htmx.min.js").exists():
        pytest.skip("前端资源尚未安装（npm ci && npm run assets），浏览器样式测试未运行")
    handler = functools.partial(Site, directory=str(STATIC))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _gallery(gallery: None) -> None:
    Site.pages = {name: draw(name) for name in PAGES}


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Any]:
    contexts = []

    def opened(name: str, width: int = WIDE, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda line: _note(page, line))
        page.goto(f"{address}/{name}", wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()


def _note(page: Any, line: Any) -> None:
    if line.type == "error":
        page.complaints.append(line.text)


def test_no_page_breaks_the_policy_or_is_wider_than_a_telephone(open_page):
    page = open_page("home", NARROW)
    for name in PAGES:
        page.goto(page.url.rsplit("/", 1)[0] + f"/{name}", wait_until="networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= NARROW, f"{name} 宽 {wide} 像素"
    assert page.complaints == []


def test_the_desk_menu_opens_by_keyboard_without_scripts(open_page):
    page = open_page("inbox", NARROW, java_script_enabled=False)
    entry = page.get_by_role("link", name="审计日志")
    assert not entry.is_visible()
    page.locator("#desk-menu").focus()
    page.keyboard.press("Space")
    assert entry.is_visible()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(open_page):
    for name in ("document", "inbox"):
        page = open_page(name)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "跳到正文"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_tools_beside_a_document_appear_with_scripts_only(open_page):
    assert not open_page("document", java_script_enabled=False).locator("[data-tools]").is_visible()
    page = open_page("document")
    size = "parseFloat(getComputedStyle(document.querySelector('[data-body]')).fontSize)"
    before = page.evaluate(size)
    page.get_by_role("button", name="正文字号大一号").click()
    assert page.evaluate(size) > before


def test_print_leaves_the_document_and_drops_the_frame(open_page):
    page = open_page("document")
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator("[data-tools]").is_visible()
    assert page.locator(".record-header").is_visible()


def test_a_deed_with_a_question_waits_for_the_answer(open_page):
    page = open_page("review_refused")
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    back = page.get_by_role("button", name="退回拟稿人")
    back.click()
    assert page.locator("#actions-note").evaluate("field => field.validity.customError")
    page.locator("#actions-note").fill("附件与正文不一致")
    back.click()
    page.get_by_role("button", name="取消").click()
    assert sent == []
    back.click()
    page.get_by_role("button", name="确定").click()
    page.wait_for_timeout(300)
    assert len(sent) == 1


def test_the_editor_changes_nothing_until_somebody_writes(open_page):
    page = open_page("draft")
    area = page.locator("textarea[data-rich]")
    before = area.input_value()
    text = page.get_by_role("textbox", name="正文")
    text.locator("p").first.click()
    page.wait_for_timeout(200)
    assert area.input_value() == before
    page.keyboard.type("新增")
    page.wait_for_timeout(200)
    assert "新增" in area.input_value()
    assert page.locator(".editor").count() == 1


def test_a_table_from_word_keeps_its_merged_cells(open_page):
    Site.pages["blank"] = _emptied(Site.pages["draft"])
    page = open_page("blank", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("textbox", name="正文").click()
    page.evaluate(COPY, WORD_TABLE)
    page.keyboard.press("Control+V")
    page.wait_for_timeout(500)
    html = page.locator("textarea[data-rich]").input_value()
    for kept in ('rowspan="2"', 'colspan="2"', "<strong>乡镇</strong>", "12.5", "补贴标准如下"):
        assert kept in html
    assert "Mso" not in html


def _emptied(html: str) -> str:
    start = html.index(">", html.index("<textarea")) + 1
    return html[:start] + html[html.index("</textarea>") :]


def test_without_scripts_the_text_can_still_be_written(open_page):
    page = open_page("draft", java_script_enabled=False)
    area = page.get_by_label("正文")
    assert area.is_visible()
    area.fill("<p>照写</p>")
    assert area.input_value() == "<p>照写</p>"


def test_a_file_that_is_too_large_is_told_before_it_is_sent(open_page, tmp_path):
    Site.pages["draft"] = Site.pages["draft"].replace('data-limit="52428800"', 'data-limit="10"')
    page = open_page("draft")
    large = tmp_path / "大文件.docx"
    large.write_bytes(b"0" * 2048)
    page.get_by_label("附件", exact=True).set_input_files(str(large))
    assert "超过上限" in page.locator(".upload-chosen").inner_text()


def test_a_draft_keeps_itself_and_says_when(open_page):
    Site.pages["draft"] = Site.pages["draft"].replace(
        'data-autosave="#"', 'data-autosave="/kept" data-autosave-seconds="0.2"'
    )
    page = open_page("draft")
    answers = [{"status": 500}, {"json": {"version": 8}}, {"status": 409}]
    page.route("**/kept", lambda route: route.fulfill(**answers.pop(0)))
    status = page.locator("[data-autosave-status]")
    page.get_by_label("标题").fill("甲")
    status.get_by_text("没有成功").wait_for()
    status.get_by_text("已自动保存").wait_for()
    page.get_by_label("标题").fill("乙")
    status.get_by_text("他人刚保存").wait_for()
    assert page.get_by_label("标题").input_value() == "乙"


def test_a_draft_says_why_it_cannot_keep_itself(open_page):
    Site.pages["draft"] = Site.pages["draft"].replace(
        'data-autosave="#"', 'data-autosave="/kept" data-autosave-seconds="0.2"'
    )
    page = open_page("draft")
    answers = [
        {"status": 400, "json": {"reasons": ["标题：不能超过 300 字"]}},
        {"status": 401, "json": {"reasons": ["登录已失效"]}},
        {"status": 409, "json": {"reasons": ["文稿已提交审核，不能修改"]}},
    ]
    page.route("**/kept", lambda route: route.fulfill(**answers.pop(0)))
    status = page.locator("[data-autosave-status]")
    page.get_by_label("标题").fill("甲")
    status.get_by_text("标题：不能超过 300 字").wait_for()
    page.get_by_label("标题").fill("乙")
    status.get_by_text("登录已失效").wait_for()
    status.get_by_text("文稿已提交审核").wait_for()


def test_a_form_waits_for_the_saving_that_is_under_way_and_is_sent_once(open_page):
    Site.pages["draft"] = Site.pages["draft"].replace(
        'data-autosave="#"', 'data-autosave="/kept" data-autosave-seconds="0.1"'
    )
    page = open_page("draft")
    held, sent = [], []

    def hold(route):
        held.append(route)

    page.route("**/kept", hold)
    page.locator("form[data-autosave]").evaluate(
        """form => {
          form.action = '/sent';
          form.insertAdjacentHTML('afterbegin', '<input type="hidden" name="version" value="7">');
        }"""
    )

    def take(route):
        sent.append(route.request.post_data or "")
        route.fulfill(status=204)

    page.route("**/sent", take)
    page.get_by_label("标题").fill("甲")
    page.wait_for_timeout(400)
    assert held, "a saving is under way"
    button = page.locator("form[data-autosave] button.btn-primary").first
    button.click()
    button.click()
    assert sent == []
    held[0].fulfill(json={"version": 8})
    page.wait_for_timeout(400)
    assert len(sent) == 1
    assert "version=8" in sent[0], "with the version of that saving"


def test_an_opinion_asked_for_by_one_button_does_not_hold_up_another(open_page):
    page = open_page("review")
    returned = page.locator("button[data-needs-note]").first
    returned.click()
    note = page.locator("textarea[name=note]")
    assert "须写明意见" in note.evaluate("e => e.validationMessage")
    page.locator("form.actions").evaluate(
        "e => e.addEventListener('submit', v => { v.preventDefault(); e.dataset.went = '1'; })"
    )
    page.locator("form.actions button.btn-primary").first.click()
    assert page.locator("form.actions").get_attribute("data-went") == "1"


def test_the_tools_of_the_editor_have_names(open_page):
    page = open_page("draft")
    page.locator(".editor-bar button").first.wait_for()
    nameless = """() => [...document.querySelectorAll('.editor-bar button')]
      .filter(e => !e.getAttribute('aria-label') && !e.textContent.trim()).length"""
    page.wait_for_function(f"({nameless})() === 0")
    assert page.get_by_role("toolbar").count() == 1


def test_everything_that_can_be_pressed_is_large_enough(open_page):
    """WCAG 2.2 AA target size: 24 by 24 pixels, links inside running text excepted."""
    small = """() => [...document.querySelectorAll('button, input, select, nav a')]
      .filter(e => e.checkVisibility() && !['hidden', 'checkbox', 'radio'].includes(e.type))
      .filter(e => !e.closest('.editor, .crumbs'))
      .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
      .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""
    for name in ("document", "search", "inbox", "review"):
        assert open_page(name, NARROW).evaluate(small) == [], name
