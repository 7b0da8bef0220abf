"""Any text is read without a stumble, and every place leads back to the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.screening.engine import Engine
from gongkai.screening.formal import formal_findings
from gongkai.screening.rules.folding import fold
from gongkai.screening.rules.passages import Passage
from gongkai.screening.texts import shown_text

ENGINE = Engine()
PIECES = [
    "1", "2", "30", "13", "138", "1234", "5678", "110101199003078515", "2026", "①", "⑤③", "²", "１", "𝟏",
    "一", "十", "三十", "零", "年", "月", "日", "号", "〔", "〕", "（", "）", "[", "]", "第", " ", "\t", "\n", "\r\n", "|", ",",
    "　", "-", ".", "/", "X", "x", "Х", "*", "\u200b", "\u00ad", "&#49;", "&nbsp;", "&#30;", "&amp;", "\x1e", "@", "a.cn",
    "<td>", "</tr>", "<!--", "-->", "<a href='", "'>", "</a>", "身份证号", "手机", "住址", "，住", "患病原因", "为", "：",
    "银行卡号", "护照", "E1", "鲁C", "★", "秘密", "台湾", "日本", "国家", "习近平新时代", "中国特色", "四个意识", "的的", "布署", "截止",
    "社保号", "家庭电话", "0533", "标题", "成文日期", "索引号", "未成年人", "村", "组", "县",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=80)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_places_lead_back(text: str) -> None:
    for finding in ENGINE.screen_text(text):
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]


@settings(deadline=None)
@given(TEXTS)
def test_any_page_is_read(text: str) -> None:
    page = f"<html><body>{text}</body></html>"
    shown = shown_text(page)
    found = ENGINE.screen_text(page, shown=shown) + formal_findings(page, shown)
    assert all(0 <= finding.start <= finding.end <= len(page) for finding in found)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=6), st.sampled_from(["", "身份证号", "金额", "患病原因"]))
def test_any_passages_are_read_each_by_itself(texts: list[str], header: str) -> None:
    passages = [Passage(text, str(number), header) for number, text in enumerate(texts)]
    for finding in ENGINE.screen(passages):
        text = texts[int(finding.location)].replace("\x1e", " ")
        assert text[finding.start : finding.end] == finding.text.replace("\x1e", " ")


@settings(deadline=None)
@given(TEXTS)
def test_what_is_folded_is_folded(text: str) -> None:
    once = fold(text).text
    if "&" not in once:
        assert fold(once).text == once
