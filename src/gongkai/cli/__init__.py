"""The command line: every engine usable without the web.

Exit codes: 0 done, 1 findings (something was refused or is wrong), 2 could not be read or called.
Each command lives in its own module, loaded only when it is called.
"""

import importlib
import os
import sys
from collections.abc import Iterable

import click

from gongkai import __version__
from gongkai.kernel.errors import Reason, Refusal

COMMANDS = {
    "admin": ("gongkai.cli.admin", "设立系统管理员，或为其重设密码"),
    "audit": ("gongkai.cli.audit", "核验审计链"),
    "backup": ("gongkai.cli.backup", "备份数据库、附件和密钥，不必停机"),
    "demo": ("gongkai.cli.demo", "建立演示县（澄明县）"),
    "due": ("gongkai.cli.due", "计算期限并逐日说明"),
    "fee": ("gongkai.cli.fee", "计算信息处理费"),
    "import": ("gongkai.cli.import_records", "迁入旧网站的公开信息"),
    "inspect": ("gongkai.cli.inspect", "读取公开信息的题头"),
    "jobs": ("gongkai.cli.jobs", "运行到点任务（提醒、定时发布、检索入库）"),
    "keys": ("gongkai.cli.keys", "字段密钥：查看、更换、停用"),
    "manage": ("gongkai.cli.manage", "Django 管理命令（migrate、check 等）"),
    "mask": ("gongkai.cli.mask", "生成脱敏副本，内容真正删除"),
    "report": ("gongkai.cli.report", "政府信息公开工作年度报告：编制、核对"),
    "requests": ("gongkai.cli.requests", "依申请公开：导入电子邮件"),
    "restore": ("gongkai.cli.restore", "从备份恢复到空的数据目录"),
    "screen": ("gongkai.cli.screen", "检查个人信息、错敏用语、隐藏内容"),
    "search": ("gongkai.cli.search", "检索，以及索引的重建与核对"),
    "serve": ("gongkai.cli.serve", "启动门户与工作台"),
}


class LazyGroup(click.Group):
    """Knows the commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])


def start_django() -> None:
    """Load settings and apps; commands that need the database call this first."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    django.setup()


@click.group(cls=LazyGroup, help="公开（gongkai）：政务公开一体化软件的命令行。")
@click.version_option(__version__, prog_name="gongkai", message="%(prog)s %(version)s")
def cli() -> None:
    pass


def main() -> None:
    """Entry point: a refusal becomes its Chinese reasons and exit code 1.

    A database that is out of reach or not migrated becomes its reasons and exit code 2; any other
    error is a bug and stays loud.
    """
    try:
        cli()
    except Refusal as refusal:
        _say(refusal.reasons)
        sys.exit(1)
    except Exception as error:
        reasons = _of_an_unfit_database(error)
        if not reasons:
            raise
        _say(reasons)
        sys.exit(2)


def _say(reasons: Iterable[Reason]) -> None:
    for reason in reasons:
        click.echo(f"不能办理：{reason}", err=True)


def _of_an_unfit_database(error: Exception) -> list[Reason]:
    """Why the database cannot be worked with, when *error* comes from it."""
    if "django.db" not in sys.modules:
        return []
    from django.db import DatabaseError

    from gongkai.cli.serve import reasons_against_serving

    return reasons_against_serving() if isinstance(error, DatabaseError) else []
