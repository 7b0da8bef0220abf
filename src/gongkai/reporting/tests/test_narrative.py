"""Sentences of reports and the figures they state."""

import pytest

from gongkai.reporting.checking.narrative import Scope, figures_in
from gongkai.reporting.checking.numbers import fold, words_number

SENTENCES = {
    "本年度全区共收到70件申请，及时依法依规办结69件，1件结转下年度继续办理，均为政府信息公开事项。": {
        ("received", 70),
        ("closed", 69),
        ("carried_out", 1),
    },
    "2023年全区接收通过邮寄、网络提交的各类政府信息公开申请共计81件，涉及自然人80件、商业企业1件。": {
        ("received", 81),
        ("column:自然人", 80),
        ("column:商业企业", 1),
    },
    "我局新收政府信息公开申请一百二十件，上年结转两件。": {("new", 120), ("carried_in", 2)},
    "2022年，我局未收到政府信息公开申请，未发生因政府信息公开引起的行政复议、行政诉讼。": {
        ("received", 0),
        ("review", 0),
        ("lawsuit", 0),
    },
    "依申请公开新收、上年结转均为0件。": {("new", 0), ("carried_in", 0)},
    "因政府信息公开引起的行政复议案件2件、行政诉讼案件7件。": {("review", 2), ("lawsuit", 7)},
    "政府信息公开行政复议和行政诉讼共9件。": {("remedies", 9)},
    "政府信息公开申请办结情况：予以公开及部分公开42件，不予公开5件，无法提供31件。": {
        ("category:予以公开+部分公开", 42),
        ("category:不予公开", 5),
        ("category:无法提供", 31),
    },
    "清理并集中发布现行有效行政规范性文件393件，动态更新本年度制发的规范性文件77件。": {
        ("in_force", 393),
        ("made", 77),
    },
    "受理12345热线工单5519件，办结5508件，政府信息公开平稳。": set(),
    "全年办理行政复议案件310件。": set(),
    "本年度新收政府信息公开申请较上年减少12件。": set(),
    "2019年以来共收到政府信息公开申请500件。": set(),
    "政府信息公开申请办结69件、结转下年度1件。": {("closed", 69), ("carried_out", 1)},
}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda text: text[:12])
def test_figures_of_a_sentence(sentence):
    found = {(one.kind, one.value) for one in figures_in(fold(sentence), Scope(2023))}
    assert SENTENCES[sentence] <= found
    strangers = {kind for kind, _ in found - SENTENCES[sentence]}
    assert not strangers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", 1234),
        ("十五", 15),
        ("一百二十", 120),
        ("两千零五", 2005),
        ("一万二千", 12000),
        ("二〇二三", 2023),
        ("24252.311082", 24252.311082),
        ("", None),
        ("若干", None),
    ],
)
def test_numbers_in_words(text, value):
    assert words_number(text) == value
