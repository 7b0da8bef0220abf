"""案卷: everything of one request in one zip whose bytes depend on nothing but the request."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from io import StringIO

from django.utils.http import content_disposition_header

from gongkai.audit.services import record
from gongkai.casework.selectors import timeline_of
from gongkai.files.rules import clean_name
from gongkai.inforequests import selectors
from gongkai.inforequests.models import InformationRequest, SealedFile
from gongkai.inforequests.papers import PAPERS, standalone
from gongkai.inforequests.papers.zips import write_zip
from gongkai.inforequests.rules.events import EVENT_LABELS
from gongkai.inforequests.selectors.occasions import notices_of
from gongkai.inforequests.services.papers import digests
from gongkai.inforequests.services.sealed_files import open_sealed
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.web.files import BOM, safe_cell
from gongkai.web.formats import day, minute

TAKE = "inforequests.take_archive"
FOLDERS = {
    "identity": "2-申请材料",
    "material": "2-申请材料",
    "clarification": "2-申请材料",
    "original": "2-申请材料",
    "provided": "3-提供的信息",
    "unsevered": "4-区分处理前的原件",
}
"""Where sealed files lie in the package; papers come from their notices."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the package: where it lies, what it is, its bytes."""

    path: str
    what: str
    data: bytes

    @property
    def hashes(self) -> dict[str, str]:
        return digests(self.data)


@dataclass(frozen=True, slots=True)
class Archive:
    """A package ready to be sent."""

    name: str
    data: bytes

    @property
    def disposition(self) -> str:
        return content_disposition_header(as_attachment=True, filename=self.name) or "attachment"


def take_archive(*, actor: Actor, request_id: int, now: datetime) -> Archive:
    """The case file of a request, for somebody who may have it; that it was taken is in the ledger."""
    request = selectors.find_request(request_id)
    if request is None:
        raise Refusal(Reason("not_found", "没有这件信息公开申请"))
    refuse_if(reasons_against(actor, TAKE, request.unit))
    data = build_archive(request)
    record(
        actor=actor,
        deed=TAKE,
        subject=f"request:{request.pk}",
        unit_id=request.unit_id,
        detail={"编号": request.number, "what": "下载案卷", **digests(data)},
        now=now,
    )
    return Archive(f"案卷 {request.number}.zip", data)


def build_archive(request: InformationRequest) -> bytes:
    """Papers, materials, what was given, timeline, clock, service, with index and hashes.

    The same request gives the same bytes: no clock of the machine is in them.
    """
    entries = list(_entries(request))
    index = Entry("0-目录.csv", "目录", _csv(INDEX, _index_rows(entries)))
    page = Entry("0-目录.html", "目录（可在浏览器打开）", _index_page(request, entries))
    whole = [index, page, *entries]
    sums = [
        ("SHA256SUMS.txt", _sums(whole, "sha256")),
        ("SM3SUMS.txt", _sums(whole, "sm3")),
    ]
    return write_zip([*((entry.path, entry.data) for entry in whole), *sums])


def _entries(request: InformationRequest) -> Iterator[Entry]:
    yield from _papers(request)
    yield from _materials(request)
    yield from _records(request)


def _papers(request: InformationRequest) -> Iterator[Entry]:
    for number, notice in enumerate(notices_of(request.pk), 1):
        label = PAPERS[notice.code].label if notice.code in PAPERS else notice.title
        words = f"{label} {notice.number}".strip()
        for stored in notice.files:
            if stored["role"] == "annex":
                continue
            kept = SealedFile.objects.get(pk=stored["sealed"])
            name = clean_name(str(stored["name"]))
            yield Entry(f"1-文书/{number:02d}-{name}", words, open_sealed(kept))


def _materials(request: InformationRequest) -> Iterator[Entry]:
    rows = SealedFile.objects.filter(request=request, purpose__in=FOLDERS).order_by("id")
    for number, row in enumerate(rows, 1):
        what, folder = row.get_purpose_display(), FOLDERS[row.purpose]
        if row.purged_at is not None:
            text = f"{what}已于{minute(row.purged_at)}按规定清除。\n".encode()
            yield Entry(f"{folder}/{number:02d}-已清除.txt", f"{what}（已清除）", text)
        else:
            yield Entry(f"{folder}/{number:02d}-{clean_name(row.name)}", what, open_sealed(row))


def _records(request: InformationRequest) -> Iterator[Entry]:
    tables: Sequence[tuple[str, Sequence[str], Iterable[Sequence[str]]]] = (
        ("申请登记", ("项目", "内容"), _registration(request)),
        ("办理过程", ("时间", "人员", "经过", "意见"), _timeline(request)),
        ("计时事实", ("日期", "事实", "工作日", "关联"), _events(request)),
        ("期限说明", ("日期", "计为第几日", "说明", "依据"), _clock(request)),
        ("检索记录", SEARCHED, _searches(request)),
        ("征求意见", CONSULTED, _consultations(request)),
        ("送达记录", SERVED, _deliveries(request)),
        ("区分处理登记", SEVERED, _severed(request)),
    )
    for number, (name, head, rows) in enumerate(tables, 1):
        lines = list(rows)
        if lines:
            yield Entry(f"5-记录/{number}-{name}.csv", name, _csv(head, lines))


SEARCHED = ("日期", "检索范围", "检索方法", "关键词", "结果", "检索人")
CONSULTED = ("种类", "对方", "发出日期", "收到日期", "意见", "理由", "答复日期", "决定公开的理由")
SERVED = (
    "文书",
    "方式",
    "送出日期",
    "送达日期",
    "签收情况",
    "寄送单位",
    "邮件号码",
    "地点",
    "说明",
)
SEVERED = ("文件", "位置", "依据", "理由", "副本SHA-256", "原件SHA-256")
INDEX = ("序号", "文件", "内容", "大小（字节）", "SHA-256", "SM3")


def _registration(request: InformationRequest) -> Iterator[Sequence[str]]:
    who = request.requester
    yield from (
        ("申请编号", request.number),
        ("受理机关", request.unit.name),
        ("申请人", who.name),
        ("申请人类型", request.get_applicant_class_display()),
        ("联系方式", "，".join(filter(None, (who.phone, who.email, who.address)))),
        ("提交渠道", request.get_channel_display()),
        ("到达时间", minute(request.arrived_at)),
        ("收到申请之日", day(request.receipt_day)),
        ("申请内容", request.description),
        ("本件办理的事项", request.scope),
        ("载体形式", request.get_form_wanted_display()),
        ("获取方式", request.get_way_wanted_display()),
        ("办结方式", request.get_outcome_display() if request.outcome else ""),
        ("年报口径", request.get_report_row_display() if request.report_row else ""),
        ("发文字号", request.issue.document_number if request.issue else ""),
    )


def _timeline(request: InformationRequest) -> Iterator[Sequence[str]]:
    for line in timeline_of(request.case_id):
        yield minute(line.at), line.actor_name, line.sentence, line.note


def _events(request: InformationRequest) -> Iterator[Sequence[str]]:
    for event in selectors.events_of(request.pk):
        label = EVENT_LABELS.get(event.kind, event.kind)
        yield day(event.on), label, str(event.days or ""), event.ref


def _clock(request: InformationRequest) -> Iterator[Sequence[str]]:
    for line in selectors.deadline_of(request).explanation:
        counted = str(line.counted) if line.counted else ""
        yield day(line.date), counted, line.text, "、".join(line.articles)


def _searches(request: InformationRequest) -> Iterator[Sequence[str]]:
    for row in request.searches.order_by("id"):
        yield day(row.on), row.places, row.method, row.keywords, row.result, row.by_name


def _consultations(request: InformationRequest) -> Iterator[Sequence[str]]:
    for row in request.consultations.order_by("id"):
        yield (
            *(row.get_kind_display(), row.party, day(row.sent_on), day(row.received_on)),
            *(row.get_answer_display() if row.answer else "等待答复", row.reasons),
            *(day(row.answered_on), row.override_reason),
        )


def _deliveries(request: InformationRequest) -> Iterator[Sequence[str]]:
    for row in request.deliveries.select_related("notice").order_by("id"):
        paper = f"{row.notice.title}{row.notice.number}" if row.notice else "答复书"
        yield (
            *(paper, row.get_kind_display(), day(row.sent_on), day(row.served_on)),
            *(row.get_receipt_display(), row.carrier, row.tracking, row.place, row.note),
        )


def _severed(request: InformationRequest) -> Iterator[Sequence[str]]:
    for row in request.provided.prefetch_related("parts").order_by("id"):
        for part in row.parts.all():
            yield row.name, part.place, part.ground, part.reason, row.sha256, row.original_sha256


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table that a spreadsheet opens as it is: UTF-8 with its mark, no formulas."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(head)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return (BOM + buffer.getvalue()).encode("utf-8")


def _index_rows(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    return [
        (
            *(str(number), entry.path, entry.what, str(len(entry.data))),
            *(entry.hashes["sha256"], entry.hashes["sm3"]),
        )
        for number, entry in enumerate(entries, 1)
    ]


def _index_page(request: InformationRequest, entries: Sequence[Entry]) -> bytes:
    rows = "".join(
        f'<tr><td>{number}</td><td><a href="{escape(path, quote=True)}">{escape(path)}</a></td>'
        f"<td>{escape(what)}</td><td>{size}</td></tr>"
        for number, path, what, size, _, _ in _index_rows(entries)
    )
    title = f"案卷目录 {request.number}"
    head = "<thead><tr><th>序号</th><th>文件</th><th>内容</th><th>字节</th></tr></thead>"
    article = (
        f'<article class="gongwen"><h1>{escape(title)}</h1>'
        f'<p class="gongwen-text">受理机关：{escape(request.unit.name)}。'
        "每个文件的摘要值见“0-目录.csv”“SHA256SUMS.txt”“SM3SUMS.txt”，可以用来核对文件有没有改动。</p>"
        f"<table>{head}<tbody>{rows}</tbody></table></article>"
    )
    return standalone(article, title).encode()


def _sums(entries: Sequence[Entry], name: str) -> bytes:
    """As ``sha256sum -c`` reads them."""
    return "".join(f"{entry.hashes[name]}  {entry.path}\n" for entry in entries).encode()
