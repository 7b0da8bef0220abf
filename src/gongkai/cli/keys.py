"""`gongkai keys`: the keys that seal applicants' data (kernel/keys.py, kernel/sealed.py)."""

import json
import sys
from typing import TYPE_CHECKING

import click

from gongkai.cli import start_django
from gongkai.cli.chinese import ChineseCommand, Unreadable
from gongkai.kernel.actor import SystemActor
from gongkai.kernel.errors import Reason, Refusal, refuse_if

if TYPE_CHECKING:
    from gongkai.kernel.keys import KeyRing


@click.group("keys")
def command() -> None:
    """字段密钥：申请人信息的加密密钥，查看、更换、停用。"""


@command.command("new", cls=ChineseCommand)
def new() -> None:
    """生成一份新的密钥环，供 GONGKAI_FIELD_KEYS 使用；不改动任何数据。"""
    start_django()
    from gongkai.kernel.keys import new_ring

    click.echo(",".join(new_ring().text().split()))


@command.command("list", cls=ChineseCommand)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON：{current, keys, columns}")
def list_keys(as_json: bool) -> None:
    """各把密钥加密了多少内容；有内容缺少密钥时退出码为 1。"""
    start_django()
    from gongkai.kernel.sealed import key_use, sealed_columns

    keys = _ring()
    use = {column.place: key_use(column) for column in sealed_columns()}
    lacking = {name for counts in use.values() for name in counts} - keys.keys.keys()
    if as_json:
        found = {"current": keys.current, "keys": list(keys.keys), "columns": use}
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        for name in keys.keys:
            total = sum(counts.get(name, 0) for counts in use.values())
            click.echo(f"{name}：{total} 项{'（当前）' if name == keys.current else ''}")
    for name in sorted(lacking):
        click.echo(f"密钥环里没有“{name}”，有内容读不出；请从备份中找回", err=True)
    sys.exit(1 if lacking else 0)


@command.command("rotate", cls=ChineseCommand)
def rotate() -> None:
    """换一把新密钥，并用它把全部内容重新加密；不必停机，旧密钥仍留着。"""
    start_django()
    from gongkai.kernel import keys

    if keys.is_given():
        sentence = (
            "密钥环由 GONGKAI_FIELD_KEYS 给出：请把新密钥写在第一位，重启各进程，"
            "再运行 gongkai keys reseal"
        )
        raise Refusal(Reason("given", sentence))
    keys.write_ring(keys.with_new_key(_ring()), replace=True)
    _record("rotate")
    _reseal_all()


@command.command("reseal", cls=ChineseCommand)
def reseal_values() -> None:
    """把用旧密钥、旧算法加密的内容改用当前的；可以中断，可以重来。"""
    start_django()
    _record("reseal")
    _reseal_all()


@command.command("forget", cls=ChineseCommand)
@click.argument("name", metavar="名称")
def forget(name: str) -> None:
    """从密钥环里去掉一把不再使用的旧密钥；还有内容用着时拒绝。旧备份仍要用它，请另行留存。"""
    start_django()
    from gongkai.kernel import keys
    from gongkai.kernel.sealed import key_use, sealed_columns

    ring = _ring()
    used = sum(key_use(column).get(name, 0) for column in sealed_columns())
    reasons = []
    if keys.is_given():
        reasons.append(Reason("given", "密钥环由 GONGKAI_FIELD_KEYS 给出，请在那里去掉"))
    if name not in ring.keys:
        reasons.append(Reason("unknown", f"没有“{name}”这把密钥，gongkai keys list 可查看"))
    if name == ring.current:
        reasons.append(Reason("current", "这是当前的密钥，请先运行 gongkai keys rotate"))
    elif used:
        reasons.append(Reason("used", f"还有 {used} 项内容用着它，请先运行 gongkai keys reseal"))
    refuse_if(reasons)
    keys.write_ring(keys.without_key(ring, name), replace=True)
    _record("forget")
    click.echo(f"已去掉密钥 {name}。")


def _ring() -> "KeyRing":
    from gongkai.kernel.keys import KeyRingError, ring

    try:
        return ring()
    except KeyRingError as error:
        raise Unreadable(str(error)) from None


def _record(what: str) -> None:
    from django.utils import timezone

    from gongkai.audit.services import record

    record(
        actor=SystemActor(),
        deed="kernel.change_keys",
        subject="keys:1",
        now=timezone.now(),
        detail={"what": what},
    )


def _reseal_all() -> None:
    from gongkai.kernel.sealed import reseal, sealed_columns

    done = 0
    for column in sealed_columns():
        if column.is_fixed:
            click.echo(f"{column.place} 一经写入不得修改，仍用原来的密钥，请勿去掉它")
            continue
        done += reseal(column)
    click.echo(f"已重新加密 {done} 项。")
