"""主题 of a request: chosen at registration or later, shown on the sheet, looked for in the register."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from gongkai.inforequests import flow
from gongkai.inforequests.tests.factories import NOW, accept, received, standing_in
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast


@pytest.fixture
def education(db):
    themes = apps.get_model("catalogue.Theme").objects
    return themes.filter(parent=None).first() or themes.create(code="99", name="科技、教育")


@pytest.fixture(autouse=True)
def at_the_moment():
    with freeze_time(NOW):
        yield


def test_a_theme_is_chosen_at_registration_and_looked_for(
    cast: Cast, client: Client, education
) -> None:
    request = received(cast)
    client.force_login(cast.office)
    form = reverse("inforequests:deed", args=[request.case_id, "accept"])
    assert education.name in client.get(form).content.decode()
    given = {"subject": "经费决算", "theme_id": str(education.pk)}
    assert client.post(form, given).status_code == 302
    request.refresh_from_db()
    assert request.theme_id == education.pk
    sheet = client.get(reverse("inforequests:case", args=[request.case_id])).content.decode()
    assert education.name in sheet
    other = received(cast)
    register = reverse("inforequests:register")
    found = client.get(register, {"theme": str(education.pk)}).content.decode()
    assert request.number in found
    assert other.number not in found


def test_a_theme_is_changed_later_and_taken_away(cast: Cast, client: Client, education) -> None:
    request = standing_in(cast, flow.ARCHIVED)
    client.force_login(cast.clerk)
    form = reverse("inforequests:deed", args=[request.case_id, "theme"])
    assert client.post(form, {"theme_id": str(education.pk)}).status_code == 302
    request.refresh_from_db()
    assert request.theme_id == education.pk
    shown = client.get(form).content.decode()
    assert f'value="{education.pk}" selected' in shown
    assert client.post(form, {"theme_id": ""}).status_code == 302
    request.refresh_from_db()
    assert request.theme_id is None


def test_a_theme_that_is_not_there_is_refused(cast: Cast, education) -> None:
    request = received(cast)
    with pytest.raises(Refusal) as refused:
        accept(cast, request, theme_id=education.pk + 1000)
    assert refused.value.codes == ("theme_id",)
