"""``gongkai import``: bring the records of an old site in, for review; nothing goes online by it."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.cli import start_django
from gongkai.cli.chinese import ChineseCommand, Unreadable
from gongkai.kernel.actor import Actor, SystemActor
from gongkai.kernel.errors import Refusal
from gongkai.kernel.permissions import Role

if TYPE_CHECKING:
    from gongkai.documents.moving import Found, Known
    from gongkai.documents.moving.report import Report
    from gongkai.documents.services import Into
    from gongkai.orgs.models import Unit

SHOWN = 20
"""Findings on the screen; all are in the report."""

HELP = """把旧网站的信息成批迁入，作为一个办件送保密审查、领导签发。

命令本身不会让任何信息上线。文件夹连同下级一起读；重复运行、中断后再运行，都不会重复迁入。
退出码：0 全部读到；1 有文件不能迁入或有提示；2 没有开始（路径、单位、栏目、权限不对）。
"""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says, apart from the files."""

    unit: str
    column: str
    username: str
    source: str
    base_url: str
    report: Path | None
    as_json: bool
    check: bool
    again: bool
    limit_errors: int | None
    processes: int | None


@click.command("import", cls=ChineseCommand, help=HELP)
@click.argument("paths", nargs=-1, required=True, type=Path, metavar="文件夹或文件…")
@click.option("--unit", default="", metavar="单位", help="发布单位：名称、简称、机构代码或网址标识")
@click.option("--column", default="", metavar="栏目", help="发布栏目：名称或网址标识")
@click.option("--as", "username", default="", metavar="账号", help="以谁的名义（缺省：系统导入）")
@click.option("--source", default="", metavar="说明", help="来源说明（缺省：文件夹名）")
@click.option(
    "--base-url", default="", metavar="网址", help="文件夹在旧网站上的网址，用来推出旧网址"
)
@click.option("--report", type=Path, metavar="文件", help="逐个文件的结果，写成 .csv 或 .json")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，不显示进度")
@click.option("--check", is_flag=True, help="只看能读出什么，不写数据库，不需要单位和栏目")
@click.option("--with-excluded", "again", is_flag=True, help="此前被剔除的文件也重新迁入送审")
@click.option(
    "--limit-errors", type=click.IntRange(0), metavar="个数", help="不能迁入的超过此数就停"
)
@click.option("--processes", type=click.IntRange(1, 16), metavar="个数", help="读文件的进程数")
def command(paths: tuple[Path, ...], **given: Any) -> None:
    options = Options(**given)
    files = _files(paths, options)
    start_django()
    from gongkai.documents.moving.report import write

    with _progress(len(files), shown=not options.as_json) as tell:
        report = (
            _look(files, options, tell) if options.check else _bring(paths, files, options, tell)
        )
    if options.report:
        write(report, options.report)
    if options.as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        _show(report, options)
    sys.exit(1 if report.has_findings else 0)


def _files(paths: Sequence[Path], options: Options) -> "list[Found]":
    """The files to read. Raises Unreadable for anything that keeps the run from starting."""
    from gongkai.documents.moving import find_files

    if options.base_url and not options.base_url.lower().startswith(("http://", "https://")):
        raise Unreadable("--base-url 须以 http:// 或 https:// 开头")
    if options.report and not options.report.resolve().parent.is_dir():
        raise Unreadable(f"--report 所在的文件夹不存在：{options.report.parent}")
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise Unreadable(f"路径不存在：{'、'.join(missing)}")
    files = find_files(path.resolve() for path in paths)
    if not files:
        raise Unreadable("这里没有文件，请核对路径")
    return files


@contextmanager
def _progress(total: int, *, shown: bool) -> Iterator[Callable[[int], object]]:
    """A bar on stderr, where somebody watches."""
    from tqdm import tqdm

    hidden = not shown or not sys.stderr.isatty()
    with tqdm(total=total, desc="读取", unit="个", file=sys.stderr, disable=hidden) as bar:
        yield bar.update


def _known(options: Options) -> "Known":
    from django.conf import settings
    from django.utils import timezone

    from gongkai.documents.moving import Known

    return Known(options.base_url, settings.UPLOAD_LIMIT_BYTES, timezone.now())


def _processes(files: "Sequence[Found]", options: Options) -> int:
    from gongkai.documents.moving.readers import sensible_processes

    return options.processes or sensible_processes(len(files))


def _look(files: "Sequence[Found]", options: Options, tell: Callable[[int], object]) -> "Report":
    from gongkai.documents.moving.walk import look_over

    return look_over(files, _known(options), _processes(files, options), tell)


def _bring(
    paths: Sequence[Path],
    files: "Sequence[Found]",
    options: Options,
    tell: Callable[[int], object],
) -> "Report":
    from django.utils import timezone

    from gongkai.documents.moving.run import Run

    actor, into = _into(paths, options)
    run = Run(
        actor=actor,
        into=into,
        known=_known(options),
        clock=timezone.now,
        processes=_processes(files, options),
        again=options.again,
        stop_after=options.limit_errors,
        tell=tell,
    )
    return run.bring_in(files)


def _into(paths: Sequence[Path], options: Options) -> "tuple[Actor, Into]":
    """Who brings records in, and where to. Whatever is refused here keeps the run from starting."""
    from django.db import DatabaseError
    from django.utils import timezone

    from gongkai.documents.services import begin_import

    if not options.unit or not options.column:
        raise Unreadable(
            "请用 --unit 指明发布单位，用 --column 指明栏目（只想看看能读出什么，加 --check）"
        )
    now = timezone.now()
    try:
        actor, unit = _actor(options.username), _unit(options.unit)
        section_id = _section(options.column, unit)
        source = options.source or options.base_url or _folder_names(paths)
        into = begin_import(actor=actor, unit=unit, section_id=section_id, source=source, now=now)
    except Refusal as refusal:
        raise Unreadable("；".join(map(str, refusal.reasons))) from refusal
    except DatabaseError as error:
        raise Unreadable(f"数据库不能用，请先运行 gongkai manage migrate：{error}") from error
    return actor, into


def _folder_names(paths: Sequence[Path]) -> str:
    folders = (path if path.is_dir() else path.parent for path in map(Path.resolve, paths))
    return "、".join(dict.fromkeys(folder.name or "/" for folder in folders))


def _actor(username: str) -> Actor:
    from django.utils import timezone

    from gongkai.orgs.selectors import actor_for, person_by_username

    if not username:
        return SystemActor()
    person = person_by_username(username)
    if person is None or not person.is_active:
        raise Unreadable(f"没有“{username}”这个账号，或已停用")
    return actor_for(person, timezone.now())


def _unit(word: str) -> "Unit":
    from gongkai.orgs.selectors import units_named

    units = units_named(word.strip())
    if not units:
        raise Unreadable(f"没有“{word}”这个单位，请用单位的名称、简称、机构代码或网址标识")
    if len(units) > 1:
        named = "、".join(f"{unit.name}（{unit.slug}）" for unit in units)
        raise Unreadable(f"“{word}”有 {len(units)} 个：{named}，请改用网址标识")
    return units[0]


def _section(word: str, unit: "Unit") -> int:
    from gongkai.catalogue.selectors import sections_for_unit

    open_to_unit = sections_for_unit(unit.pk)
    found = [each for each in open_to_unit if word.strip() in {each.slug, each.name}]
    if not found:
        known = "、".join(f"{each.name}（{each.slug}）" for each in open_to_unit[:SHOWN])
        raise Unreadable(
            f"{unit.name}没有可以发布的“{word}”栏目；可用：{known or '无，请先设栏目'}"
        )
    if len(found) > 1:
        slugs = "、".join(each.slug for each in found)
        raise Unreadable(f"“{word}”有 {len(found)} 个，请改用网址标识：{slugs}")
    return found[0].pk


def _show(report: "Report", options: Options) -> None:
    """What happened, for a person."""
    from gongkai.documents.moving.report import LABELS, SILENT

    click.echo(f"共 {len(report.lines)} 个文件，用时 {report.seconds:.1f} 秒：")
    for what, label in LABELS.items():
        if report.counts.get(what):
            click.echo(f"  {label}　{report.counts[what]}")
    if report.warned:
        click.echo(f"  其中有提示　{report.warned}")
    loud = [line for line in report.lines if line.what not in SILENT or line.warnings]
    for line in loud[:SHOWN]:
        said = "；".join(filter(None, (line.reason, *line.warnings)))
        click.echo(f"{line.name}：{LABELS[line.what]}。{said}", err=True)
    if len(loud) > SHOWN:
        hint = "" if options.report else "，加 --report 文件.csv 可得全部"
        click.echo(f"……另有 {len(loud) - SHOWN} 个{hint}", err=True)
    _show_next(report, options)


def _show_next(report: "Report", options: Options) -> None:
    if report.stopped:
        click.echo(report.stopped, err=True)
    elif report.case_number:
        click.echo(f"已作为一个办件 {report.case_number} 送保密审查；审查、签发之后才会上线。")
        _warn_of_vacancies(options)
    elif not options.check:
        click.echo("没有新的信息要送审。")


def _warn_of_vacancies(options: Options) -> None:
    """A batch that nobody can act on would lie for ever."""
    from django.utils import timezone

    from gongkai.kernel.permissions import ROLE_LABELS
    from gongkai.orgs.selectors import holders

    unit = _unit(options.unit)
    for role in (Role.SECRECY_REVIEWER, Role.LEADER):
        if not holders(role, unit, timezone.localdate()):
            label = ROLE_LABELS[role]
            click.echo(f"注意：{unit.name}没有在任的{label}，请先任命，否则无人办理。", err=True)
