"""The register of people and the sheet of one person (A2)."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.kernel.actor import may
from gongkai.kernel.errors import Reason
from gongkai.kernel.permissions import ROLE_LABELS, Role
from gongkai.orgs import forms, selectors, services
from gongkai.orgs.deeds import deed_for
from gongkai.orgs.views.page import conflict, form_page, found_person, last_shown, people_trail
from gongkai.web.answers import cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
@deed_required("orgs.read_people")
def people(request: DeskRequest) -> HttpResponse:
    """The register, as far as the acting person may read it, by unit, role, name and state."""
    form = forms.PeopleFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = selectors.people_page(
        within=selectors.reach_of(request.actor, "orgs.read_people", "unit__path", "unit_id"),
        on=timezone.localdate(),
        unit=asked.get("unit"),
        role=asked.get("role"),
        name=asked.get("name", ""),
        active=asked.get("state") != "left",
        after=cursor(request, "after") or 0,
    )
    context = {
        "form": form,
        "people": page[: selectors.PAGE],
        "more": last_shown(page),
        "kept": urlencode([(name, v) for name, v in request.GET.items() if name in form.fields]),
        "may_create": may(request.actor, "orgs.create_person"),
    }
    return render(request, "orgs/people.html", context)


@require_safe
def person(request: DeskRequest, person_id: int) -> HttpResponse:
    """One person: contact data, terms, training. Everybody may see the own sheet."""
    found = found_person(request, person_id)
    today = timezone.localdate()
    terms = selectors.posts_of(found)
    context = {
        "person": found,
        "trail": people_trail(found),
        "facts": _facts(found),
        "terms": [_term(request, term, today) for term in terms],
        "trainings": selectors.trainings_of(found),
        "may": _rights(request, found),
    }
    return render(request, "orgs/person.html", context)


def _facts(found: Any) -> list[tuple[str, Any]]:
    return [
        ("账号", found.username),
        ("单位", found.unit.name),
        ("职务", found.job_title),
        ("办公电话", found.phone),
        ("手机", found.mobile),
        ("电子邮箱", found.email),
        ("专职/兼职", "专职" if found.full_time else "兼职"),
        ("状态", "在岗" if found.is_active else "已停用"),
        ("两步验证", "已启用" if found.two_step else "未启用"),
    ]


def _term(request: DeskRequest, term: Any, today: Any) -> dict[str, Any]:
    """A term as its line shows it: what it is, whether it holds today, what may be done."""
    role = Role(term.role)
    lasting = term.until is None or term.until > today
    holds = term.since <= today and lasting
    return {
        "term": term,
        "role": ROLE_LABELS[role],
        "holds": holds,
        "may_end": lasting
        and may(request.actor, deed_for(role, "orgs.end_appointment"), term.unit),
        "may_hand_over": holds and may(request.actor, deed_for(role, "orgs.hand_over"), term.unit),
    }


def _rights(request: DeskRequest, found: Any) -> dict[str, bool]:
    names = (
        "change_person",
        "record_training",
        "transfer_person",
        "deactivate_person",
        "reactivate_person",
        "set_password",
        "reset_two_step",
    )
    rights = {name: may(request.actor, f"orgs.{name}", found.unit) for name in names}
    appointing = ("orgs.appoint", "orgs.appoint_clerk")
    rights["appoint"] = any(may(request.actor, deed) for deed in appointing)
    return rights


@never_cache
@require_http_methods(GET_OR_POST)
@deed_required("orgs.create_person")
def person_new(request: DeskRequest) -> HttpResponse:
    """Register a person. The first password is made here and shown once, on the answer itself."""
    form = forms.NewPersonForm(request.POST or None, initial={"unit": request.GET.get("unit")})
    password = services.temporary_password()
    made = done(
        form,
        lambda data: services.create_person(
            actor=request.actor,
            unit=data["unit"],
            username=data["username"],
            draft=form.draft(),
            password=password,
            now=timezone.now(),
        ),
    )
    if made:
        return _password_page(request, made, password, "已登记")
    return form_page(request, form, heading="登记人员", trail=people_trail(), submit="登记")


def _password_page(request: DeskRequest, found: Any, password: str, heading: str) -> HttpResponse:
    context = {"person": found, "password": password, "heading": heading}
    return render(request, "orgs/password.html", context)


@require_http_methods(GET_OR_POST)
@deed_required("orgs.change_person")
def person_change(request: DeskRequest, person_id: int) -> HttpResponse:
    """Change a person's entries in the register."""
    found = found_person(request, person_id)
    present = services.draft_of_person(found)
    initial = asdict(present) | {"version": found.version}
    form = forms.PersonForm(request.POST or None, initial=initial)
    changed = done(
        form,
        lambda data: services.change_person(
            actor=request.actor,
            person=found,
            version=data["version"],
            draft=form.draft(),
            now=timezone.now(),
        ),
    )
    if changed:
        messages.success(request, "已保存")
        return redirect("orgs:person", found.pk)
    return form_page(
        request,
        form,
        heading="变更人员信息",
        trail=people_trail(found),
        submit="保存",
        conflict=conflict(form, asdict(present), found.version),
    )


@require_http_methods(GET_OR_POST)
@deed_required("orgs.transfer_person")
def person_transfer(request: DeskRequest, person_id: int) -> HttpResponse:
    """Move a person to another unit."""
    found = found_person(request, person_id)
    form = forms.TransferForm(request.POST or None)
    moved = done(
        form,
        lambda data: services.transfer_person(
            actor=request.actor, person=found, unit=data["unit"], now=timezone.now()
        ),
    )
    if moved:
        messages.success(request, "已调动。原单位的任职不会自动结束，请逐项核对")
        return redirect("orgs:person", found.pk)
    return form_page(request, form, heading="调动人员", trail=people_trail(found), submit="调动")


@require_http_methods(GET_OR_POST)
@deed_required("orgs.record_training")
def person_training(request: DeskRequest, person_id: int) -> HttpResponse:
    """Enter a course into the training record."""
    found = found_person(request, person_id)
    form = forms.TrainingForm(request.POST or None)
    entered = done(
        form,
        lambda data: services.record_training(
            actor=request.actor, person=found, now=timezone.now(), **data
        ),
    )
    if entered:
        messages.success(request, "培训已登记")
        return redirect("orgs:person", found.pk)
    return form_page(request, form, heading="登记培训", trail=people_trail(found), submit="登记")


@never_cache
@require_http_methods(GET_OR_POST)
@deed_required("orgs.set_password")
def person_password(request: DeskRequest, person_id: int) -> HttpResponse:
    """Give a temporary password; it is shown once, on the answer itself, and kept nowhere."""
    found = found_person(request, person_id)
    form = forms.ConfirmForm(request.POST if request.method == "POST" else None)
    password = services.temporary_password()

    def reset(_: Any) -> bool:
        services.set_password(
            actor=request.actor, person=found, password=password, now=timezone.now()
        )
        return True

    if done(form, reset):
        return _password_page(request, found, password, "密码已重设")
    return form_page(
        request,
        form,
        heading="重设密码",
        trail=people_trail(found),
        submit="重设密码",
        intro=f"将为{found.name}生成一个临时密码，原密码立即失效，其所有登录会退出。",
        confirm=f"确定为{found.name}重设密码吗？",
    )


@require_http_methods(GET_OR_POST)
@deed_required("orgs.deactivate_person")
def person_deactivate(request: DeskRequest, person_id: int) -> HttpResponse:
    """Close an account; what stands against it is shown before the button can be pressed."""
    found, now = found_person(request, person_id), timezone.now()
    against = services.reasons_against_deactivation
    return _confirmed(
        request,
        found,
        lambda: services.deactivate_person(actor=request.actor, person=found, now=now),
        heading="停用账号",
        intro="停用后不能再登录，现有任职到今天为止；办过的记录不受影响。",
        reasons=against(actor=request.actor, person=found, now=now),
    )


@require_http_methods(GET_OR_POST)
@deed_required("orgs.reactivate_person")
def person_reactivate(request: DeskRequest, person_id: int) -> HttpResponse:
    """Open an account again."""
    found, now = found_person(request, person_id), timezone.now()
    return _confirmed(
        request,
        found,
        lambda: services.reactivate_person(actor=request.actor, person=found, now=now),
        heading="恢复账号",
        intro="恢复后可以登录；角色不会自动恢复，请重新任命。",
    )


@require_http_methods(GET_OR_POST)
@deed_required("orgs.reset_two_step")
def person_reset_two_step(request: DeskRequest, person_id: int) -> HttpResponse:
    """Take a lost telephone off an account."""
    found, now = found_person(request, person_id), timezone.now()
    return _confirmed(
        request,
        found,
        lambda: services.reset_two_step(actor=request.actor, person=found, now=now),
        heading="重设两步验证",
        intro="重设后该人员只凭密码登录，请提醒其重新启用两步验证。",
    )


def _confirmed(
    request: DeskRequest,
    found: Any,
    act: Callable[[], None],
    *,
    heading: str,
    intro: str,
    reasons: list[Reason] | None = None,
) -> HttpResponse:
    """Do *act* when the button is pressed; before that, say what it means."""
    form = forms.ConfirmForm(request.POST if request.method == "POST" else None)

    def deed(_: Any) -> bool:
        act()
        return True

    if done(form, deed):
        messages.success(request, f"{heading}：已办理")
        return redirect("orgs:person", found.pk)
    return form_page(
        request,
        form,
        heading=heading,
        trail=people_trail(found),
        submit=heading,
        reasons=reasons if request.method != "POST" else None,
        intro=intro,
        confirm=f"{found.name}：确定{heading}吗？",
    )
