"""Pictures in markup: which stay, at which address, and what becomes of the others."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents import images
from gongkai.documents.content import clean_html, text_of

SHA = "ab" * 32
OTHER = "cd" * 32
ITEM = {"sha256": SHA, "name": "图.png", "size": 9, "media_type": "image/png", "inline": True}
OWN = f"/documents/5/images/{SHA}"


def find(source: str) -> dict[str, Any] | None:
    own = images.named(source)
    return ITEM if (own and own[1] == SHA) or source.startswith("data:image/png") else None


def settled(html: str) -> str:
    return images.settle(html, 5, find)


@pytest.mark.parametrize(
    "source",
    [
        OWN,
        f"/desk{OWN}/",
        f"https://gk.example.cn{OWN}",
        f"http://127.0.0.1:8000/desk{OWN}/",
        f"/documents/77/images/{SHA}",
        "data:image/png;base64,AAAA",
    ],
)
def test_a_known_picture_stands_at_its_portal_address(source: str) -> None:
    assert settled(f'<p>见<img src="{source}" alt="图一">。</p>') == (
        f'<p>见<img src="{OWN}" alt="图一">。</p>'
    )


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ('<img src="http://a.cn/b.png" alt="学区图">', '<a href="http://a.cn/b.png"'),
        ('<img src="http://a.cn/b.png">', "〔图片：http://a.cn/b.png〕</a>"),
        ('<img src="//a.cn/b.png">', '<a href="https://a.cn/b.png"'),
        (
            '<img data-src="https://mm.cn/640" src="data:image/svg+xml,x">',
            "〔图片：https://mm.cn/640〕",
        ),
        ('<img src="file:///C:/Users/wang/%E5%9B%BE1.png">', "<p>〔图片：图1.png〕</p>"),
        ('<img src="images/b.png">', "<p>〔图片：b.png〕</p>"),
        (f'<img src="/documents/5/images/{OTHER}">', "<p>〔图片：没有带入，请重新插入〕</p>"),
        ('<img src="blob:http://x/1">', "<p>〔图片：没有带入，请重新插入〕</p>"),
        ('<img alt="无处">', "<p>〔图片：无处〕</p>"),
        (
            '<a href="http://l.cn/">看<img src="http://a.cn/b.png" alt="图"></a>',
            "看〔图片：图 http://a.cn/b.png〕</a>",
        ),
    ],
)
def test_an_unknown_picture_becomes_words_that_lead_to_it(written: str, seen: str) -> None:
    html = settled(f"<p>{written}</p>")
    assert seen in html
    assert "<img" not in html


@pytest.mark.parametrize(
    "evil",
    [
        '<img src=x onerror="alert(1)">',
        f'<img src="{OWN}" onerror="alert(1)" onload=x srcset="http://t/1 2x">',
        '<img src="javascript:alert(1)">',
        '<img src="http://t.cn/p.gif" width="1" height="1">',
        "<svg onload=alert(1)><image href=http://t/></svg>",
        '<picture><source srcset="http://t/1"><img src="http://t/2"></picture>',
        '<img src="data:text/html,<script>alert(1)</script>">',
        f'<img src="{OWN}" style="background:url(http://t/x);width:50%;position:fixed">',
        f'<img src="/documents/5/images/{SHA}/../../../evil">',
        f'<img src="{OWN}?x=1"><img src="{OWN}#x">',
        '<img src="http://a/b" alt=\'"><script>alert(1)</script>\'>',
        '<a href="data:text/html,x"><img src="data:image/png;base64,AA"></a>',
        '<style>@import "http://t/x"</style><table background="http://t/x"><tr><td>x</table>',
    ],
)
def test_nothing_runs_and_nothing_loads_from_elsewhere(evil: str) -> None:
    html = settled(f"<p>{evil}</p>")
    for sign in ("onerror", "onload", "<script", "javascript:", "srcset", "<svg", "url(", "data:"):
        assert sign not in html, html
    sources = [piece.split('"')[1] for piece in html.split("<img ")[1:]]
    assert set(sources) <= {OWN}, html
    assert "position" not in html


def test_a_tracker_of_one_pixel_is_gone_without_a_trace() -> None:
    assert settled('<p>文<img src="http://t/p.gif" width="1" height="1"></p>') == "<p>文</p>"


def test_the_width_a_person_gave_a_picture_stays_and_no_others() -> None:
    html = settled(
        f'<p style="width: 9px; text-align: right"><img src="{OWN}" style="width: 30%;"></p>'
    )
    assert html == f'<p style="text-align:right"><img src="{OWN}" alt="" style="width:30%"></p>'


def test_settling_twice_changes_nothing() -> None:
    once = settled(
        f'<p>a&nbsp;&lt;b&gt;<img src="{OWN}" alt="&quot;x&quot; &lt;img src="><img src=http://q/></p>'
    )
    assert settled(once) == once
    assert settled(images.on_desk(once)) == once


def test_on_the_desk_pictures_come_from_the_desk() -> None:
    html = f'<p>src="{OWN}"<img src="{OWN}" alt=""></p>'
    assert images.on_desk(html) == f'<p>src="{OWN}"<img src="/desk{OWN}/" alt=""></p>'


def test_pictures_that_are_not_in_the_text_are_let_go_and_files_stay() -> None:
    file = {"sha256": OTHER, "name": "a.txt"}
    unused = ITEM | {"sha256": OTHER}
    shown = f'<p><img src="{OWN}" alt=""></p>'
    assert images.used_only([ITEM, unused, file], shown) == [ITEM, file]
    assert images.used_only([ITEM, file], "<p>文</p>") == [file]
    assert list(images.listed([ITEM, file])) == [(2, file)]


def test_pictures_without_words_are_counted() -> None:
    html = f'<img src="{OWN}" alt=" "><img src="{OWN}"><img src="{OWN}" alt="图"><a href="/">x</a>'
    assert images.without_words(html) == 2


def test_an_exchanged_picture_is_seen_when_two_texts_are_compared() -> None:
    before = text_of(images.spelled_out(f'<p>文<img src="{OWN}" alt="图"></p>'))
    after = text_of(
        images.spelled_out(f'<p>文<img src="/documents/5/images/{OTHER}" alt="图"></p>')
    )
    assert before == f"文\n〔图片：图 {SHA[:8]}〕"
    assert before != after


@given(st.text(alphabet="<>\"=/ aimgsrclthf:5&;'", max_size=120))
def test_whatever_is_written_no_foreign_picture_stays(written: str) -> None:
    html = settled(
        f"<p>{written}<img src='{written}'><img src=\"http://t/{written}\" alt='{written}'>"
    )
    assert "<img" not in html.replace(f'<img src="{OWN}"', "")
    assert clean_html(html) == html


def test_a_megabyte_of_pictures_is_settled_in_bounded_time() -> None:
    html = '<p><img src="http://a.cn/b.png" alt="x"></p>' * 20_000 + '<img "' * 20_000
    assert settled(html).count("〔图片：x〕") == 20_000


def test_what_is_left_out_leads_where_somebody_knows_it_to_be() -> None:
    known = {"a.tif": "/documents/0/files/by/0123456789abcdef/", "b.png": "http://old.cn/b.png"}
    html = images.settle(
        '<p><img src="a.tif"><img src="b.png" alt="校门"><img src="c.png"></p>',
        0,
        lambda source: None,
        lambda source: known.get(source, source),
    )
    assert (
        f'<a href="{known["a.tif"]}" rel="noopener noreferrer">〔图片：打开图片文件〕</a>' in html
    )
    assert '<a href="http://old.cn/b.png" rel="noopener noreferrer">〔图片：校门〕</a>' in html
    assert "〔图片：c.png〕" in html
