"""The desk's menu: every app registers its entries, each person sees what is open to them."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from gongkai.kernel.actor import Actor, may
from gongkai.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the menu.

    ``code`` is the view's name (``orgs:units``), ``icon`` a name of the sprite, ``deed`` the right
    that opens it ("" for everybody), ``position`` its place (the tens are one of `GROUPS`),
    ``count`` a small figure beside it.
    """

    code: str
    label: str
    icon: str
    position: int
    deed: str = ""
    count: Callable[[Actor], int] | None = None


nav_items: Registry[NavItem] = Registry("menu entry")

GROUPS = {
    1: "",
    2: "主动公开",
    3: "依申请公开",
    4: "检查和脱敏",
    5: "统计和报告",
    6: "单位和人员",
    7: "设置",
}
"""The headings of the menu by the tens of a position; the first entries stand under none."""

NavRow = tuple[str, str, str, bool, int | str]
NavGroup = tuple[str, list[NavRow]]
FIRST_PAGE = "/desk/"
MOST = 99


def menu_of(actor: Actor, here: str) -> list[NavGroup]:
    """The groups of entries open to *actor*: heading and (label, address, icon, is this page, figure).

    *here* is the present path; the entry with the longest matching address is the present one. The
    first page of the desk is that only for itself.
    """
    open_items = [item for item in nav_items if not item.deed or may(actor, item.deed)]
    open_items.sort(key=lambda item: item.position)
    addresses = {item.code: reverse(item.code) for item in open_items}
    matching = [
        address
        for address in addresses.values()
        if here == address or (address != FIRST_PAGE and here.startswith(address))
    ]
    active = max(matching, key=len, default="")
    rows = [
        (item.position // 10, _row(item, addresses[item.code], active, actor))
        for item in open_items
    ]
    return [
        (GROUPS[ten], [row for _, row in group])
        for ten, group in groupby(rows, key=lambda placed: placed[0])
    ]


def _row(item: NavItem, address: str, active: str, actor: Actor) -> NavRow:
    figure = _figure(item.count(actor)) if item.count else 0
    return item.label, address, item.icon, address == active, figure


def _figure(count: int) -> int | str:
    return f"{MOST}+" if count > MOST else count
