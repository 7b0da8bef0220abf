"""Run a command against a private PostgreSQL cluster that lives only as long as the command.

    python tools/postgres.py COMMAND [ARGUMENT …]

The cluster stands in a temporary folder, listens on a socket there and nowhere else, and is given
to the command as ``GONGKAI_DATABASE_URL``. It is always stopped, by the id of our own process, and
its folder removed. Exit code: the command's own; 69 when PostgreSQL is not installed.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO
from urllib.parse import quote

UNAVAILABLE = 69
PATIENCE_SECONDS = 60
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def installed() -> Path | None:
    """The folder of PostgreSQL's programs, the newest one; None when it is not installed."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0,
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _start(arguments: list[str], folder: Path, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a program in *folder*, as an ordinary account when we are root (PostgreSQL insists)."""
    command = subprocess.Popen
    if os.geteuid() != 0:
        return command(arguments, cwd=folder, stdout=log, stderr=log, start_new_session=True)
    account = server_account()
    return command(
        arguments,
        cwd=folder,
        stdout=log,
        stderr=log,
        start_new_session=True,
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=[],
    )


def server_account() -> pwd.struct_passwd:
    """The account that the server runs as when root calls."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("以 root 运行时需要系统账户 postgres（apt-get install postgresql 会建立它）")


def _log(folder: Path) -> str:
    return (folder / "log").read_text("utf-8", errors="replace")[-2000:]


def _wait_until_ready(programs: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    asked = [str(programs / "pg_isready"), "-q", "-h", str(folder), "-d", "postgres"]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if subprocess.run(asked, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise SystemExit(f"PostgreSQL 没有启动：\n{_log(folder)}")


def _initialise(programs: Path, folder: Path, log: IO[bytes]) -> None:
    make = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "gongkai", "-A", "trust"]
    if _start([*make, "-N", "--encoding=UTF8", "--locale=C"], folder, log).wait() != 0:
        raise SystemExit(f"PostgreSQL 没有建成：\n{_log(folder)}")


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; yields its address for ``GONGKAI_DATABASE_URL``."""
    programs = installed()
    if programs is None:
        print("本机没有 PostgreSQL（apt-get install postgresql）", file=sys.stderr)
        raise SystemExit(UNAVAILABLE)
    folder = Path(tempfile.mkdtemp(prefix="gongkai-pg-", dir="/tmp"))  # a socket's path is short
    if os.geteuid() == 0:
        os.chown(folder, server_account().pw_uid, server_account().pw_gid)
    options = [f"unix_socket_directories={folder}", "listen_addresses=", *FAST]
    settings = [part for option in options for part in ("-c", option)]
    try:
        with (folder / "log").open("wb") as log:
            _initialise(programs, folder, log)
            run = [str(programs / "postgres"), "-D", str(folder / "data"), *settings]
            server = _start(run, folder, log)
        try:
            _wait_until_ready(programs, folder, server)
            yield f"postgresql://gongkai@{quote(str(folder), safe='')}/gongkai"
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait(PATIENCE_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stop(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _stop)
    with cluster() as address:
        environment = {**os.environ, "GONGKAI_DATABASE_URL": address}
        command = subprocess.Popen(sys.argv[1:], env=environment)
        try:
            return command.wait()
        except BaseException:
            command.terminate()
            command.wait(PATIENCE_SECONDS)
            raise


if __name__ == "__main__":
    sys.exit(main())
