"""Applicants' data is nowhere but sealed: a marker in every field, everything done, all searched."""

import logging
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from gongkai.inforequests import flow
from gongkai.inforequests.models import InformationRequest, Requester, SealedFile
from gongkai.inforequests.rules.intake import LIMITS
from gongkai.inforequests.selectors.occasions import paper_rows
from gongkai.inforequests.services import papers
from gongkai.inforequests.services.sealed_files import open_sealed
from gongkai.inforequests.tests.factories import ROAD, SERVED
from gongkai.inforequests.tests.paperwork import letterhead

NEW, STATUS = "/openness/requests/new/", "/openness/requests/status/"
MINE = f"{STATUS}mine/"
ASKED = "秘事项甲乙丙的经费决算"
MARKERS = {
    "name": "密名有限公司",
    "identity_number": "91350100M000100Y43",
    "representative": "密代表戊",
    "contact_name": "密联系己",
    "phone": "0999-7654321",
    "email": "mi-marker@example.cn",
    "address": "密址路七十七号",
    "postcode": "365473",
}
FILE, INSIDE = "密件名.pdf", b"%PDF-1.4 mi-inside-marker"
COMMENT = "密评语庚辛"
ALL = (*MARKERS.values(), "密件名", INSIDE[9:].decode(), COMMENT)


@pytest.fixture
def places(settings, tmp_path, caplog):
    """Everything a data folder holds, and every line of every log, in one place."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.INDEX_ROOT = tmp_path / "index"
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    return tmp_path


def found_in(text):
    return [marker for marker in ALL if marker in text]


def forms_of(marker):
    """A marker as it could stand in bytes: plain, in two codings, and escaped as in JSON."""
    return (
        marker.encode(),
        marker.encode("gb18030"),
        marker.encode("utf-16-le"),
        marker.encode("unicode_escape"),
    )


def found_in_bytes(data):
    return [marker for marker in ALL if any(form in data for form in forms_of(marker))]


def asked_on_line(client, cast):
    """A body asks on line, with a marker in every field."""
    given = {
        "who": "body",
        "do": "next",
        "unit": str(cast.education.pk),
        "description": ASKED,
        "form_wanted": "any",
        "way_wanted": "online",
        "applicant_class": "business",
        "identity_kind": "credit_code",
        "identity": SimpleUploadedFile(FILE, INSIDE),
        **MARKERS,
    }
    client.post(f"{NEW}save/", {**given, "identity": ""})
    client.post(NEW, {**given, "email": "wrong", "identity": ""})
    client.post(NEW, given)
    client.post(f"{NEW}check/", {"do": "send"})
    receipt = client.get(f"{NEW}receipt/").content.decode()
    request = InformationRequest.objects.get()
    code = receipt.partition('receipt-code">')[2].partition("<")[0]
    assert client.post(STATUS, {"number": request.number, "code": code}).url == MINE
    return request


def handled(cast, request):
    """The whole road through the services, with every paper on the way."""
    now = timezone.now()
    today = timezone.localdate(now)
    for state, step in ROAD:
        more = {"now": now}
        if state == flow.SCREENING:
            more["confirmed_on"] = today
        if state == flow.SERVED:
            issue_all(cast, request, now)
            more["served"] = replace(SERVED, sent_on=today)
        step(cast, request, **more)
        if state == flow.ARCHIVED:
            break


def issue_all(cast, request, now):
    """Every paper that the request calls for now."""
    request = InformationRequest.objects.select_related("unit", "case", "issue").get(pk=request.pk)
    for row in paper_rows(request):
        if row.wanting:
            papers.issue_paper(
                actor=cast.actor("clerk"),
                request_id=request.pk,
                code=row.occasion.code,
                ref=row.occasion.ref,
                now=now,
            )


def looked_at(cast, request):
    """Staff look at every page of the request and at everything that leaves the house."""
    pages = []
    for part in ("clerk", "office", "inspector", "admin"):
        client = Client(raise_request_exception=False)
        client.force_login(getattr(cast, part))
        for address in (
            "/desk/",
            "/desk/requests/",
            "/desk/requests/?list=closed",
            f"/desk/requests/cases/{request.case_id}/",
            "/desk/cases/",
            "/desk/cases/export.csv",
            "/desk/audit/",
            "/desk/requests/figures/",
            "/desk/requests/cases/999999/",
        ):
            answer = client.get(address)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            pages.append((f"{part} {address}", content.decode()))
    return pages


@pytest.mark.django_db(transaction=True)
def test_a_marker_in_every_field_is_found_nowhere(cast, places, caplog, monkeypatch):
    letterhead(cast)
    client = Client(raise_request_exception=False)
    request = asked_on_line(client, cast)
    handled(cast, request)
    client.post(f"{MINE}rating/", {"score": "5", "comment": COMMENT})
    clerk = Client()
    clerk.force_login(cast.clerk)
    shown = clerk.post(f"/desk/requests/cases/{request.case_id}/requester/").content.decode()
    assert MARKERS["name"] in shown
    assert MARKERS["identity_number"] in shown
    _, errors = broken(client, request, monkeypatch)
    pages = [*looked_at(cast, request), *errors, *public_pages(request)]
    from gongkai.search.indexer import indexer_for

    indexer_for("documents").rebuild(lambda _: None)

    assert {name: found_in(text) for name, text in pages if found_in(text)} == {}
    assert [name for name, text in pages if ASKED in text and "desk/requests" not in name] == []
    assert found_in(caplog.text) == []
    assert ASKED not in caplog.text
    assert rows_with_markers() == {}
    assert files_with_markers(places) == {}
    sealed_things_open_here(request)


def broken(client, request, monkeypatch):
    """Error pages with the data in hand: a view that fails on what was typed, and refused ones."""
    from gongkai.inforequests.views.portal import asking

    def fail(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(asking.drafts, "save_draft", fail)
    fresh = Client(raise_request_exception=False)
    wrong = fresh.post(NEW, {"who": "body", "do": "save", **MARKERS})
    assert wrong.status_code == 500
    return client, [
        ("500", wrong.content.decode()),
        ("404", fresh.get(f"{MINE}papers/1/1/").content.decode()),
        ("403", Client(enforce_csrf_checks=True).post(NEW, MARKERS).content.decode()),
    ]


def public_pages(request):
    reader = Client()
    addresses = ("/", "/openness/requests/", "/openness/requests/answered/", "/search/?q=决算")
    return [(each, reader.get(each).content.decode()) for each in addresses]


def rows_with_markers():
    """Every row of every table of the database, searched."""
    found = {}
    for table, row in all_rows():
        hits = [each for value in row for each in found_in_bytes(_bytes(value))]
        if hits:
            found.setdefault(table, set()).update(hits)
    return found


def all_rows():
    """Every row of every table with the name of its table."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            yield from ((table, row) for row in cursor.fetchall())


def _bytes(value):
    if isinstance(value, memoryview | bytes):
        return bytes(value)
    return str(value).encode("utf-8", "replace")


def files_with_markers(folder):
    """Every file of the data folder and the database itself, searched; archives are opened."""
    held = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        held |= {path: read_apart(path) for path in name.parent.glob(f"{name.name}*")}
    found = {}
    for path, data in held.items():
        hits = found_in_bytes(data)
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(BytesIO(data)) as inside:
                hits += [m for name in inside.namelist() for m in found_in_bytes(inside.read(name))]
        if hits:
            found[path.name] = hits
    return found


def read_apart(path):
    """A file of the database, read by another process.

    Who opens and closes it in this one lets go of all locks that SQLite holds on it here (POSIX),
    and the next process to come cuts the shared index off under our feet.
    """
    return subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout


def sealed_things_open_here(request):
    """The search found nothing because all is sealed, and not because all is lost."""
    requester = Requester.objects.get(pk=request.requester_id)
    assert {name: getattr(requester, name) for name in MARKERS} == MARKERS
    papers_of = SealedFile.objects.filter(request=request)
    identity = papers_of.get(purpose="identity")
    assert (identity.name, open_sealed(identity)) == (FILE, INSIDE)
    assert papers_of.filter(purpose="paper").count() >= 2


@pytest.mark.django_db
def test_the_search_finds_a_marker_that_is_planted(tmp_path):
    SealedFile.objects.create(
        purpose="material",
        size=1,
        media_type=MARKERS["name"],
        place="x",
        key="k",
        stored_at=timezone.now(),
    )
    assert rows_with_markers() == {"inforequests_sealedfile": {MARKERS["name"]}}
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", MARKERS["address"] * 50)
    assert files_with_markers(tmp_path)["a.docx"] == [MARKERS["address"]]


def test_every_field_of_an_applicant_has_a_marker_and_is_sealed():
    from gongkai.kernel.sealed import SealedTextField

    assert MARKERS.keys() == LIMITS.keys()
    fields = {field.name: field for field in Requester._meta.get_fields() if field.concrete}
    assert all(isinstance(fields[name], SealedTextField) for name in MARKERS)


def test_no_search_index_knows_of_requests():
    from gongkai.search.registry import indexes

    assert {index.code for index in indexes} == {"documents"}
    assert apps.get_app_config("inforequests")
