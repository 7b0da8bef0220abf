"""Commands that speak Chinese when they are called wrongly, and exit with 2."""

import re
import sys
from typing import Any

import click

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Unreadable(click.ClickException):
    """What was given cannot be read or makes no sense; ``message`` is a whole Chinese sentence."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file or sys.stderr)


class ChineseCommand(click.Command):
    """A command whose faults in options and arguments are told in Chinese."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            name = f"{parent.command_path} {info_name}" if parent else info_name
            raise Unreadable(f"{sentence(error)}。写法见：{name} --help") from None


def sentence(error: click.UsageError) -> str:
    """What is wrong with the call, without the full stop."""
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_named(error.param)}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项“{error.option_name}”后面的内容不对或没有写"
    if isinstance(error, click.BadParameter) and _CHINESE.search(error.message):
        return f"{_named(error.param)}：{error.message}"
    if isinstance(error, click.BadParameter):
        return f"{_named(error.param)}的内容不对"
    return "有多余的或不认识的内容"


def _named(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "内容"
    return parameter.opts[0] if isinstance(parameter, click.Option) else f"“{parameter.name}”"
