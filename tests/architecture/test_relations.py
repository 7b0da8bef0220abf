"""Relations go down the floors, as imports do: a string reference is an import that nobody sees."""

import pytest
from django.apps import apps
from django.db import connection

from gongkai.kernel.constraints import composite_keys, missing_guards
from tests.architecture.house import floors


def _relations():
    for model in apps.get_models():
        if not model.__module__.startswith("gongkai."):
            continue
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            if field.is_relation and field.related_model is not None:
                yield f"{model._meta.label}.{field.name}", model, field.related_model
    models_by_table = {model._meta.db_table: model for model in apps.get_models()}
    for model, key in composite_keys():
        yield f"{model._meta.label}.{key.name}", model, models_by_table[key.to]


def test_every_relation_stays_in_its_app_or_goes_to_a_floor_below():
    upward = [
        f"{name} → {there._meta.label}"
        for name, here, there in _relations()
        if there.__module__.startswith("gongkai.")
        and here._meta.app_label != there._meta.app_label
        and floors()[here._meta.app_label] <= floors()[there._meta.app_label]
    ]
    assert upward == []


def test_relations_are_found_at_all():
    names = [name for name, _, _ in _relations()]
    assert "orgs.Appointment.unit" in names


def test_shells_and_the_ground_hold_no_tables():
    without = {"config", "portal", "desk", "cli", "web", "kernel"}
    labels = {model._meta.app_label for model in apps.get_models()}
    assert labels & without == set()


@pytest.mark.django_db
def test_every_guard_and_every_composite_key_stands():
    assert missing_guards(connection) == []
