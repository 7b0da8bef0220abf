"""Leading groups and their members."""

from gongkai.orgs.models import (
    GroupMember,
    LeadingGroup,
    Unit,
)
from gongkai.orgs.selectors.terms import PAGE


def leading_groups(*, unit: Unit | None = None, after: int | None = None) -> list[LeadingGroup]:
    """Up to 51 leading groups, newest first, older than *after*."""
    found = LeadingGroup.objects.select_related("unit", "office_unit").order_by("-id")
    if unit is not None:
        found = found.filter(unit=unit)
    if after is not None:
        found = found.filter(pk__lt=after)
    return list(found[: PAGE + 1])


def group_by_id(group_id: int) -> LeadingGroup | None:
    """One leading group with its units."""
    found = LeadingGroup.objects.select_related("unit", "office_unit")
    return found.filter(pk=group_id).first()


def members_of(group: LeadingGroup) -> list[GroupMember]:
    """Members of a group, present and former, in their order."""
    return list(group.members.all())


def member_by_id(member_id: int) -> GroupMember | None:
    """One membership with its group."""
    return GroupMember.objects.select_related("group__unit").filter(pk=member_id).first()
