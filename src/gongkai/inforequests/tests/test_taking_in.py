"""Requests come in by every channel through one door; mails once; identities go when it is time."""

from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest

from gongkai.audit import selectors as audit
from gongkai.casework.rules import ZONE
from gongkai.inforequests import flow
from gongkai.inforequests.models import ImportedMail, InformationRequest, Requester, SealedFile
from gongkai.inforequests.rules.intake import Applicant, Asked
from gongkai.inforequests.services import codes, intake, retention
from gongkai.inforequests.services.intake import Upload
from gongkai.inforequests.services.sealed_files import open_sealed
from gongkai.inforequests.tests.factories import NOW, accept, standing_in
from gongkai.kernel.errors import Refusal

pytestmark = pytest.mark.django_db
PERSON = Applicant(name="王小明", identity_number="11010519491231002X", phone="13800000000")
ASKED = Asked("2025年全县义务教育经费决算", "paper", "pick_up")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


def take(cast, part="clerk", **given):
    whole = {
        "unit": cast.education,
        "channel": "counter",
        "applicant": PERSON,
        "asked": ASKED,
        "arrived_at": NOW,
        "now": NOW,
        **given,
    }
    return intake.take_request(actor=cast.actor(part), **whole)


@pytest.mark.parametrize(
    "channel", ["counter", "oral", "post_plain", "fax", "email", "post_signed"]
)
def test_staff_take_in_what_comes_by_each_channel(cast, channel):
    signed = NOW.date() if channel == "post_signed" else None
    taken = take(cast, channel=channel, signed_on=signed)
    assert taken.request.channel == channel
    assert taken.request.requester.name == "王小明"
    opened = codes.open_by_code(number=taken.request.number, code=taken.code, who="a", now=NOW)
    assert opened.request_id == taken.request.pk


def test_a_person_of_another_unit_does_not_take_it_in(cast):
    with pytest.raises(Refusal, match="权限"):
        take(cast, "other_clerk")
    assert Requester.objects.count() == 0


def test_a_paper_application_may_lack_what_is_a_matter_of_clarification(cast):
    bare = Applicant(name="王小明")
    assert take(cast, channel="post_plain", applicant=bare).request.requester.identity_number == ""
    wrong = replace(PERSON, identity_number="123", email="nonsense")
    with pytest.raises(Refusal) as refusal:
        take(cast, applicant=wrong, asked=Asked(""), channel="internet")
    assert {"channel", "description", "identity_number", "email"} <= set(refusal.value.codes)


def test_a_wrong_file_takes_the_whole_back(cast):
    with pytest.raises(Refusal):
        take(cast, uploads=[Upload("a.pdf", b"%PDF-1"), Upload("b.exe", b"MZ")])
    assert InformationRequest.objects.count() == SealedFile.objects.count() == 0


def test_repeats_by_the_same_applicant_are_known_without_a_name(cast):
    first, second = take(cast), take(cast, applicant=replace(PERSON, name="王晓明"))
    third = take(cast, applicant=replace(PERSON, identity_number="440524188001010014"))
    indexes = [each.request.requester.identity_index for each in (first, second, third)]
    assert indexes[0] == indexes[1] != indexes[2]
    assert len(indexes[0]) == 64


def test_reading_who_asked_is_a_right_and_is_written_down(cast):
    request = take(cast).request
    request.refresh_from_db()
    before = audit.length()
    found = intake.read_requester(actor=cast.actor("clerk"), request=request, now=NOW)
    assert (found.name, found.identity_number) == (PERSON.name, PERSON.identity_number)
    assert audit.length() == before + 1
    for part in ("leader", "inspector", "other_clerk", "stranger"):
        with pytest.raises(Refusal, match="权限"):
            intake.read_requester(actor=cast.actor(part), request=request, now=NOW)
    assert audit.length() == before + 1


def test_what_came_later_about_the_applicant_is_added(cast):
    request = take(cast, applicant=Applicant(name="王小明")).request
    intake.complete_requester(
        actor=cast.actor("office"), request=request, applicant=PERSON, now=NOW
    )
    request = InformationRequest.objects.get(pk=request.pk)
    assert intake.applicant_of(request) == PERSON
    assert request.requester.identity_index == intake.identity_index(PERSON)


def mail(**given):
    message = EmailMessage()
    message["From"] = "王小明 <wang@example.cn>"
    message["Subject"] = "信息公开申请"
    message["Message-ID"] = given.pop("id", "<1@example.cn>")
    message["Date"] = "Fri, 12 Jun 2026 16:30:00 +0800"
    message.set_content("申请公开2025年全县义务教育经费决算。")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="证件.pdf")
    message.add_attachment(b"MZ", maintype="application", subtype="x-exe", filename="病毒.exe")
    return message.as_bytes()


def bring(cast, data, part="clerk", now=NOW):
    return intake.import_mail(actor=cast.actor(part), unit=cast.education, data=data, now=now)


def test_a_mail_becomes_a_request_with_its_original(cast):
    data = mail()
    request = bring(cast, data).request
    assert (request.channel, request.receipt_day) == ("email", None)
    assert request.arrived_at == datetime(2026, 6, 12, 16, 30, tzinfo=ZONE)
    assert "义务教育经费决算" in request.description
    assert request.requester.email == "wang@example.cn"
    kept = {each.purpose: each for each in request.sealed_files.all()}
    assert open_sealed(kept["original"]) == data
    assert kept["material"].name == "证件.pdf"
    assert len(kept) == 2


def test_a_mail_is_taken_in_once(cast):
    number = bring(cast, mail()).request.number
    with pytest.raises(Refusal, match=number):
        bring(cast, mail())
    assert ImportedMail.objects.count() == InformationRequest.objects.count() == 1


def test_a_mail_from_the_future_arrives_now(cast):
    data = mail().replace(b"2026 16:30", b"2099 16:30")
    assert bring(cast, data).request.arrived_at == NOW


def test_what_is_no_mail_is_refused_in_words(cast):
    with pytest.raises(Refusal, match="电子邮件文件"):
        bring(cast, b"hello")
    assert InformationRequest.objects.count() == 0


def test_a_mail_without_words_is_a_request_all_the_same(cast):
    request = bring(cast, b"From: a@b.cn\r\n\r\n").request
    assert "来件原件" in request.description


def purge_at(days):
    return retention.purge_identities(now=NOW + timedelta(days=days, hours=1))


def test_identities_go_when_their_time_is_over_and_figures_stay(cast, settings):
    settings.IDENTITY_DAYS = 30
    request = take(
        cast, uploads=[Upload("证件.pdf", b"%PDF-1", "identity"), Upload("线索.pdf", b"%PDF-2")]
    ).request
    index = request.requester.identity_index
    accept(cast, request)
    withdrawn(cast, request)
    assert purge_at(29) == 0
    assert purge_at(30) == 1
    kept = InformationRequest.objects.get(pk=request.pk)
    assert kept.requester.identity_number == ""
    assert kept.requester.identity_index == index
    assert (kept.applicant_class, kept.report_row, kept.channel) == ("natural", "o3", "counter")
    files = {each.purpose: each.purged_at is not None for each in kept.sealed_files.all()}
    assert files == {"identity": True, "material": False, "paper": False}
    assert purge_at(31) == 0
    assert audit.verify() is None


def withdrawn(cast, request):
    from gongkai.inforequests import services

    services.withdraw_request(
        actor=cast.actor("office"), request_id=request.pk, note="申请人来电撤回", now=NOW
    )


def test_an_open_request_keeps_who_asked(cast, settings):
    settings.IDENTITY_DAYS = 0
    standing_in(cast, flow.HANDLING)
    take(cast)
    assert purge_at(5000) == 0


def test_the_job_clears_everything_away(cast, settings):
    settings.IDENTITY_DAYS = 1
    request = take(cast).request
    accept(cast, request)
    withdrawn(cast, request)
    assert retention.clear_away(NOW + timedelta(days=2)) >= 1
    assert retention.clear_away(NOW + timedelta(days=2)) == 0
