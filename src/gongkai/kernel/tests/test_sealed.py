"""What is sealed opens only here, with its key, whole; equal values can be found, not read."""

import base64

import pytest
from django.conf import settings as live
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel import keys
from gongkai.kernel.checks import seals_work
from gongkai.kernel.sealed import (
    AES,
    SM4,
    SealedColumn,
    SealedJSONField,
    SealedTextField,
    SealedValueError,
    blind_index,
    has_cipher,
    is_current,
    key_use,
    reseal,
    seal,
    unseal,
)

MARKER = "张三丰 110101199001011237"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path
    settings.FIELD_KEYS = ""
    settings.FIELD_CIPHER = AES
    return tmp_path


def given_ring(*names):
    """A ring as the setting gives it; the key of a name is always the same."""
    pairs = [(name, name.encode().ljust(32, b"!")) for name in (*names, "index")]
    return ",".join(f"{name}:{base64.b64encode(key).decode()}" for name, key in pairs)


@given(st.text())
def test_what_is_sealed_opens_again(text):
    token = seal(text.encode(), "t.c")
    assert unseal(token, "t.c").decode() == text
    assert token.isascii()


def test_the_same_words_are_never_sealed_alike():
    assert seal(b"same", "t.c") != seal(b"same", "t.c")


def test_a_value_of_another_column_does_not_open():
    with pytest.raises(SealedValueError, match="损坏"):
        unseal(seal(MARKER.encode(), "t.name"), "t.phone")


@given(st.integers(min_value=0))
def test_a_value_with_one_bit_changed_does_not_open(place):
    head, _, encoded = seal(MARKER.encode(), "t.c").rpartition(".")
    raw = bytearray(base64.b64decode(encoded))
    raw[place % len(raw)] ^= 1
    with pytest.raises(SealedValueError) as failure:
        unseal(f"{head}.{base64.b64encode(bytes(raw)).decode()}", "t.c")
    assert MARKER not in str(failure.value)


@pytest.mark.parametrize(
    "token", ["", "张三丰", "g1", "g1.a.aes", "g2.a.aes.eA==", "g1.a.rot13.eA==", "g1.a.aes.?"]
)
def test_what_was_never_sealed_does_not_open(token):
    with pytest.raises(SealedValueError):
        unseal(token, "t.c")


def test_the_cipher_can_be_switched_and_both_open(settings):
    assert has_cipher(AES)
    assert has_cipher(SM4)
    first = seal(b"first", "t.c")
    settings.FIELD_CIPHER = SM4
    second = seal(b"second", "t.c")
    assert ".sm4." in second
    assert not is_current(first)
    assert is_current(second)
    assert (unseal(first, "t.c"), unseal(second, "t.c")) == (b"first", b"second")


def test_a_value_whose_key_is_gone_says_what_to_do(settings):
    settings.FIELD_KEYS = given_ring("old")
    token = seal(MARKER.encode(), "t.c")
    settings.FIELD_KEYS = given_ring("new")
    with pytest.raises(SealedValueError, match="没有“old”这把密钥"):
        unseal(token, "t.c")


def test_a_ring_is_made_once_beside_the_data_for_its_owner_only(own_folder):
    first = keys.ring()
    assert keys.ring() == first
    assert keys.ring_path() == own_folder / "field_keys"
    assert keys.ring_path().stat().st_mode & 0o077 == 0
    keys.write_ring(keys.new_ring(), replace=False)
    assert keys.ring() == first
    assert [path.name for path in own_folder.iterdir()] == ["field_keys"]


def test_a_running_process_learns_of_a_new_key(own_folder):
    token = seal(b"before", "t.c")
    old = keys.ring().current
    keys.write_ring(keys.with_new_key(keys.ring()), replace=True)
    assert keys.ring().current != old
    assert unseal(token, "t.c") == b"before"


@pytest.mark.parametrize(
    "text",
    ["", "a", "a:b", "a:AAAA", given_ring("a").replace("index", "other"), given_ring("a", "a")],
)
def test_a_faulty_ring_is_refused_without_repeating_a_key(text, settings):
    with pytest.raises(keys.KeyRingError) as failure:
        keys.parse_ring(text)
    assert "gongkai keys new" in str(failure.value)
    assert "AAAA" not in str(failure.value)


def test_faults_of_keys_and_cipher_stop_the_start(settings):
    assert seals_work() == []
    settings.FIELD_CIPHER = "rot13"
    settings.FIELD_KEYS = "nonsense"
    assert [fault.id for fault in seals_work()] == ["gongkai.E002", "gongkai.E003"]


def test_equal_values_are_found_by_their_blind_index(settings):
    settings.FIELD_KEYS = given_ring("one")
    index = blind_index("identity", MARKER)
    assert len(index) == 64
    assert index != blind_index("identity", "李四")
    assert index != blind_index("phone", MARKER)
    assert blind_index("identity", "") == ""
    settings.FIELD_KEYS = given_ring("two", "one")
    assert blind_index("identity", MARKER) == index


@pytest.fixture
def record(db):
    """A table of its own with sealed columns."""
    with isolate_apps("gongkai.kernel"):

        class SealedThing(models.Model):  # noqa: DJ008
            name = SealedTextField(blank=True)
            facts = SealedJSONField(null=True)

            class Meta:
                app_label = "kernel"

    with connection.cursor() as cursor:
        key = "integer PRIMARY KEY" if connection.vendor == "sqlite" else "serial PRIMARY KEY"
        cursor.execute(
            f"CREATE TEMPORARY TABLE kernel_sealedthing (id {key}, name text, facts text)"
        )
    yield SealedThing
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE kernel_sealedthing")


def raw(column, pk):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM kernel_sealedthing WHERE id = %s", [pk])
        return cursor.fetchone()[0]


def test_a_field_is_plain_in_python_and_sealed_in_the_database(record):
    facts = {"phone": MARKER, "class": ["natural"], "n": 3, "none": None}
    thing = record.objects.create(name=MARKER, facts=facts)
    assert MARKER not in raw("name", thing.pk) + raw("facts", thing.pk)
    found = record.objects.get(pk=thing.pk)
    assert (found.name, found.facts) == (MARKER, facts)
    assert record.objects.values_list("name", flat=True).get() == MARKER
    found.name = "另一个"
    record.objects.bulk_update([found], ["name"])
    assert raw("name", thing.pk).startswith("g1.")
    assert record.objects.get(pk=thing.pk).name == "另一个"


def test_emptiness_is_not_sealed(record):
    thing = record.objects.create(name="", facts=None)
    assert raw("name", thing.pk) == ""
    assert raw("facts", thing.pk) is None
    assert record.objects.filter(facts__isnull=True).get() == thing


def test_asking_for_equality_is_an_error_and_not_an_empty_answer(record):
    for lookup in ("name", "name__contains", "facts__in"):
        with pytest.raises(FieldError):
            record.objects.filter(**{lookup: MARKER})


def test_sealing_anew_reaches_every_row_and_then_finds_nothing(record, settings):
    settings.FIELD_KEYS = given_ring("old")
    record.objects.bulk_create([record(name=f"{MARKER}{n}") for n in range(7)])
    column = SealedColumn(record, record._meta.get_field("name"))
    settings.FIELD_KEYS = given_ring("new", "old")
    fresh = record.objects.create(name="fresh")
    assert key_use(column) == {"old": 7, "new": 1}
    assert reseal(column) == 7
    assert key_use(column) == {"new": 8}
    assert reseal(column) == 0
    settings.FIELD_KEYS = given_ring("new")
    assert {thing.name for thing in record.objects.all()} >= {f"{MARKER}6", "fresh"}
    assert fresh.pk


def test_sealing_anew_goes_on_past_one_portion(record, settings, monkeypatch):
    monkeypatch.setattr("gongkai.kernel.sealed.BATCH", 3)
    settings.FIELD_KEYS = given_ring("old")
    record.objects.bulk_create([record(name=f"{n}") for n in range(9)])
    settings.FIELD_KEYS = given_ring("new", "old")
    assert reseal(SealedColumn(record, record._meta.get_field("name"))) == 9


def test_the_product_offers_the_cipher_it_is_set_to():
    assert has_cipher(live.FIELD_CIPHER)
