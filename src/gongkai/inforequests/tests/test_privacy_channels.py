"""Applicants' data by every way in: planted in every field, handled, then everything is searched.

What is asked for is no secret of the applicant and stands in the register; who asks is sealed.
"""

import re
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.audit.selectors import verify
from gongkai.inforequests.models import InformationRequest, Requester
from gongkai.inforequests.services import intake
from gongkai.inforequests.tests.paperwork import letterhead
from gongkai.inforequests.tests.test_privacy import (
    ALL,
    ASKED,
    FILE,
    INSIDE,
    MARKERS,
    files_with_markers,
    forms_of,
    found_in,
    handled,
    looked_at,
    places,
    public_pages,
    rows_with_markers,
)

__all__ = ["places"]  # a fixture

NEW, MAILS = "/desk/requests/new/", "/desk/requests/mails/"
OF_BODIES = {"representative", "contact_name"}
"""Who writes an e-mail counts as a person until something else is known."""
CHANNELS = sorted(intake.STAFF_CHANNELS)
CODE = re.compile(r"<strong>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</strong>")
LETTER = f"""From: {MARKERS["name"]} <{MARKERS["email"]}>\r
Message-ID: <1@a>\r
Subject: request\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
\r
{ASKED}\r
--b\r
Content-Type: application/pdf; name="{FILE}"\r
Content-Disposition: attachment; filename="{FILE}"\r
\r
{INSIDE.decode()}\r
--b--\r
""".encode()


@pytest.fixture
def clerk(cast):
    client = Client(raise_request_exception=False)
    client.force_login(cast.clerk)
    return client


def typed(clerk, cast, **given):
    """The form of the desk with a marker in every field."""
    key = re.search(r'name="key" value="([^"]+)"', clerk.get(NEW).content.decode()).group(1)
    return {
        "who": "body",
        "key": key,
        "unit": str(cast.education.pk),
        "arrived_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "description": ASKED,
        "form_wanted": "paper",
        "way_wanted": "pick_up",
        "applicant_class": "business",
        "identity_kind": "credit_code",
        "identity": SimpleUploadedFile(FILE, INSIDE),
        **MARKERS,
        **given,
    }


def taken_in(clerk, cast, channel):
    """Filled in at the desk, once wrongly, then rightly; the code."""
    signed = timezone.localdate().isoformat() if channel == "post_signed" else ""
    given = {"channel": channel, "signed_on": signed}
    clerk.post(NEW, typed(clerk, cast, **given, identity="") | {"email": "wrong"})
    assert not InformationRequest.objects.exists()
    page = clerk.post(NEW, typed(clerk, cast, **given)).content.decode()
    return CODE.search(page).group(1)


def mailed(clerk, cast):
    """An e-mail that is dropped, and who asked completed from what stands in it; a new code."""
    letter = SimpleUploadedFile("1.eml", LETTER)
    clerk.post(MAILS, {"unit": str(cast.education.pk), "mails": [letter]})
    request = InformationRequest.objects.get()
    sheet = f"/desk/requests/cases/{request.case_id}/requester"
    given = {"identity_kind": "other", **MARKERS}
    clerk.post(f"{sheet}/change/", {**given, "email": "wrong"})
    assert clerk.post(f"{sheet}/change/", given).status_code == 302
    page = clerk.post(f"{sheet}/code/").content.decode()
    return CODE.search(page).group(1)


def failing_pages(clerk, cast, request, monkeypatch):
    """Pages that break with the data in hand, without DEBUG: 500, and 403 and 404 around them."""

    def fail(*args, **kwargs):
        raise RuntimeError("broken")

    sheet = f"/desk/requests/cases/{request.case_id}/requester"
    given = typed(clerk, cast, channel="counter")
    letter = {"unit": str(cast.education.pk), "mails": [SimpleUploadedFile("2.eml", LETTER)]}
    for name in ("take_request", "import_mail", "complete_requester", "read_requester"):
        monkeypatch.setattr(intake, name, fail)
    broken = (
        clerk.post(NEW, given),
        clerk.post(MAILS, letter),
        clerk.post(f"{sheet}/change/", {"identity_kind": "other", **MARKERS}),
        clerk.get(f"{sheet}/change/"),
    )
    monkeypatch.undo()
    assert [answer.status_code for answer in broken] == [500] * 4
    stranger = Client(raise_request_exception=False)
    stranger.force_login(cast.other_clerk)
    refused = (
        stranger.post(f"{sheet}/change/", MARKERS),
        Client(enforce_csrf_checks=True).post(NEW, MARKERS),
        stranger.get(f"{sheet}/999999/"),
    )
    assert all(answer.status_code in (302, 403, 404) for answer in refused)
    return [
        (f"error {place}", answer.content.decode())
        for place, answer in enumerate((*broken, *refused))
    ]


def archive_names(clerk, request):
    """What a package is called, and its members, as a listing without opening it shows them."""
    answer = clerk.post(f"/desk/requests/cases/{request.case_id}/papers/archive/")
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [unquote(answer["Content-Disposition"]), *ZipFile(BytesIO(content)).namelist()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", [*CHANNELS, "eml"])
def test_a_marker_in_every_field_is_found_nowhere_whatever_the_way_in(
    cast, clerk, places, caplog, monkeypatch, way
):
    letterhead(cast)
    code = mailed(clerk, cast) if way == "eml" else taken_in(clerk, cast, way)
    request = InformationRequest.objects.get()
    errors = failing_pages(clerk, cast, request, monkeypatch)
    handled(cast, request)
    names = archive_names(clerk, request)
    pages = [*looked_at(cast, request), *errors, *public_pages(request)]

    assert {name: found_in(text) for name, text in pages if found_in(text)} == {}
    assert [name for name in names if any(marker in name for marker in MARKERS.values())] == []
    assert found_in(caplog.text) == []
    assert ASKED not in caplog.text
    assert code not in caplog.text
    assert mail.outbox == []
    assert rows_with_markers() == {}
    assert files_with_markers(places) == {}
    assert no_row_holds(code)
    assert verify() is None
    known = Requester.objects.get(pk=request.requester_id)
    of_persons = {name for name in MARKERS if name not in OF_BODIES}
    planted = of_persons if way == "eml" else MARKERS.keys()
    assert {name: getattr(known, name) for name in planted} == {n: MARKERS[n] for n in planted}


def no_row_holds(code):
    """The query code is known to the applicant alone; the database has what tells it again."""
    from gongkai.inforequests.tests import test_privacy

    forms = [form for text in (code, code.replace("-", "")) for form in forms_of(text)]
    found = [
        table
        for table, row in test_privacy.all_rows()
        if any(form in test_privacy._bytes(value) for value in row for form in forms)
    ]
    return found == []


def test_every_way_in_is_tried():
    from gongkai.inforequests.words import Channel

    assert {*CHANNELS, "internet"} == set(Channel.values)
    assert len(ALL) == len(MARKERS) + 3
