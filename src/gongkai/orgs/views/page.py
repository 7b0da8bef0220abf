"""The page of a form, and finding what an address names."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.kernel.actor import reasons_against
from gongkai.kernel.errors import Reason, refuse_if
from gongkai.orgs import selectors
from gongkai.web.http import DeskRequest

Trail = list[tuple[str, str]]


def form_page(
    request: DeskRequest,
    form: forms.Form,
    *,
    heading: str,
    trail: Trail,
    submit: str,
    reasons: list[Reason] | None = None,
    conflict: list[tuple[str, str, str]] | None = None,
    **more: Any,
) -> HttpResponse:
    """A form on a page of its own; 422 when it comes back, 409 when somebody else was faster.

    *reasons* stand against the deed as things are: the button is greyed and they are listed.
    """
    context = {
        "form": form,
        "heading": heading,
        "trail": [*trail, (heading, "")],
        "submit": submit,
        "reasons": reasons or [],
        "conflict": conflict or [],
        "back": trail[-1][1],
        **more,
    }
    status = 200 if request.method != "POST" else (409 if conflict else 422)
    return render(request, "orgs/form.html", context, status=status)


def found_unit(unit_id: int) -> Any:
    """The unit of an address, or 404."""
    unit = selectors.unit_by_id(unit_id)
    if unit is None:
        raise Http404("没有这个单位")
    return unit


def found_person(request: DeskRequest, person_id: int) -> Any:
    """The person of an address, if the acting person may read the register of that unit."""
    person = selectors.person_by_id(person_id)
    if person is None:
        raise Http404("没有这个人员")
    if request.actor.id != person.pk:
        refuse_if(reasons_against(request.actor, "orgs.read_people", person.unit))
    return person


def units_trail(unit: Any = None) -> Trail:
    """单位 › … › the unit."""
    trail = [("单位", reverse("orgs:units"))]
    if unit is not None:
        above = selectors.ancestors(unit)
        trail += [(each.short_name, reverse("orgs:unit", args=[each.pk])) for each in above]
        trail.append((unit.short_name, reverse("orgs:unit", args=[unit.pk])))
    return trail


def people_trail(person: Any = None) -> Trail:
    """人员 › the person."""
    trail = [("人员", reverse("orgs:people"))]
    if person is not None:
        trail.append((person.name, reverse("orgs:person", args=[person.pk])))
    return trail


def conflict(form: Any, present: Mapping[str, Any], version: int) -> list[tuple[str, str, str]]:
    """What differs when a form was filled in on an older version; nothing when it was not."""
    typed = getattr(form, "cleaned_data", {}).get("version")
    if typed is None or typed == version:
        return []
    rows: list[tuple[str, str, str]] = form.conflict_with(present, version)
    return rows


def last_shown(page: list[Any]) -> Any:
    """The last row of a page that has more behind it, otherwise None."""
    return page[selectors.PAGE - 1] if len(page) > selectors.PAGE else None
