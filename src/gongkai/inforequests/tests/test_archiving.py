"""案卷: complete, the same bytes each time, taken only by those who may, and noted."""

import csv
import hashlib
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from gongkai.audit.selectors import story_of
from gongkai.inforequests import flow
from gongkai.inforequests.selectors import request_of_case
from gongkai.inforequests.selectors.occasions import paper_rows
from gongkai.inforequests.services.archiving import build_archive, take_archive
from gongkai.inforequests.services.papers import digests, issue_paper
from gongkai.inforequests.services.sealed_files import purge_sealed, store_sealed
from gongkai.inforequests.tests.factories import NOW, standing_in
from gongkai.inforequests.tests.paperwork import MARKER, letterhead, somebody
from gongkai.kernel.errors import Refusal


@pytest.fixture
def served(cast):
    """A served request with its receipt, its reply, and a scan that the applicant sent."""
    letterhead(cast)
    request = standing_in(cast, flow.SERVED, requester=somebody())
    store_sealed(
        data=b"\x89PNG\r\n\x1a\n1", name="身份证.png", purpose="identity", now=NOW, request=request
    )
    request = request_of_case(request.case_id)
    for row in paper_rows(request):
        if row.wanting:
            issue_paper(
                actor=cast.actor("clerk"),
                request_id=request.pk,
                code=row.occasion.code,
                ref=row.occasion.ref,
                now=NOW,
            )
    return request


def opened(request):
    return ZipFile(BytesIO(build_archive(request)))


def table(archive, path):
    return list(csv.reader(StringIO(archive.read(path).decode("utf-8-sig"))))


def test_archive_holds_papers_materials_and_records(served):
    names = opened(served).namelist()
    assert names[:2] == ["0-目录.csv", "0-目录.html"]
    number = served.issue.document_number
    assert f"1-文书/02-政府信息公开申请答复书（{number}）.docx" in names
    assert "2-申请材料/01-身份证.png" in names
    assert {"5-记录/1-申请登记.csv", "5-记录/2-办理过程.csv", "5-记录/7-送达记录.csv"} <= set(names)
    assert names[-2:] == ["SHA256SUMS.txt", "SM3SUMS.txt"]


def test_same_request_gives_the_same_bytes(served):
    assert build_archive(served) == build_archive(served)


def test_every_file_is_in_the_index_with_its_hashes(served):
    archive = opened(served)
    rows = table(archive, "0-目录.csv")[1:]
    assert [row[1] for row in rows] == archive.namelist()[2:-2]
    for row in rows:
        data = archive.read(row[1])
        assert row[3:] == [str(len(data)), *digests(data).values()]


def test_sums_read_like_sha256sum(served):
    archive = opened(served)
    lines = archive.read("SHA256SUMS.txt").decode().splitlines()
    sums = dict(reversed(line.split("  ", 1)) for line in lines)
    assert set(sums) == set(archive.namelist()[:-2])
    assert all(
        hashlib.sha256(archive.read(name)).hexdigest() == digest for name, digest in sums.items()
    )


def test_records_tell_the_course_day_by_day(served):
    archive = opened(served)
    clock = table(archive, "5-记录/4-期限说明.csv")
    assert clock[0] == ["日期", "计为第几日", "说明", "依据"]
    assert any("条例第三十一条" in row[3] for row in clock)
    story = table(archive, "5-记录/2-办理过程.csv")
    assert any("印发答复" in row[2] for row in story)
    assert table(archive, "5-记录/7-送达记录.csv")[1][1] == "邮政寄送"
    assert MARKER in archive.read("5-记录/1-申请登记.csv").decode()


def test_index_opens_in_a_browser_and_links_every_file(served):
    page = opened(served).read("0-目录.html").decode()
    assert 'href="5-记录/1-申请登记.csv"' in page
    assert "<script" not in page


def test_purged_identity_is_told_as_purged(served):
    purge_sealed(stored=served.sealed_files.get(purpose="identity"), now=NOW + timedelta(days=1))
    archive = opened(served)
    assert "2-申请材料/01-已清除.txt" in archive.namelist()
    assert "按规定清除" in archive.read("2-申请材料/01-已清除.txt").decode()


@pytest.mark.parametrize("part", ["clerk", "leader", "legal_adviser", "office", "inspector"])
def test_taking_the_archive_is_noted_without_the_applicant(cast, served, part):
    found = take_archive(actor=cast.actor(part), request_id=served.pk, now=NOW)
    assert found.name == f"案卷 {served.number}.zip"
    last = story_of(f"request:{served.pk}")[-1]
    assert last.deed == "inforequests.take_archive"
    assert last.detail["sha256"] == hashlib.sha256(found.data).hexdigest()
    assert MARKER not in str(last)


@pytest.mark.parametrize("part", ["other_clerk", "other_leader", "secrecy_reviewer", "stranger"])
def test_archive_is_not_for_others(cast, served, part):
    with pytest.raises(Refusal) as refused:
        take_archive(actor=cast.actor(part), request_id=served.pk, now=NOW)
    assert refused.value.codes == ("permission",)
