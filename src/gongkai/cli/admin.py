"""`gongkai admin`: the first administrator of a new installation, and the way back in.

Whoever may run commands on the server may do this; both deeds stand in the ledger as 系统任务.
"""

import click
from django.utils import timezone

from gongkai.cli import start_django
from gongkai.cli.chinese import ChineseCommand
from gongkai.kernel.actor import SystemActor
from gongkai.kernel.errors import Reason, Refusal
from gongkai.kernel.permissions import Role


@click.command(
    cls=ChineseCommand, help="设立系统管理员（首次安装时连同最高一级单位），或为其重设密码。"
)
@click.argument("username", metavar="账号")
@click.option("--name", default="", metavar="姓名", help="新管理员的姓名")
@click.option(
    "--unit", "unit_name", default="", metavar="名称", help="首次安装：最高一级单位的名称"
)
@click.option("--code", default="", metavar="代码", help="首次安装：该单位的机构代码")
@click.option("--region", default="", metavar="代码", help="首次安装：行政区划代码")
@click.option("--reset", is_flag=True, help="账号已存在：重设密码，解除锁定和两步验证")
def command(username: str, name: str, unit_name: str, code: str, region: str, reset: bool) -> None:
    start_django()
    password = _reset(username) if reset else _appoint(username, name, unit_name, code, region)
    click.echo(f"账号：{username}")
    click.echo(f"临时密码：{password}")
    click.echo("密码只显示这一次；第一次登录后须改成自己的密码。")


def _appoint(username: str, name: str, unit_name: str, code: str, region: str) -> str:
    """An administrator in the root unit, which is made when there is none."""
    from django.db import transaction

    from gongkai.orgs import services
    from gongkai.orgs.rules import PersonDraft, UnitDraft
    from gongkai.orgs.selectors import root_unit

    now, system = timezone.now(), SystemActor()
    password = services.temporary_password()
    with transaction.atomic():
        draft = UnitDraft("government", unit_name, unit_name, "xianzhengfu", code, region)
        unit = root_unit() or services.create_unit(
            actor=system, parent=None, draft=draft, now=now, note="系统初始化"
        )
        person = services.create_person(
            actor=system,
            unit=unit,
            username=username,
            draft=PersonDraft(name=name, job_title="系统管理员"),
            password=password,
            now=now,
        )
        services.appoint(
            actor=system,
            person=person,
            unit=unit,
            role=Role.ADMIN,
            since=timezone.localdate(now),
            now=now,
        )
    return password


def _reset(username: str) -> str:
    """A temporary password; locks and the second step are taken off."""
    from axes.utils import reset as unlock

    from gongkai.orgs import services
    from gongkai.orgs.selectors import person_by_username

    now, system = timezone.now(), SystemActor()
    person = person_by_username(username)
    if person is None:
        raise Refusal(Reason("unknown", f"没有“{username}”这个账号，请核对后重试"))
    password = services.temporary_password()
    services.set_password(actor=system, person=person, password=password, now=now)
    if person.two_step:
        services.reset_two_step(actor=system, person=person, now=now)
    unlock(username=username)
    return password
