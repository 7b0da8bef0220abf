"""Templates, letterhead and numbers: versions, inheritance, no gaps."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from gongkai.inforequests.models import PaperNumber, PaperTemplate
from gongkai.inforequests.papers import default_text
from gongkai.inforequests.selectors.stationery import (
    stationery_of,
    template_in_force,
    templates_in_force,
)
from gongkai.inforequests.services.stationery import (
    give_number,
    restore_template,
    save_settings,
    save_template,
)
from gongkai.kernel.errors import Refusal

NOW = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
LONGER = default_text("receipt") + "感谢{您}的来信。\n"


def save(cast, unit="county", text=LONGER, by="office", **more):
    return save_template(
        actor=cast.actor(by),
        unit_id=getattr(cast, unit).pk,
        code="receipt",
        text=text,
        note="",
        now=NOW,
        **more,
    )


def number(unit, year=2026, series="公复"):
    return give_number(unit_id=unit.pk, mark="澄教", series=series, year=year, now=NOW)


def test_county_template_holds_for_the_units_below_until_they_have_their_own(cast):
    save(cast)
    assert template_in_force(cast.education.pk, "receipt").text == LONGER
    save(cast, "education", LONGER + "教育局版。\n")
    assert template_in_force(cast.education.pk, "receipt").source == "澄明县教育局第1版"
    assert template_in_force(cast.water.pk, "receipt").source == "澄明县人民政府第1版"


def test_restored_template_is_the_one_above(cast):
    save(cast)
    save(cast, "education", LONGER + "教育局版。\n")
    restore_template(
        actor=cast.actor("office"), unit_id=cast.education.pk, code="receipt", note="", now=NOW
    )
    assert template_in_force(cast.education.pk, "receipt").text == LONGER
    restore_template(
        actor=cast.actor("office"), unit_id=cast.county.pk, code="receipt", note="", now=NOW
    )
    assert template_in_force(cast.education.pk, "receipt").source == "自带模板"


def test_template_without_its_fixed_part_is_refused_with_part_and_article(cast):
    with pytest.raises(Refusal) as refused:
        save(cast, text="您好。申请编号：{申请编号}，{申请内容}，{机关电话}。")
    assert refused.value.codes == ("template_slot_missing",)
    assert "【收到和答复期限】" in str(refused.value)
    assert "条例第三十一条" in str(refused.value)
    assert not PaperTemplate.objects.exists()


@pytest.mark.parametrize("by", ["clerk", "leader", "admin", "stranger", "other_clerk"])
def test_only_the_office_edits_templates(cast, by):
    with pytest.raises(Refusal) as refused:
        save(cast, by=by)
    assert refused.value.codes == ("permission",)


def test_second_editor_does_not_overwrite_the_first(cast):
    save(cast, expected_version=0)
    with pytest.raises(Refusal) as refused:
        save(cast, expected_version=0)
    assert refused.value.codes == ("stale",)
    assert "苏敏" in str(refused.value)


def test_saved_template_cannot_be_changed(cast):
    saved = save(cast)
    with pytest.raises(IntegrityError, match="文书模板一经写入不得修改"), transaction.atomic():
        PaperTemplate.objects.filter(pk=saved.pk).update(text="改")


def test_all_templates_of_a_unit_cost_a_fixed_number_of_questions(
    cast, django_assert_max_num_queries
):
    save(cast)
    with django_assert_max_num_queries(3):
        templates_in_force(cast.village.pk)


def test_numbers_run_without_gaps_per_unit_series_and_year(cast):
    assert number(cast.education) == "澄教公复〔2026〕1号"
    assert number(cast.education) == "澄教公复〔2026〕2号"
    assert number(cast.education, series="公补") == "澄教公补〔2026〕1号"
    assert number(cast.education, year=2027) == "澄教公复〔2027〕1号"


def test_number_of_a_failed_deed_is_not_lost(cast):
    def fail():
        with transaction.atomic():
            number(cast.education)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert number(cast.education) == "澄教公复〔2026〕1号"


def test_number_is_given_once_even_if_two_units_share_a_mark(cast):
    number(cast.education)
    with pytest.raises(IntegrityError), transaction.atomic():
        number(cast.water)


def test_registered_number_cannot_be_changed_or_removed(cast):
    number(cast.education)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperNumber.objects.update(serial=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperNumber.objects.all().delete()


def settings_of(cast, unit, **values):
    return save_settings(
        actor=cast.actor("office"), unit_id=getattr(cast, unit).pk, values=values, now=NOW
    )


def test_reviewing_body_follows_from_the_tree_of_units(cast):
    assert stationery_of(cast.education.pk).reviewing_bodies == ("澄明县人民政府",)
    assert stationery_of(cast.township.pk).reviewing_bodies == ("澄明县人民政府",)
    assert stationery_of(cast.county.pk).reviewing_bodies == ()
    settings_of(cast, "county", higher_government="澄江市人民政府")
    assert stationery_of(cast.county.pk).reviewing_bodies == ("澄江市人民政府",)


def test_justice_bureau_has_two_reviewing_bodies(cast):
    settings_of(cast, "water", review_kind="justice", higher_department="澄江市司法局")
    assert stationery_of(cast.water.pk).reviewing_bodies == ("澄明县人民政府", "澄江市司法局")


def test_court_is_taken_from_the_unit_above_and_asked_for_when_nobody_has_one(cast):
    assert "court_missing" in {each.code for each in stationery_of(cast.education.pk).wanting}
    settings_of(cast, "county", court="澄明县人民法院", higher_government="澄江市人民政府")
    assert stationery_of(cast.education.pk).court == "澄明县人民法院"
    assert stationery_of(cast.education.pk).wanting == []
    settings_of(cast, "education", court="清江铁路运输法院")
    assert stationery_of(cast.education.pk).court == "清江铁路运输法院"


def test_replies_of_the_county_itself_go_to_the_intermediate_court(cast):
    settings_of(cast, "county", court="澄明县人民法院", higher_government="澄江市人民政府")
    assert {each.code for each in stationery_of(cast.county.pk).wanting} == {"court_missing"}
    settings_of(
        cast,
        "county",
        court="澄明县人民法院",
        higher_court="澄江市中级人民法院",
        higher_government="澄江市人民政府",
    )
    assert stationery_of(cast.county.pk).court == "澄江市中级人民法院"
    assert stationery_of(cast.county.pk).wanting == []
    assert stationery_of(cast.education.pk).court == "澄明县人民法院"
    assert stationery_of(cast.township.pk).court == "澄明县人民法院"
    assert stationery_of(cast.township.pk).wanting == []


def test_mark_belongs_to_one_unit(cast):
    settings_of(cast, "education", mark="澄教")
    with pytest.raises(Refusal) as refused:
        settings_of(cast, "water", mark="澄教")
    assert refused.value.codes == ("mark",)
    assert stationery_of(cast.education.pk).mark == "澄教"
    assert stationery_of(cast.water.pk).mark == "县水利局"


def test_settings_seen_before_another_change_are_not_written_over_it(cast):
    settings_of(cast, "education", mark="澄教")
    with pytest.raises(Refusal) as refused:
        save_settings(
            actor=cast.actor("office"),
            unit_id=cast.education.pk,
            values={"mark": "澄育"},
            now=NOW,
            expected_version=0,
        )
    assert refused.value.codes == ("stale",)
