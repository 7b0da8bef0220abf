"""Editing the classification tables: local names, order, what is in use (rules §7.3, §7.4)."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from gongkai.audit.services import record
from gongkai.catalogue import rules
from gongkai.catalogue.models import Genre, Theme
from gongkai.catalogue.rules import TermDraft
from gongkai.catalogue.services.changes import exists
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.rules import stale

Term = Theme | Genre


def _local_code() -> str:
    """A code that no later list of the State Council can use."""
    return f"L{uuid.uuid4().hex[:12]}"


def _save(term: Term) -> None:
    try:
        with transaction.atomic():
            term.save()
    except IntegrityError as error:
        raise Refusal(Reason("name", f"已有名为“{term.name}”的分类，请换一个名称")) from error


def _record(actor: Actor, deed: str, term: Term, now: datetime, **detail: Any) -> None:
    record(
        actor=actor,
        deed=deed,
        subject=f"{term._meta.model_name}:{term.pk}",
        detail={"名称": term.name} | detail,
        now=now,
    )


def _after(rows: Any) -> int:
    """The position after the last of *rows*."""
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def create_theme(*, actor: Actor, name: str, now: datetime, parent: Theme | None = None) -> Theme:
    """Add a local theme, or a sub-theme of *parent*, at the end of its list."""
    siblings = Theme.objects.filter(parent=parent)
    refuse_if(
        reasons_against(actor, "catalogue.create_theme")
        + rules.reasons_against_term(
            TermDraft(name),
            taken=exists(siblings, name=name),
            longest=60,
            too_deep=parent is not None and parent.parent_id is not None,
        )
    )
    theme = Theme(parent=parent, code=_local_code(), name=name, position=_after(siblings))
    _save(theme)
    _record(actor, "catalogue.create_theme", theme, now, 上级=parent.name if parent else "")
    return theme


@transaction.atomic
def create_genre(*, actor: Actor, name: str, now: datetime) -> Genre:
    """Add a kind of site content at the end of the list; the fifteen kinds of papers are fixed."""
    taken = exists(Genre.objects.all(), name=name)
    refuse_if(
        reasons_against(actor, "catalogue.create_genre")
        + rules.reasons_against_term(TermDraft(name), taken=taken, longest=40)
    )
    genre = Genre(code=_local_code(), name=name, position=_after(Genre.objects.all()))
    _save(genre)
    _record(actor, "catalogue.create_genre", genre, now)
    return genre


@transaction.atomic
def change_theme(
    *, actor: Actor, theme: Theme, version: int, draft: TermDraft, now: datetime
) -> Theme:
    """Rename, move within its list, close or open again a theme."""
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    siblings = Theme.objects.filter(parent_id=theme.parent_id).exclude(pk=theme.pk)
    taken = exists(siblings, name=draft.name)
    _change(
        actor,
        "catalogue.change_theme",
        theme,
        version,
        draft,
        rules.reasons_against_term(draft, taken=taken, longest=60),
    )
    _record(actor, "catalogue.change_theme", theme, now, 排序=draft.position, 启用=draft.is_open)
    return theme


@transaction.atomic
def change_genre(
    *, actor: Actor, genre: Genre, version: int, draft: TermDraft, now: datetime
) -> Genre:
    """Rename, move within the list, close or open again a genre."""
    genre = Genre.objects.select_for_update().get(pk=genre.pk)
    taken = exists(Genre.objects.exclude(pk=genre.pk), name=draft.name)
    _change(
        actor,
        "catalogue.change_genre",
        genre,
        version,
        draft,
        rules.reasons_against_term(draft, taken=taken, longest=40),
    )
    _record(actor, "catalogue.change_genre", genre, now, 排序=draft.position, 启用=draft.is_open)
    return genre


def _change(
    actor: Actor, deed: str, term: Term, version: int, draft: TermDraft, reasons: list[Reason]
) -> None:
    refuse_if(
        reasons_against(actor, deed)
        + ([stale("该分类")] if term.version != version else [])
        + reasons
    )
    for name, value in asdict(draft).items():
        setattr(term, name, value)
    term.version += 1
    _save(term)


@transaction.atomic
def import_themes(*, actor: Actor, lines: Sequence[str], now: datetime) -> int:
    """Add the themes that are not there yet; returns how many. All or none.

    A line is 主题 or 主题\\子类, as the policy library writes them; empty lines are skipped. A
    Refusal names every line that cannot be taken.
    """
    refuse_if(reasons_against(actor, "catalogue.create_theme"))
    added, refused = 0, []
    for number, line in enumerate(lines, start=1):
        parts = [part.strip() for part in line.replace("/", "\\").split("\\")]
        try:
            added += _import_line(actor, parts, now) if any(parts) else 0
        except Refusal as refusal:
            refused += [
                Reason(reason.code, f"第{number}行：{reason.sentence}")
                for reason in refusal.reasons
            ]
    refuse_if(refused)
    return added


def _import_line(actor: Actor, parts: list[str], now: datetime) -> int:
    if len(parts) > 2:
        raise Refusal(Reason("name", "主题分类只有两级，请写成“主题\\子类”"))
    added = 0
    parent: Theme | None = None
    for name in parts:
        siblings = Theme.objects.filter(parent=parent)
        theme = siblings.filter(name=name).first() if "\x00" not in name else None
        if theme is None:
            theme = create_theme(actor=actor, name=name, now=now, parent=parent)
            added += 1
        parent = theme
    return added
