"""Desk pages of imports: the register of batches, the sheet of a batch, a look at one record."""

from pathlib import Path

import pytest
from django.test import Client

from gongkai.documents import services
from gongkai.documents.content import file_link
from gongkai.documents.models import ImportBatch, ImportedRecord, Publication
from gongkai.documents.services import migrating
from gongkai.documents.tests import oldsite
from gongkai.documents.tests.factories import NOW
from gongkai.documents.tests.imports import REVIEW, SIGN, Importer, decide, latest_batch, record
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db

TITLE = "关于做好2019年义务教育招生工作的通知"
READERS = (
    "clerk",
    "section_head",
    "secrecy_reviewer",
    "legal_adviser",
    "leader",
    "office",
    "inspector",
)
OUTSIDERS = ("admin", "other_clerk", "other_reviewer", "other_leader", "township_clerk", "stranger")


@pytest.fixture
def brought(cast: Cast, tmp_path: Path) -> ImportBatch:
    Importer(cast)(oldsite.build(tmp_path))
    return latest_batch()


def enter(client: Client, cast: Cast, part: str) -> Client:
    client.force_login(getattr(cast, part))
    return client


def sheet(brought: ImportBatch) -> str:
    return f"/desk/documents/imports/{brought.case_id}/"


def body(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, brought: ImportBatch, action: str, note: str = "") -> str:
    brought.refresh_from_db()
    assert brought.case is not None
    answer = client.post(
        f"/desk/cases/{brought.case_id}/act/{action}/",
        {"note": note, "version": brought.case.version},
        follow=True,
    )
    return answer.content.decode()


@pytest.mark.parametrize("part", [*READERS, *OUTSIDERS])
def test_who_may_open_which_page(
    client: Client, cast: Cast, brought: ImportBatch, part: str
) -> None:
    row = record("tz/t1.html")
    plan, _, picture = (item["sha256"] for item in row.edition.attachments)
    enter(client, cast, part)
    pages = [
        sheet(brought),
        f"/desk/documents/imports/records/{row.pk}/",
        f"/desk{file_link(row.document_id, plan)}",
        f"/desk/documents/{row.document_id}/images/{picture}/",
    ]
    wanted = 200 if part in READERS else 404
    assert [client.get(page).status_code for page in pages] == [wanted] * 4
    listed = client.get("/desk/documents/imports/")
    assert listed.status_code == (403 if part in {"admin", "stranger"} else 200)
    assert (sheet(brought) in listed.content.decode()) == (part in READERS)


def test_a_stranger_to_the_desk_is_sent_to_sign_in(client: Client, brought: ImportBatch) -> None:
    for address in ("/desk/documents/imports/", sheet(brought)):
        assert "/desk/sign-in/" in client.get(address)["Location"]


def test_the_sheet_shows_the_batch_its_records_and_what_to_look_at(
    client: Client, cast: Cast, brought: ImportBatch
) -> None:
    shown = body(enter(client, cast, "secrecy_reviewer"), sheet(brought))
    for words in (TITLE, "旧网站", "系统导入", "整批同意公开", "整批退回", "tz/t1.html"):
        assert words in shown
    assert "整批签发上线" not in shown
    warned = body(client, sheet(brought) + "?list=warned")
    assert TITLE not in warned
    assert "原题头公开方式为“依申请公开”" in warned
    failures = body(client, sheet(brought) + "?list=failures")
    assert "坏/空.html" in failures
    assert "没有写明标题" in failures


@pytest.mark.parametrize("query", ["?list=nonsense", "?after=x", "?after=99999999999999999999"])
def test_a_tampered_address_shows_the_sheet(
    client: Client, cast: Cast, brought: ImportBatch, query: str
) -> None:
    assert TITLE in body(enter(client, cast, "leader"), sheet(brought) + query)


def test_the_inbox_leads_to_the_sheet_and_the_cases_address_too(
    client: Client, cast: Cast, brought: ImportBatch
) -> None:
    assert sheet(brought) in body(enter(client, cast, "secrecy_reviewer"), "/desk/")
    answer = client.get(f"/desk/documents/cases/{brought.case_id}/")
    assert answer["Location"] == sheet(brought)


def test_a_record_is_seen_as_it_will_stand(
    client: Client, cast: Cast, brought: ImportBatch
) -> None:
    row = record("tz/t1.html")
    shown = body(enter(client, cast, "leader"), f"/desk/documents/imports/records/{row.pk}/")
    plan, _, picture = (item["sha256"] for item in row.edition.attachments)
    own = f"/desk/documents/{row.document_id}/"
    link, picture = f"/desk{file_link(row.document_id, plan)}", f"{own}images/{picture}/"
    for words in (TITLE, "jy0002/2019-00001", f"{oldsite.BASE}tz/t1.html", row.source_hash, "照录"):
        assert words in shown
    assert f'src="{picture}"' in shown
    assert f'href="{link}"' in shown
    assert client.get(link).status_code == 200
    assert "tz/copy/t1.html" in shown
    assert client.get(picture)["Content-Type"] == "image/png"
    assert client.get(own + "files/by/0123456789abcdef/").status_code == 404
    assert client.get(own + "files/by/ab/").status_code == 404


def test_from_record_to_record(client: Client, cast: Cast, brought: ImportBatch) -> None:
    rows = list(ImportedRecord.objects.order_by("pk"))
    first = body(enter(client, cast, "leader"), f"/desk/documents/imports/records/{rows[0].pk}/")
    assert f"/desk/documents/imports/records/{rows[1].pk}/" in first
    last = body(client, f"/desk/documents/imports/records/{rows[-1].pk}/")
    assert 'rel="next"' not in last


def test_three_people_bring_a_batch_online_with_buttons(
    client: Client, cast: Cast, brought: ImportBatch
) -> None:
    row = record("tz/t4.html")
    enter(client, cast, "secrecy_reviewer")
    answer = client.post(
        f"{sheet(brought)}exclude/?list=warned", {"chosen": row.pk, "reason": "不应公开"}
    )
    assert answer["Location"] == f"{sheet(brought)}?list=warned"
    assert "不应公开" in body(client, f"{sheet(brought)}?list=excluded")
    assert "现到“签发”" in press(client, brought, "pass_secrecy")
    enter(client, cast, "leader")
    assert "整批签发上线" in body(client, sheet(brought))
    press(client, brought, "sign")
    assert Publication.objects.count() == 6
    finished = body(client, sheet(brought))
    assert "整批签发上线：6 件，剔除 1 件" in finished
    assert "剔除所选" not in finished


def test_leaving_out_without_reason_or_choice_is_refused_on_the_sheet(
    client: Client, cast: Cast, brought: ImportBatch
) -> None:
    enter(client, cast, "secrecy_reviewer")
    answer = client.post(f"{sheet(brought)}exclude/", {"chosen": "x", "reason": ""}, follow=True)
    shown = answer.content.decode()
    assert "请先勾选要办理的记录" in shown
    assert "请写明剔除理由" in shown


def test_what_was_left_out_can_be_put_back_from_its_list(
    client: Client, cast: Cast, brought: ImportBatch
) -> None:
    row = record("tz/t4.html")
    services.exclude_records(
        actor=cast.actor("secrecy_reviewer"),
        case_id=brought.case_id or 0,
        record_ids=[row.pk],
        reason="误选",
        now=NOW,
    )
    enter(client, cast, "secrecy_reviewer")
    assert "恢复所选" in body(client, f"{sheet(brought)}?list=excluded")
    client.post(f"{sheet(brought)}restore/", {"chosen": row.pk})
    row.refresh_from_db()
    assert row.excluded_at is None


@pytest.mark.parametrize("part", ["clerk", "office", "inspector", "section_head"])
def test_readers_without_the_right_leave_nothing_out(
    client: Client, cast: Cast, brought: ImportBatch, part: str
) -> None:
    enter(client, cast, part)
    assert "剔除所选" not in body(client, sheet(brought))
    answer = client.post(
        f"{sheet(brought)}exclude/", {"chosen": record("tz/t4.html").pk, "reason": "x"}
    )
    assert answer.status_code == 403
    assert not ImportedRecord.objects.filter(excluded_at__isnull=False).exists()


@pytest.mark.parametrize("part", OUTSIDERS)
def test_outsiders_post_into_nothing(
    client: Client, cast: Cast, brought: ImportBatch, part: str
) -> None:
    enter(client, cast, part)
    for verb in ("exclude", "restore"):
        answer = client.post(f"{sheet(brought)}{verb}/", {"chosen": 1, "reason": "x"})
        assert answer.status_code == 404


def test_a_batch_whose_rows_are_still_being_written_says_so(
    client: Client, cast: Cast, brought: ImportBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "CHUNK", 2)
    monkeypatch.setattr(migrating, "PATIENCE_SECONDS", -1.0)
    decide(cast, brought, REVIEW)
    shown = body(enter(client, cast, "secrecy_reviewer"), sheet(brought))
    assert "正在逐件写入：2 / 7 件" in shown


def test_the_lists_cost_the_same_with_many_records(
    client: Client, cast: Cast, tmp_path: Path, count_queries
) -> None:
    bring = Importer(cast)
    enter(client, cast, "secrecy_reviewer")
    for number in (3, 120):
        bring(oldsite.many(tmp_path, number, begin=number), base="http://many.example/")
        client.get(sheet(latest_batch()))
        with count_queries("documents:import"):
            shown = client.get(sheet(latest_batch()))
        with count_queries("documents:imports"):
            client.get("/desk/documents/imports/")
        row = ImportedRecord.objects.latest("id")
        with count_queries("documents:import_record"):
            client.get(f"/desk/documents/imports/records/{row.pk}/")
    assert shown.content.decode().count('name="chosen"') == 50
    assert 'rel="next"' in shown.content.decode()


def test_nothing_of_a_signed_batch_is_lost_on_the_desk(
    client: Client, cast: Cast, brought: ImportBatch
) -> None:
    decide(cast, brought, REVIEW, SIGN)
    enter(client, cast, "clerk")
    assert TITLE in body(client, "/desk/documents/?list=published")
    assert "旧站迁入" in body(client, "/desk/documents/")
    assert TITLE in body(client, f"/desk/documents/{record('tz/t1.html').document_id}/")
