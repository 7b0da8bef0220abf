"""The page of commands, computed from the command line itself."""

from collections.abc import Iterator
from inspect import cleandoc

import click

from gongkai.cli import COMMANDS, cli


def page() -> str:
    """``docs/reference/commands.md``."""
    context = click.Context(cli, info_name="gongkai")
    lines = [
        "# 命令",
        "",
        "退出码：0 办成；1 有发现（被拒绝，或查出问题）；2 读不了或写法不对。",
        "本页由 `make docs` 生成，请勿手改；随时可用 `gongkai 命令 --help` 查看。",
        "",
    ]
    for name in sorted(COMMANDS):
        command = cli.get_command(context, name)
        assert command is not None
        lines += _section(command, f"gongkai {name}", COMMANDS[name][1])
    return "\n".join(lines)


def _section(command: click.Command, path: str, summary: str = "") -> Iterator[str]:
    yield from [f"## {path}", "", cleandoc(command.help or summary), ""]
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _section(command.commands[name], f"{path} {name}")
        return
    usage = " ".join([path, *(_usage(parameter) for parameter in command.params)])
    yield from ["```", usage, "```", ""]
    options = [p for p in command.params if isinstance(p, click.Option)]
    if options:
        yield from ["| 选项 | 含义 |", "|---|---|", *(_row(option) for option in options), ""]


def _usage(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        text = parameter.opts[0]
        if not (parameter.is_flag or parameter.count):
            text += f" {_placeholder(parameter)}"
    else:
        text = _placeholder(parameter)
    many = "…" if parameter.multiple or parameter.nargs == -1 else ""
    return f"{text}{many}" if parameter.required else f"[{text}]{many}"


def _placeholder(parameter: click.Parameter) -> str:
    return parameter.metavar or (parameter.name or "").upper()


def _row(option: click.Option) -> str:
    names = "、".join(f"`{name}`" for name in [*option.opts, *option.secondary_opts])
    shown = option.show_default and option.default not in (None, False)
    default = f"（默认 `{option.default}`）" if shown else ""
    return f"| {names} | {(option.help or '').replace('|', '／')}{default} |"
