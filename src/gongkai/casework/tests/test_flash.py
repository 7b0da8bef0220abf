from types import SimpleNamespace

from gongkai.casework.flash import KEY, keep_refusal, taken_refusal
from gongkai.kernel.errors import Reason


def request() -> SimpleNamespace:
    return SimpleNamespace(session={})


def test_a_refusal_is_given_once_to_its_own_case() -> None:
    asked = request()
    keep_refusal(asked, 7, [Reason("a", "缺附件", "条例第十七条")], "我的意见")
    assert taken_refusal(asked, 8) == {}
    assert taken_refusal(asked, 7) == {
        "reasons": [Reason("a", "缺附件", "条例第十七条")],
        "note": "我的意见",
    }
    assert taken_refusal(asked, 7) == {}


def test_only_the_latest_cases_are_kept_and_long_notes_are_bounded() -> None:
    asked = request()
    for case_id in range(20):
        keep_refusal(asked, case_id, [Reason("a", "理由")], "长" * 100_000)
    assert list(asked.session[KEY]) == ["15", "16", "17", "18", "19"]
    assert len(asked.session[KEY]["19"]["note"]) == 20_000
