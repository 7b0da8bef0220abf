"""Every page of the gallery, read the way a strict browser and a screen reader read it."""

import re
from pathlib import Path

import pytest
from lxml import html
from tools.gallery.pages import PAGES, draw

SOURCE = Path(__file__).parents[2]
ROOT = SOURCE.parents[1]
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))


pytestmark = pytest.mark.usefixtures("gallery")


@pytest.fixture(params=list(PAGES))
def page(request: pytest.FixtureRequest, gallery: None) -> html.HtmlElement:
    return html.fromstring(draw(request.param))


def test_language_title_and_one_heading(page: html.HtmlElement):
    assert page.get("lang") == "zh-CN"
    assert page.findtext("head/title").strip("_ ")
    assert len(page.xpath("//h1[not(ancestor::*[contains(@class, 'document-body')])]")) == 1


def test_nothing_runs_inline(page: html.HtmlElement):
    assert not page.xpath("//script[not(@src)]")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    own = "not(ancestor-or-self::*[contains(@class, 'document-body')])"
    assert not page.xpath(f"//*[@style and {own}]")


def test_pictures_have_words_and_ids_are_unique(page: html.HtmlElement):
    assert not page.xpath("//img[not(@alt)]")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_every_field_has_a_label_and_every_button_a_name(page: html.HtmlElement):
    kinds = "self::input or self::select or self::textarea"
    for control in page.xpath(f"//*[{kinds}][not(@type='hidden')]"):
        labelled = control.get("aria-label") or page.xpath(
            "//label[@for=$id][normalize-space()]", id=control.get("id")
        )
        assert labelled or control.xpath("ancestor::label"), html.tostring(control)
    for button in page.xpath("//button | //a[@href]"):
        assert button.text_content().strip() or button.get("aria-label")


def test_what_is_described_by_something_finds_it(page: html.HtmlElement):
    ids = set(page.xpath("//@id"))
    for names in page.xpath("//@aria-describedby"):
        assert set(names.split()) <= ids


def test_the_skip_link_leads_to_the_content(page: html.HtmlElement):
    links = page.xpath("//a[@class='skip']/@href")
    assert links == ["#content"] or page.xpath("//body[contains(@class, 'plain')]")
    assert len(page.xpath("//main[@id='content']")) == 1


def test_tables_say_what_their_columns_are(page: html.HtmlElement):
    for table in page.xpath("//table[contains(@class, 'records')]"):
        assert table.xpath("caption[normalize-space()]")
        assert not table.xpath("thead//th[not(@scope)]")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_template_of_ours_breaks_the_content_security_policy(path: Path):
    text = path.read_text("utf-8")
    scripts = re.findall(r"<script(?![^>]*\b(?:src=|application/ld\+json))", text)
    assert not scripts
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:|hx-on|hx-vals='js:", text)


def test_every_icon_named_in_a_template_is_in_the_sprite():
    drawn = set(re.findall(r"^  (\w+): \"", (ROOT / "tools/assets.mjs").read_text("utf-8"), re.M))
    for path in TEMPLATES:
        named = set(re.findall(r'{% icon "(\w+)" %}', path.read_text("utf-8")))
        assert named <= drawn, path
    from gongkai.web.nav import nav_items

    assert {item.icon for item in nav_items} <= drawn


def test_the_page_of_parts_names_every_part():
    page = (ROOT / "docs/look.md").read_text("utf-8")
    for path in (SOURCE / "web/templates/parts").glob("*.html"):
        assert f"`{path.stem}`" in page or f"{{% {path.stem} " in page, path.name
