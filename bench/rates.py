"""How fast records come in: ``python -m bench.rates FOLDER``, over a generated county.

An old site's pages are read, taken in, reviewed and signed as one batch, and some documents go the
ordinary way through four people; then all of it is rolled back, so that the county stays as it is.
Rates are records per second of processor time.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.county import start
from bench.records import LARGEST

MOVED, DRAFTED = 1000, 40
PAGE = """<html><head><title>{title}</title></head><body>
<table><tr><td>索引号：</td><td>9900000/{year}-{number:05d}</td></tr>
<tr><td>发文机关：</td><td>澄明县人民政府办公室</td></tr>
<tr><td>成文日期：</td><td>{year}年{month}月{day}日</td></tr>
<tr><td>标题：</td><td>{title}</td></tr>
<tr><td>发文字号：</td><td>{document_number}</td></tr>
<tr><td>发布日期：</td><td>{year}年{month}月{day}日</td></tr></table>
<h1>{title}</h1><div>{body}</div></body></html>"""


def spent(deed: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time, and what came of it."""
    began = time.process_time()
    made = deed()
    return time.process_time() - began, made


def write_pages(folder: Path, count: int) -> None:
    """An old site of *count* pages."""
    from bench.texts import document

    for number in range(count):
        made = document(5_000_000 + number)
        day = made.published_at
        page = PAGE.format(
            title=f"{made.title}（{number}）",
            number=number,
            document_number=made.number,
            year=day.year,
            month=day.month,
            day=day.day,
            body="".join(f"<p>{line}</p>" for line in made.body.split("\n\n")),
        )
        (folder / f"{number}.html").write_text(page, "utf-8")


def moved_in(folder: Path, now: datetime) -> dict[str, float]:
    """Rates of reading, taking in, and reviewing and signing."""
    from django.conf import settings

    from gongkai.catalogue.public import section_by_slug
    from gongkai.documents import services
    from gongkai.documents.moving import Known, find_files, read_source
    from gongkai.orgs.selectors import unit_by_slug

    unit, section = unit_by_slug("zhengfuban"), section_by_slug(LARGEST)
    if unit is None or section is None:
        raise LookupError("this is no generated county")
    clerk = _actor("zfb.xinxi", now)
    known = Known("", settings.UPLOAD_LIMIT_BYTES, now)
    reading, sources = spent(lambda: [read_source(one, known) for one in find_files([folder])])
    into = services.begin_import(
        actor=clerk, unit=unit, section_id=section.id, source="测量", now=now
    )
    taking, _ = spent(
        lambda: [
            services.take_in(actor=clerk, into=into, sources=sources[at : at + 200], now=now)
            for at in range(0, len(sources), 200)
        ]
    )
    made = services.finish_import(actor=clerk, into=into, now=now)
    if made is None or made[0].taken_in != len(sources):
        raise AssertionError("not every page became a record")

    def decide() -> None:
        for who, action in (("zfb.baomi", "pass_secrecy"), ("zfb.lingdao", "sign")):
            services.perform_migration(
                actor=_actor(who, now), case_id=made[1].pk, action=action, note="", now=now
            )

    deciding, _ = spent(decide)
    count = len(sources)
    return {
        "reading": count / reading,
        "taking": count / taking,
        "deciding": count / deciding,
        "import": count / (reading + taking + deciding),
    }


def drafted(now: datetime) -> float:
    """Documents per second through drafting, two reviews, signature and publication."""
    from gongkai.catalogue.public import section_by_slug
    from gongkai.documents import services
    from gongkai.documents.content import Text
    from gongkai.orgs.selectors import unit_by_slug

    unit, section = unit_by_slug("jiaoyuju"), section_by_slug(LARGEST)
    if unit is None or section is None:
        raise LookupError("this is no generated county")
    steps = (
        ("jyj.xinxi", "submit"),
        ("jyj.kezhang", "pass_section"),
        ("jyj.baomi", "pass_secrecy"),
        ("jyj.lingdao", "sign"),
    )
    actors = {who: _actor(who, now) for who, _ in steps}

    def publish() -> None:
        for number in range(DRAFTED):
            text = Text(
                title=f"测量用通知（{number}）",
                openness="proactive",
                section_id=section.id,
                body_html="<p>各单位：</p>" + "<p>现将有关事项通知如下。</p>" * 40,
            )
            draft = services.create_draft(actor=actors["jyj.xinxi"], unit=unit, text=text, now=now)
            for who, action in steps:
                services.perform(
                    actor=actors[who], case_id=draft.case_id, action=action, note="", now=now
                )

    seconds, _ = spent(publish)
    return DRAFTED / seconds


def _actor(username: str, now: datetime) -> Any:
    from gongkai.orgs.selectors import actor_for, person_by_username

    person = person_by_username(username)
    if person is None:
        raise LookupError(username)
    return actor_for(person, now)


def measure() -> dict[str, float]:
    """All rates over the present database, which stays as it was."""
    from django.db import transaction
    from django.utils import timezone

    now = timezone.now()
    with tempfile.TemporaryDirectory() as name, transaction.atomic():
        write_pages(Path(name), MOVED)
        found = moved_in(Path(name), now) | {"drafted": drafted(now)}
        transaction.set_rollback(True)
    return found


def main() -> None:
    folder = Path(sys.argv[1])
    start(folder)
    note = folder / "made.json"
    made = json.loads(note.read_text("utf-8"))
    made["rates"] = measure()
    note.write_text(json.dumps(made), "utf-8")


if __name__ == "__main__":
    main()
