"""Old .doc, .wps, .xls and .rtf files through LibreOffice, when it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongkai.files.extraction.result import Clock, Unreadable


def installed() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(data: bytes, suffix: str, target: str, clock: Clock) -> bytes:
    """The same document in the *target* format (``docx`` or ``xlsx``)."""
    program = installed()
    if program is None:
        raise Unreadable(
            f"本机没有安装 LibreOffice，读不了旧格式 {suffix}；请安装 LibreOffice，"
            f"或用 Word/WPS 另存为 .{target} 后重试"
        )
    with tempfile.TemporaryDirectory(prefix="gongkai-office-") as folder:
        source = Path(folder, f"source{suffix}")
        source.write_bytes(data)
        _run(program, Path(folder), source, target, clock)
        made = Path(folder, f"source.{target}")
        if not made.exists():
            raise Unreadable(f"LibreOffice 打不开这个 {suffix} 文件，请另存为 .{target} 后重试")
        return made.read_bytes()


def _run(program: str, folder: Path, source: Path, target: str, clock: Clock) -> None:
    """One headless conversion with a profile of its own; killed with its children when late."""
    profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
    arguments = [program, profile, "--headless", "--norestore", "--convert-to", target]
    process = subprocess.Popen(
        [*arguments, "--outdir", str(folder), str(source)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=clock.left)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise Unreadable("LibreOffice 转换超时，请另存为新格式后重试") from error
