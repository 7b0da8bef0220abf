"""`gongkai search`: find public records, and look after the index."""

import json
import sys
from typing import Any

import click

from gongkai.cli import start_django
from gongkai.cli.chinese import ChineseCommand, Unreadable

ACTIONS = {"rebuild", "reconcile", "health"}


def _filters(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    for value in values:
        code, equals, wanted = value.partition("=")
        if not equals or not code or not wanted:
            raise click.BadParameter("请写成“项目=值”，例如 year=2026")
        chosen.setdefault(code, []).append(wanted)
    return chosen


@click.command("search", cls=ChineseCommand, context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--limit", default=10, show_default=True, type=click.IntRange(1, 100), help="每页条数"
)
@click.option("--page", default=1, show_default=True, type=click.IntRange(min=1), help="第几页")
@click.option(
    "--sort", default="relevance", type=click.Choice(["relevance", "date"]), help="按相关度或日期"
)
@click.option("--filter", "filters", multiple=True, callback=_filters, help="筛选，如 year=2026")
@click.option("--index", "code", help="查哪个索引（默认为第一个）")
@click.option("--rebuild", "action", flag_value="rebuild", help="重建索引，重建时照常可查")
@click.option("--reconcile", "action", flag_value="reconcile", help="与数据库逐条核对并修复")
@click.option("--health", "action", flag_value="health", help="索引是否可用、还有多少待办")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，字段见 docs/guides/search.md")
def command(
    query: tuple[str, ...],
    limit: int,
    page: int,
    sort: str,
    filters: dict[str, list[str]],
    code: str | None,
    action: str | None,
    as_json: bool,
) -> None:
    """检索公开信息：gongkai search 词 [词…] [-不要的词]。

    rebuild、reconcile、health 也可以直接写作子命令；要查这几个字，请加引号：'"rebuild"'。
    """
    for word in query:
        if word.startswith("--"):
            raise Unreadable(f"没有“{word}”这个选项。写法见：gongkai search --help")
    start_django()
    code = _index(code)
    if action is None and len(query) == 1 and query[0] in ACTIONS:
        action = query[0]
    if action == "rebuild":
        _rebuild(code, as_json)
    elif action == "reconcile":
        _reconcile(code, as_json)
    elif action == "health":
        _health(code, as_json)
    else:
        _search(code, " ".join(query), filters, sort, page, limit, as_json)


def _index(code: str | None) -> str:
    from gongkai.search.public import indexes

    known = [index.code for index in indexes]
    if not known:
        raise Unreadable("没有登记任何检索索引。")
    if code is not None and code not in known:
        raise Unreadable(f"没有“{code}”这个索引；可用的有：{'、'.join(known)}。")
    return code or known[0]


def _say(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


# ---- finding --------------------------------------------------------------------------------


def _search(
    code: str,
    text: str,
    filters: dict[str, list[str]],
    sort: str,
    page: int,
    limit: int,
    as_json: bool,
) -> None:
    from gongkai.search import public

    found = public.search(
        index=code, text=text, filters=filters, sort=sort, page=page, page_size=limit
    )
    rows = _rows(code, found)
    if as_json:
        _say(_result(found, rows))
    else:
        _show(found, rows)
    sys.exit(0 if found.ready else 2)


def _rows(code: str, found: Any) -> list[dict[str, Any]]:
    """The hits with what their owner says of them now; what is no longer public is left out."""
    from gongkai.search.public import indexes, snippet

    documents = {document.id: document for document in indexes[code].load(found.ids)}
    rows = []
    for hit in found.hits:
        document = documents.get(hit.id)
        if document is not None:
            text = "\n".join((document.body, *document.attachments))
            rows.append(
                {
                    "id": hit.id,
                    "score": round(hit.score, 4),
                    "title": document.title,
                    "document_number": document.document_number or None,
                    "published_at": document.published_at.isoformat(),
                    "snippet": "".join(piece for piece, _ in snippet(text, found.query)),
                }
            )
    return rows


def _result(found: Any, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "query": found.query.text,
        "ready": found.ready,
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "took_ms": round(found.took_ms, 3),
        "hits": rows,
        "facets": {
            facet.code: [
                {"value": value.value, "label": value.label, "count": value.hits}
                for value in facet.values
            ]
            for facet in found.facets
        },
        "notes": list(found.notes),
        "advice": [
            {"sentence": advice.sentence, "text": advice.text, "total": advice.total}
            for advice in found.advice
        ],
    }


def _show(found: Any, rows: list[dict[str, Any]]) -> None:
    for note in found.notes:
        click.echo(note, err=True)
    if not found.ready:
        return
    for row in rows:
        number = f"  {row['document_number']}" if row["document_number"] else ""
        click.echo(f"{row['published_at'][:10]}  {row['title']}{number}  [{row['id']}]")
        click.echo(f"    {row['snippet']}")
    if found.total == 0:
        click.echo("没有找到。")
        for advice in found.advice:
            click.echo(f"  可以{advice.sentence}：{advice.text}（{advice.total} 条）")
    else:
        click.echo(
            f"共 {found.total} 条，第 {found.page}/{found.pages} 页，{found.took_ms:.1f} 毫秒"
        )


# ---- looking after the index ----------------------------------------------------------------


def _rebuild(code: str, as_json: bool) -> None:
    from tqdm import tqdm

    from gongkai.search.engine import IndexBusyError
    from gongkai.search.indexer import indexer_for

    try:
        with tqdm(desc="重建索引", unit="条", disable=None) as bar:
            count = indexer_for(code).rebuild(bar.update)
    except IndexBusyError as error:
        raise Unreadable(f"{error}，请稍后再试。") from None
    if as_json:
        _say({"index": code, "documents": count})
    else:
        click.echo(f"重建完成，共 {count} 条。")


def _reconcile(code: str, as_json: bool) -> None:
    from django.utils import timezone
    from tqdm import tqdm

    from gongkai.search.engine import IndexBusyError, IndexUnavailableError
    from gongkai.search.indexer import indexer_for

    indexer = indexer_for(code)
    try:
        with tqdm(desc="核对索引", unit="条", disable=None) as bar:
            differences = indexer.reconcile(timezone.now(), bar.update)
        mended = indexer.drain(timezone.now()) >= differences.total
    except IndexUnavailableError as error:
        raise Unreadable(f"{error}。请运行 gongkai search --rebuild。") from None
    except IndexBusyError:
        mended = False
    if as_json:
        _say(
            {
                "index": code,
                "checked": differences.checked,
                "missing": differences.missing,
                "outdated": differences.outdated,
                "orphaned": differences.orphaned,
                "mended": mended,
            }
        )
    else:
        click.echo(
            f"核对 {differences.checked} 条：缺 {differences.missing} 条，"
            f"旧 {differences.outdated} 条，多 {differences.orphaned} 条。"
        )
        if differences.total:
            click.echo("已修复。" if mended else "已登记，由正在运行的到点任务随即修复。")
    sys.exit(1 if differences.total else 0)


def _health(code: str, as_json: bool) -> None:
    from django.utils import timezone

    from gongkai.search import selectors
    from gongkai.search.public import health

    state = health(index=code)
    backlog = selectors.backlog(index=code, now=timezone.now())
    if as_json:
        _say(
            {
                "index": code,
                "ready": state.ready,
                "message": state.message,
                "documents": state.documents,
                "segments": state.segments,
                "size_bytes": state.size_bytes,
                "due": backlog.due,
                "later": backlog.later,
                "failing": backlog.failing,
                "oldest_due": backlog.oldest_due and backlog.oldest_due.isoformat(),
                "last_done": backlog.last_done and backlog.last_done.isoformat(),
            }
        )
    else:
        click.echo(f"索引 {code}：{state.message}")
        click.echo(
            f"  收录 {state.documents} 条，{state.size_bytes / 1e6:.1f} MB，{state.segments} 段"
        )
        click.echo(
            f"  待入库 {backlog.due} 条，定时 {backlog.later} 条，失败重试 {backlog.failing} 条"
        )
    sys.exit(0 if state.ready and not backlog.failing else 1)
