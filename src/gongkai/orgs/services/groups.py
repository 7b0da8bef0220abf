"""Leading groups (领导小组) with their terms and members (A1)."""

from dataclasses import asdict, fields
from datetime import date, datetime

from django.db import transaction

from gongkai.audit.services import record
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, refuse_if
from gongkai.orgs import rules
from gongkai.orgs.models import GroupMember, LeadingGroup, Unit
from gongkai.orgs.rules import GroupDraft, MemberDraft


def draft_of(group: LeadingGroup) -> GroupDraft:
    """A group's entries as they stand."""
    return GroupDraft(**{field.name: getattr(group, field.name) for field in fields(GroupDraft)})


def _audit(actor: Actor, group: LeadingGroup, now: datetime, what: str, **detail: object) -> None:
    record(
        actor=actor,
        deed="orgs.manage_groups",
        subject=f"group:{group.pk}",
        unit_id=group.unit_id,
        detail={"what": what, **detail},
        now=now,
    )


@transaction.atomic
def create_group(
    *, actor: Actor, unit: Unit, office_unit: Unit, draft: GroupDraft, now: datetime
) -> LeadingGroup:
    """Set up a leading group of *unit*, its office in *office_unit*."""
    refuse_if(
        reasons_against(actor, "orgs.manage_groups", unit) + rules.reasons_against_group(draft)
    )
    group = LeadingGroup.objects.create(unit=unit, office_unit=office_unit, **asdict(draft))
    _audit(actor, group, now, "成立", name=group.name)
    return group


@transaction.atomic
def change_group(
    *,
    actor: Actor,
    group: LeadingGroup,
    version: int,
    office_unit: Unit,
    draft: GroupDraft,
    now: datetime,
) -> LeadingGroup:
    """Write new entries (a term's end included) over those the person saw (*version*)."""
    group = (
        LeadingGroup.objects.select_for_update(of=("self",)).select_related("unit").get(pk=group.pk)
    )
    refuse_if(
        reasons_against(actor, "orgs.manage_groups", group.unit)
        + ([rules.stale("该领导小组")] if group.version != version else [])
        + rules.reasons_against_group(draft)
    )
    for name, value in asdict(draft).items():
        setattr(group, name, value)
    group.office_unit = office_unit
    group.version += 1
    group.save()
    _audit(actor, group, now, "变更", name=group.name, until=group.until)
    return group


@transaction.atomic
def add_member(
    *, actor: Actor, group: LeadingGroup, draft: MemberDraft, now: datetime
) -> GroupMember:
    """Add a member with a post; county heads need no account, the name is enough."""
    heads = group.members.filter(post=GroupMember.Post.HEAD, until__isnull=True).exists()
    refuse_if(
        reasons_against(actor, "orgs.manage_groups", group.unit)
        + rules.reasons_against_member(draft, since=group.since, until=group.until, has_head=heads)
    )
    member = GroupMember.objects.create(group=group, **asdict(draft))
    _audit(actor, group, now, "新增成员", name=member.name, post=member.get_post_display())
    return member


@transaction.atomic
def end_membership(*, actor: Actor, member: GroupMember, on: date, now: datetime) -> None:
    """A member leaves the group; *on* is the first day out of it."""
    member = (
        GroupMember.objects.select_for_update(of=("self",))
        .select_related("group__unit")
        .get(pk=member.pk)
    )
    reasons = []
    if member.until is not None:
        reasons.append(Reason("ended", "该成员已经退出"))
    if on < member.since:
        reasons.append(Reason("before_start", f"退出日期不能早于加入日期{member.since}"))
    refuse_if(reasons_against(actor, "orgs.manage_groups", member.group.unit) + reasons)
    member.until = on
    member.save(update_fields=["until"])
    _audit(actor, member.group, now, "成员退出", name=member.name)
