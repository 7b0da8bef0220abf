import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gongkai.files import pictures
from gongkai.files.pictures import read_picture
from gongkai.files.tests.drawings import POSITION, bomb, drawing, photograph
from gongkai.kernel.errors import Refusal


@pytest.mark.parametrize(
    ("kind", "suffix", "media_type"),
    [
        ("PNG", ".png", "image/png"),
        ("JPEG", ".jpg", "image/jpeg"),
        ("GIF", ".gif", "image/gif"),
    ],
)
def test_a_sound_picture_is_kept_byte_for_byte(kind: str, suffix: str, media_type: str) -> None:
    data = drawing(kind)
    found = read_picture(data, "“图”")
    assert (found.data, found.suffix, found.media_type) == (data, suffix, media_type)


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "image_type", "不是 PNG、JPEG 或 GIF"),
        (b"<html><script>alert(1)</script></html>", "image_type", "另存"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "image_type", "另存"),
        (drawing("BMP"), "image_type", "另存"),
        (drawing("PNG", (300, 300))[:200], "image_broken", "已损坏或不完整"),
        (drawing("JPEG", (300, 300))[:700], "image_broken", "已损坏或不完整"),
        (b"\x89PNG\r\n\x1a\n<html>", "image_type", "另存"),
        (bomb(), "image_too_large", "超过 5000 万像素"),
        (bomb(60_000, 60_000), "image_too_large", "超过 5000 万像素"),
        (b"\x89PNG" + b"x" * pictures.SIZE_LIMIT, "image_too_large", "上限"),
    ],
)
def test_what_cannot_be_shown_whole_is_refused_with_a_reason(
    data: bytes, code: str, said: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        read_picture(data, "“图”")
    assert refusal.value.codes == (code,)
    assert said in str(refusal.value)
    assert "“图”" in str(refusal.value)


def test_a_photograph_forgets_where_it_was_taken_and_nothing_else_that_is_seen() -> None:
    before = photograph()
    after = read_picture(before, "“图”").data
    with Image.open(io.BytesIO(before)) as old, Image.open(io.BytesIO(after)) as new:
        assert POSITION in old.getexif()
        assert POSITION not in new.getexif()
        assert new.getexif()[0x0112] == 6
        assert old.tobytes() == new.tobytes()
    assert read_picture(after, "“图”").data == after


def test_a_photograph_that_states_no_place_stays_as_it_is() -> None:
    notes = Image.Exif()
    notes[0x0112] = 3
    target = io.BytesIO()
    Image.new("RGB", (20, 20)).save(target, "JPEG", exif=notes)
    assert read_picture(target.getvalue(), "“图”").data == target.getvalue()


@given(st.data())
def test_damaged_pictures_are_read_or_refused_never_a_crash(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([drawing(), drawing("GIF"), photograph()])))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    try:
        outcome = read_picture(bytes(whole[:cut]), "“图”").media_type
    except Refusal as refusal:
        outcome = refusal.codes[0]
    assert outcome.startswith(("image_", "image/"))
