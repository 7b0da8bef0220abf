"""``gongkai screen --stock`` and ``--words desk``: the desk's words, from the database."""

import json
from datetime import timedelta

from click.testing import CliRunner
from django.utils import timezone

from gongkai.cli.screen import command
from gongkai.documents.tests.factories import NOW, published
from gongkai.orgs.tests.cast import Cast
from gongkai.screening.services import WordDraft, add_word


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(command, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def word(cast: Cast) -> None:
    given = WordDraft(
        word="招生工作",
        kind="wrong_word",
        suggestion="招生事项",
        severity="confirm",
        unless="",
        source="县公开办通知",
        valid_from=timezone.localdate() - timedelta(days=1),
    )
    add_word(actor=cast.actor("office"), draft=given, now=NOW)


def test_what_is_public_is_screened_and_found_again_when_words_change(cast: Cast) -> None:
    published(cast)
    assert run("--stock") == (0, "这次检查 1 条；待处理 0 条信息 0 处\n")
    word(cast)
    code, out = run("--stock", "--json")
    told = json.loads(out)
    [record] = told["records"]
    assert (code, told["checked"], record["unit"]) == (1, 1, cast.education.short_name)
    assert {one["rule"] for one in record["findings"]} == {"wrong_word"}
    assert "[一般] 招生工作" in run("--stock")[1]


def test_files_are_checked_with_the_words_of_the_desk_when_asked(cast: Cast, tmp_path) -> None:
    word(cast)
    file = tmp_path / "a.txt"
    file.write_text("现就招生工作通知如下。", "utf-8")
    assert run(file)[0] == 0
    code, out = run(file, "--words", "desk", "--json")
    assert (code, json.loads(out)["findings"][0]["rule"]) == (1, "wrong_word")


def test_what_cannot_go_together_is_told(tmp_path) -> None:
    leaders = tmp_path / "l.csv"
    leaders.write_text("name,title,rank,valid_from,valid_to\n", "utf-8")
    assert run()[0] == 2
    assert run("--stock", "a.txt")[0] == 2
    code, out = run("a.txt", "--words", "desk", "--leaders", leaders)
    assert (code, "不能合用" in out) == (2, True)
