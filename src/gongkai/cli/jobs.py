"""`gongkai jobs`: everything that time brings, each job at its own pace."""

import json
import logging
import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from types import FrameType

import click

from gongkai.cli import start_django
from gongkai.cli.chinese import ChineseCommand
from gongkai.kernel.schedule import Job

logger = logging.getLogger("gongkai.jobs")

PAUSE_AFTER_FAILURE = 5.0
STOP_SECONDS = 20.0


@click.command("jobs", cls=ChineseCommand)
@click.option("--once", is_flag=True, help="每项任务只运行一次，然后退出")
@click.option("--json", "as_json", is_flag=True, help="与 --once 合用，输出 JSON：{jobs: [...]}")
def command(once: bool, as_json: bool) -> None:
    """运行到点任务，按 Ctrl-C 停止。一项任务出错不影响其他任务。"""
    start_django()
    from django.utils import timezone

    from gongkai.kernel.schedule import jobs

    if once:
        sys.exit(run_once(list(jobs), timezone.now, as_json=as_json))
    Runner(list(jobs), timezone.now).run()


def run_once(jobs: list[Job], clock: Callable[[], datetime], *, as_json: bool) -> int:
    """Run every job one time, in order, and tell what came of it. Returns the exit code."""
    results = []
    for job in jobs:
        done, error = attempt(job, clock())
        results.append({"code": job.code, "label": job.label, "done": done, "error": error})
        if not as_json:
            outcome = f"出错：{error}" if error else f"{done} 件"
            click.echo(f"{job.label}：{outcome}", err=bool(error))
    if as_json:
        click.echo(json.dumps({"jobs": results}, ensure_ascii=False))
    return 1 if any(result["error"] for result in results) else 0


def attempt(job: Job, now: datetime) -> tuple[int, str | None]:
    """Run a job; returns how many things it did, and what went wrong if something did.

    A failure is logged in full, and its database connection is given up: it may be the cause.
    """
    from django.db import connections

    try:
        done = job.run(now)
    except Exception as error:
        logger.exception("job %s failed", job.code)
        connections.close_all()
        return 0, str(error) or type(error).__name__
    return done, None


class Runner:
    """One thread per job, so that a slow one holds up nobody. SIGTERM and Ctrl-C let each finish
    what it is doing."""

    def __init__(self, jobs: list[Job], clock: Callable[[], datetime]) -> None:
        self._jobs = jobs
        self._clock = clock
        self._stopping = threading.Event()

    def run(self) -> None:
        """Run until told to stop."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        threads = [
            threading.Thread(target=self._repeat, args=(job,), name=job.code, daemon=True)
            for job in self._jobs
        ]
        for thread in threads:
            thread.start()
        self._stopping.wait()
        deadline = time.monotonic() + STOP_SECONDS
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping.set()

    def _repeat(self, job: Job) -> None:
        from django.db import connections

        while not self._stopping.is_set():
            started = time.monotonic()
            done, error = attempt(job, self._clock())
            if done:
                logger.info("%s：%d", job.label, done)
            pause = max(job.every_seconds, PAUSE_AFTER_FAILURE) if error else job.every_seconds
            self._stopping.wait(max(0.0, pause - (time.monotonic() - started)))
        connections.close_all()
