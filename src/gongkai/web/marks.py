"""Small signs in the text: icons, lamps, validity. Each says in words what its colour says."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# state → its word and its shape on a 16 × 16 field; the codes are those of casework's lights
LAMPS: dict[str, tuple[str, str]] = {
    "normal": ("正常", '<circle cx="8" cy="8" r="6.5"/>'),
    "soon": ("临期", '<path d="M8 1 15.5 15H.5z"/>'),
    "overdue": ("超期", '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/>'),
    "paused": ("暂停", '<path d="M3 2h4v12H3zM9 2h4v12H9z"/>'),
    "closed": (
        "已办结",
        '<path d="M2 8.5 6.5 13 14 4" fill="none" stroke="currentColor" stroke-width="2.5"/>',
    ),
    "none": ("无期限", '<path d="M2 7h12v2.4H2z"/>'),
}

# validity (rules §6.3) → class; the sentence a banner adds when the document is not simply valid
VALIDITY: dict[str, tuple[str, str]] = {
    "有效": ("valid", ""),
    "尚未施行": ("pending", "本文件已经公布，尚未施行。"),
    "已修改": ("amended", "本文件已经修改，请以修改后的文本为准。"),
    "废止": ("repealed", "本文件已经废止，不再作为办事依据，页面保留供查阅。"),
    "失效": ("lapsed", "本文件已经失效，不再作为办事依据，页面保留供查阅。"),
}


def icon(name: str) -> SafeString:
    """A decorative icon from the sprite; the words beside it carry the meaning."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="{}vendor/icons.svg#{}"></use></svg>',
        settings.STATIC_URL,
        name,
    )


def lamp(state: str, words: str = "") -> SafeString:
    """A lamp: shape and word, so that colour is never the only sign; *words* replace the label."""
    label, shape = LAMPS[state]
    return format_html(
        '<span class="lamp lamp-{}"><svg viewBox="0 0 16 16" aria-hidden="true">{}</svg>{}</span>',
        str(state),
        mark_safe(shape),  # noqa: S308 - one of the constants above
        words or label,
    )


def validity(state: str) -> SafeString:
    """The validity of a document as a badge; nothing when it has none."""
    if not state:
        return SafeString("")
    kind, _ = VALIDITY.get(state, ("other", ""))
    return format_html('<span class="validity validity-{}">{}</span>', kind, state)


def validity_banner(state: str, ground: str = "", url: str = "") -> SafeString:
    """A banner above a document that is not simply valid: what that means, by which act."""
    kind, sentence = VALIDITY.get(state, ("other", ""))
    if not sentence:
        return SafeString("")
    link = format_html(' <a href="{}">查看{}</a>', url, ground or "有关文件") if url else ""
    words = format_html(" 依据：{}。", ground) if ground and not url else link
    return format_html(
        '<div class="validity-banner validity-{}" role="note"><strong>{}</strong><p>{}{}</p></div>',
        kind,
        state,
        sentence,
        words,
    )
