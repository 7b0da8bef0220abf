"""The small parts, each by what a reader sees."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import SafeString

from gongkai.kernel.errors import Reason
from gongkai.web import formats, marks
from gongkai.web.page_meta import ArticleMeta, ColumnMeta

MORNING = datetime(2026, 3, 4, 17, 5, tzinfo=UTC)


def shown(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def test_moments_are_told_in_china_time():
    assert formats.minute(MORNING) == "2026-03-05 01:05"
    assert formats.day(MORNING) == "2026-03-05"
    assert formats.chinese_day(date(2026, 3, 5)) == "2026年3月5日"
    assert shown("{{ nothing|minute }}{{ nothing|day }}{{ nothing|chinese_day }}") == ""


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 字节"),
        (1023, "1023 字节"),
        (34_816, "34 KB"),
        (52_428_800, "50 MB"),
        (1_289_748, "1.2 MB"),
        (3 * 1024**3, "3 GB"),
    ],
)
def test_sizes_are_told_as_people_say_them(count: int, words: str):
    assert formats.size(count) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(15, "还有 15 个工作日"), (0, "今日到期"), (-3, "已超 3 个工作日"), (None, "")],
)
def test_days_left_are_words(days: int | None, words: str):
    assert formats.days_left(days) == words


def test_a_file_is_called_by_its_format():
    assert [formats.file_format(name) for name in ("a.docx", "b.PDF", "c.ofd", "d")] == [
        "Word",
        "PDF",
        "OFD",
        "文件",
    ]


@pytest.mark.parametrize("state", list(marks.LAMPS))
def test_a_lamp_has_a_shape_and_a_word(state: str):
    html = marks.lamp(state)
    assert "<svg" in html
    assert marks.LAMPS[state][0] in html


def test_every_lamp_has_a_shape_of_its_own():
    assert len({shape for _, shape in marks.LAMPS.values()}) == len(marks.LAMPS)


def test_an_unknown_lamp_is_a_bug():
    with pytest.raises(KeyError):
        marks.lamp("purple")


def test_validity_is_prominent_only_when_it_must_be():
    assert marks.validity_banner("有效") == ""
    assert marks.validity("") == ""
    banner = marks.validity_banner("废止", "《关于废止部分文件的决定》", "/d/9/")
    assert "不再作为办事依据" in banner
    assert '<a href="/d/9/">查看《关于废止部分文件的决定》</a>' in banner
    assert "依据：甲〔2026〕1号" in marks.validity_banner("失效", "甲〔2026〕1号")


def test_the_record_header_leaves_out_what_is_not_known_and_escapes_the_rest():
    html = shown(
        "{% record_header rows %}",
        rows=[("索引号", "A<1>"), ("发布", MORNING), ("文号", ""), ("关键词", None)],
    )
    assert "A&lt;1&gt;" in html
    assert "2026-03-05 01:05" in html
    assert "文号" not in html
    assert "关键词" not in html


def test_breadcrumbs_end_at_this_page_without_a_link():
    html = shown("{% breadcrumb trail %}", trail=[("首页", "/"), ("栏目", "/c/"), ("<文>", "")])
    assert '<a href="/c/">栏目</a>' in html
    assert '<span aria-current="page">&lt;文&gt;</span>' in html


def test_the_pager_keeps_the_filters_and_drops_old_cursors(rf: RequestFactory):
    request = rf.get("/", {"year": "2026", "after": "old", "mode": "elder", "q": "养老"})
    html = shown("{% pager page %}", request=request, page=Thing(next="c2", previous=None))
    assert 'href="?year=2026&amp;q=%E5%85%BB%E8%80%81&amp;after=c2"' in html
    assert "已是第一页" in html


def test_a_page_that_knows_only_the_way_onward_leads_back_to_the_first(rf: RequestFactory):
    request = rf.get("/", {"kind": "document", "cursor": "9"})
    html = shown('{% pager page "cursor" %}', request=request, page=Thing(next=""))
    assert '<a href="?kind=document">' in html
    assert "已是最后一页" in html


def test_the_pager_of_a_single_page_is_empty():
    assert shown("{% pager page %}", page=Thing(next=None, previous=None)).strip() == ""


def test_wide_tables_scroll_and_plain_text_is_not_html():
    safe = shown("{{ body|safe|scroll_tables }}", body="<table><tr><td>1</td></tr></table>")
    assert safe.startswith('<div class="table-scroll"')
    assert "&lt;table&gt;" in shown("{{ body|scroll_tables }}", body="<table>")


def test_official_titles_break_between_phrases():
    html = shown("{{ title|title_breaks }}", title="甲县人民政府关于印发《乙办法》的通知")
    assert html == "甲县人民政府<wbr>关于印发<wbr>《乙办法》<wbr>的通知"
    assert shown("{{ title|title_breaks }}", title="<b>") == "&lt;b&gt;"


def test_required_meta_is_never_empty():
    with pytest.raises(ValueError, match="ColumnKeywords"):
        ColumnMeta("政策文件", "说明", "", "政策文件")
    with pytest.raises(ValueError, match="ContentSource"):
        ArticleMeta("标题", MORNING, "")


def test_meta_of_an_article_carries_the_ten_required_tags_with_quotes_escaped():
    html = shown(
        "{% page_meta_tags column=column article=article %}",
        column=ColumnMeta("政策文件", "说明", "文件", "政策文件"),
        article=ArticleMeta('关于"甲"的通知', MORNING, "县政府办公室", url="https://a.gov.cn/d/1/"),
    )
    assert '<meta name="PubDate" content="2026-03-05 01:05">' in html
    assert "关于&quot;甲&quot;的通知" in html
    assert '<meta name="Url" content="https://a.gov.cn/d/1/">' in html
    assert 'name="Image"' not in html
    assert html.count("<meta ") == 8


def test_actions_that_are_refused_are_disabled_and_say_every_reason():
    offers = [
        Thing(label="同意", url="/a/", style="primary", reasons=[], needs_note=False),
        Thing(
            label="签发",
            url="/b/",
            style="plain",
            needs_note=False,
            reasons=[Reason("a", "尚未保密审查", "条例第十七条"), Reason("b", "不是本单位的件")],
        ),
    ]
    html = shown('{% include "parts/actions.html" %}', offers=offers, csrf_token="t")
    assert html.count(" disabled") == 1
    for words in ("尚未保密审查", "条例第十七条", "不是本单位的件", 'formaction="/a/"'):
        assert words in html


def test_a_refusal_lists_all_reasons_with_their_ground():
    html = shown(
        '{% include "parts/refusal.html" %}', reasons=[Reason("a", "甲", "乙法"), Reason("b", "丙")]
    )
    assert html.count("<li>") == 2
    assert "依据：乙法" in html


def test_a_search_filter_shows_what_was_chosen_and_escapes_the_rest():
    class Search(forms.Form):
        unit = forms.ChoiceField(label="单位", choices=[("", "全部"), (7, "<局>")], required=False)

    html = shown("{% filter_select form.unit %}", form=Search({"unit": "7"}))
    assert '<option value="7" selected>&lt;局&gt;</option>' in html
    assert '<label for="id_unit">单位</label>' in html
    assert html.count(" selected") == 1


def test_what_a_search_found_keeps_marks_and_escapes_titles():
    hit = {
        "title": "<甲>",
        "url": "/documents/1/",
        "snippet": SafeString("前<mark>词</mark>后"),
        "attachment": "附件<1>.docx",
        "validity": "废止",
        "date": date(2026, 3, 5),
    }
    html = shown('{% include "parts/search_hits.html" %}', hits=[hit])
    assert "&lt;甲&gt;" in html
    assert "前<mark>词</mark>后" in html
    assert "附件&lt;1&gt;.docx" in html
    assert "废止" in html
    assert shown('{% include "parts/search_hits.html" %}', hits=[hit | {"snippet": "<b>"}]).count(
        "&lt;b&gt;"
    )


def test_a_row_without_a_date_or_a_number_shows_neither():
    html = shown(
        '{% include "parts/document_list.html" %}', documents=[{"title": "甲", "url": "/"}]
    )
    assert "<time" not in html
    assert "documents-facts" not in html


def test_facets_without_options_are_left_out():
    groups = [Thing(label="单位", options=[("甲", 3, "?u=1", True)]), Thing(label="空", options=[])]
    html = shown('{% include "parts/facets.html" %}', groups=groups)
    assert 'aria-current="true">甲<span class="count">3</span>' in html
    assert "空" not in html
