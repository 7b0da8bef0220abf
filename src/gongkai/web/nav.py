"""The desk's menu: every app registers its entries, each person sees what is open to them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from gongkai.kernel.actor import Actor, may
from gongkai.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the menu.

    ``code`` is the view's name (``orgs:units``), ``icon`` a name of the sprite, ``deed`` the right
    that opens it ("" for everybody), ``position`` its place, ``count`` a small figure beside it.
    """

    code: str
    label: str
    icon: str
    position: int
    deed: str = ""
    count: Callable[[Actor], int] | None = None


nav_items: Registry[NavItem] = Registry("menu entry")

NavRow = tuple[str, str, str, bool, int | str]
FIRST_PAGE = "/desk/"
MOST = 99


def menu_of(actor: Actor, here: str) -> list[NavRow]:
    """(label, address, icon, is this page, figure) of every entry open to *actor*.

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
    return [
        (
            item.label,
            addresses[item.code],
            item.icon,
            addresses[item.code] == active,
            _figure(item.count(actor)) if item.count else 0,
        )
        for item in open_items
    ]


def _figure(count: int) -> int | str:
    return f"{MOST}+" if count > MOST else count
