"""The pages of templates and settings: who opens them, and that nothing typed is lost."""

import pytest
from django.urls import reverse

from gongkai.inforequests.models import PaperSettings, PaperTemplate
from gongkai.inforequests.papers import PAPERS, default_text


def template_url(cast, code="receipt", unit="education"):
    return reverse("inforequests:paper_template", args=[getattr(cast, unit).pk, code])


@pytest.fixture
def office(client, cast):
    client.force_login(cast.office)
    return client


def test_list_shows_every_paper_and_what_is_wanting(office, cast):
    page = office.get(reverse("inforequests:paper_templates"), {"unit": cast.education.pk})
    text = page.content.decode()
    assert all(paper.label in text for paper in PAPERS.values())
    assert "受理行政诉讼的人民法院" in text
    assert "县教育局公复〔2026〕1号" in text


@pytest.mark.parametrize("part", ["clerk", "leader", "inspector", "stranger"])
def test_pages_are_for_the_office(client, cast, part):
    client.force_login(getattr(cast, part))
    for url in (
        reverse("inforequests:paper_templates"),
        template_url(cast),
        reverse("inforequests:paper_settings", args=[cast.education.pk]),
        reverse("inforequests:paper_template_restore", args=[cast.education.pk, "receipt"]),
    ):
        assert client.get(url).status_code == 403


@pytest.mark.parametrize("code", PAPERS)
def test_every_template_opens_with_its_preview(office, cast, code):
    page = office.get(template_url(cast, code))
    assert page.status_code == 200
    assert '<article class="gongwen">' in page.content.decode()


def test_preview_shows_the_words_without_saving_them(office, cast):
    text = default_text("receipt") + "预览才有的话。\n"
    answer = office.post(
        template_url(cast), {"text": text, "note": "", "version": 0, "preview": "1"}
    )
    assert '<p class="gongwen-text">预览才有的话。</p>' in answer.content.decode()
    assert not PaperTemplate.objects.exists()


def test_saved_template_is_in_force_at_once(office, cast):
    text = default_text("receipt") + "新的话。\n"
    saved = office.post(
        template_url(cast), {"text": text, "note": "加一句", "version": 0}, follow=True
    )
    assert "已保存为第1版" in saved.content.decode()
    assert PaperTemplate.objects.get().note == "加一句"


def test_refused_template_keeps_what_was_typed_and_names_the_fixed_part(office, cast):
    answer = office.post(template_url(cast), {"text": "只剩这一句", "note": "", "version": 0})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "只剩这一句" in text
    assert "【收到和答复期限】" in text
    assert "条例第三十一条" in text


def test_template_goes_back_to_the_one_above(office, cast):
    office.post(
        template_url(cast), {"text": default_text("receipt") + "多。\n", "note": "", "version": 0}
    )
    url = reverse("inforequests:paper_template_restore", args=[cast.education.pk, "receipt"])
    answer = office.post(url, follow=True)
    assert "现用自带模板" in answer.content.decode()
    assert office.get(url).status_code == 302


def test_settings_are_saved_and_shown(office, cast):
    url = reverse("inforequests:paper_settings", args=[cast.education.pk])
    assert office.get(url).status_code == 200
    given = {"mark": "澄教", "court": "澄明县人民法院", "version": 0}
    answer = office.post(url, given, follow=True)
    assert "澄教公复〔2026〕1号" in answer.content.decode()
    assert PaperSettings.objects.get().court == "澄明县人民法院"
    again = office.post(url, given)
    assert again.status_code == 422
    assert "他人已改过" in again.content.decode()


def test_unknown_paper_and_unit_are_not_found(office, cast):
    assert office.get(template_url(cast, "nothing")).status_code == 404
    nowhere = reverse("inforequests:paper_settings", args=[0])
    assert office.get(nowhere).status_code == 404


def test_chosen_unit_outside_of_reach_falls_back_on_the_own_one(office, cast):
    page = office.get(reverse("inforequests:paper_templates"), {"unit": "999999"})
    assert page.status_code == 200
