"""`gongkai serve`: the web server and the job runner, watched over by one process."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import click

from gongkai.cli import start_django
from gongkai.cli.chinese import ChineseCommand
from gongkai.kernel.errors import Reason, refuse_if

STOP_SECONDS = 30
START_SECONDS = 60
JOBS_PAUSE_SECONDS = 5
LOOK_SECONDS = 0.2


@click.command("serve", cls=ChineseCommand)
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口")
@click.option("--workers", type=click.IntRange(1, 64), help="网页进程数（默认按处理器个数）")
@click.option("--jobs/--no-jobs", default=True, help="是否同时运行到点任务（默认运行）")
def command(host: str, port: int, workers: int | None, jobs: bool) -> None:
    """启动门户与工作台，按 Ctrl-C 停止。

    数据库没有升级到位、或者闸口缺失时拒绝启动。
    """
    start_django()
    refuse_if(reasons_against_serving())
    refuse_if(reasons_against_listening(host, port))
    _prepare_folders()
    house = House(_web_command(host, port, workers or _default_workers()), jobs=jobs)
    sys.exit(house.run(lambda: _announce(host, port)))


def reasons_against_serving() -> list[Reason]:
    """Why the database is not fit to serve: unreachable, not migrated, or a gate missing."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import DatabaseError

    from gongkai.kernel.constraints import missing_guards

    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        return [Reason("database", f"连不上数据库，请核对 GONGKAI_DATABASE_URL：{error}")]
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        sentence = f"数据库还差 {len(plan)} 步升级，请先运行 gongkai manage migrate"
        return [Reason("migrations", sentence)]
    return [
        Reason("gate", f"数据库缺少闸口“{name}”，请运行 gongkai manage migrate 恢复并查明原因")
        for name in missing_guards(connection)
    ]


def reasons_against_listening(host: str, port: int) -> list[Reason]:
    """Why this address cannot be listened on: in use, not allowed, or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return [Reason("port", f"没有权限使用端口 {port}，请用 --port 换一个大于 1024 的")]
        except socket.gaierror:
            return [Reason("host", f"地址 {host} 不正确，请核对 --host")]
        except OSError as error:
            sentence = (
                f"端口 {port} 已被占用（或地址 {host} 不在本机），请用 --port 换一个：{error}"
            )
            return [Reason("port", sentence)]
    return []


def _prepare_folders() -> None:
    from django.conf import settings

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def _default_workers() -> int:
    return min(2 * (os.cpu_count() or 1), 8)


def _authority(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _announce(host: str, port: int) -> None:
    shown = {"0.0.0.0": "localhost", "127.0.0.1": "localhost", "::": "localhost"}  # noqa: S104
    address = f"http://{_authority(shown.get(host, host), port)}"
    click.echo(f"门户    {address}/")
    click.echo(f"工作台  {address}/desk/")
    click.echo("按 Ctrl-C 停止。")


def _web_command(host: str, port: int, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "gongkai.config.wsgi:application"),
        *("--bind", _authority(host, port)),
        *("--workers", str(workers)),
        *("--worker-class", "gthread", "--threads", "4"),
        *("--timeout", "120", "--graceful-timeout", "20", "--keep-alive", "5"),
        *("--max-requests", "20000", "--max-requests-jitter", "2000"),
        *("--log-level", "warning", "--no-control-socket"),
    ]


def _jobs_command() -> list[str]:
    return [sys.executable, "-m", "gongkai.cli", "jobs"]


class House:
    """The web server and the job runner as children of this process.

    Ctrl-C and SIGTERM stop both, politely first. When the web server ends by itself, so do we;
    a job runner that ends is started again after a pause, so that the site stays up.
    """

    def __init__(self, web: list[str], *, jobs: bool) -> None:
        self._web_command = web
        self._with_jobs = jobs
        self._stopping = False
        self._jobs: subprocess.Popen[bytes] | None = None
        self._jobs_again_at = 0.0

    def run(self, announce: Callable[[], None]) -> int:
        """Serve until told to stop. Returns the exit code: 0 when told to, 1 when it broke."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        web = _start(self._web_command)
        try:
            if self._wait_until_it_answers(web):
                announce()
            while not self._stopping and web.poll() is None:
                self._keep_jobs_running()
                time.sleep(LOOK_SECONDS)
        finally:
            _end([child for child in (web, self._jobs) if child is not None])
        if self._stopping:
            return 0
        click.echo(f"网页服务意外停止（退出码 {web.returncode}），请查看上面的日志", err=True)
        return 1

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _wait_until_it_answers(self, web: subprocess.Popen[bytes]) -> bool:
        host, _, port = self._web_command[self._web_command.index("--bind") + 1].rpartition(":")
        host = {"0.0.0.0": "127.0.0.1", "[::]": "::1"}.get(host, host.strip("[]"))  # noqa: S104
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not self._stopping and web.poll() is None:
            try:
                socket.create_connection((host, int(port)), timeout=1).close()
            except OSError:
                time.sleep(LOOK_SECONDS)
            else:
                return True
        return False

    def _keep_jobs_running(self) -> None:
        if not self._with_jobs or time.monotonic() < self._jobs_again_at:
            return
        if self._jobs is None:
            self._jobs = _start(_jobs_command())
        elif self._jobs.poll() is not None:
            code = self._jobs.returncode
            click.echo(f"到点任务停止了（退出码 {code}），{JOBS_PAUSE_SECONDS} 秒后重启", err=True)
            self._jobs = None
            self._jobs_again_at = time.monotonic() + JOBS_PAUSE_SECONDS


def _start(arguments: list[str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own: Ctrl-C reaches us alone, and we pass it on once."""
    return subprocess.Popen(arguments, start_new_session=True)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
