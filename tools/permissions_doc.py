"""The page of permissions, computed from the one table of deeds."""

from gongkai.kernel.permissions import ROLE_LABELS, Deed, Reach, Role, deeds

REACH = {Reach.UNIT: "本单位", Reach.SUBTREE: "本级及下级", Reach.EVERYWHERE: "全县"}


def _row(deed: Deed) -> str:
    cells = [REACH[deed.grants[role]] if role in deed.grants else "" for role in Role]
    return f"| {deed.label} | `{deed.code}` | {' | '.join(cells)} |"


def page() -> str:
    """``docs/reference/permissions.md``; needs Django's apps to be loaded."""
    rows = [_row(deed) for deed in sorted(deeds, key=lambda deed: deed.code)]
    return "\n".join(
        [
            "# 权限",
            "",
            "谁能办什么事，只有这一张表；网页、命令行、批量办理和后台任务都按它判断。没有超级用户。",
            "“本单位”指任职的单位；“本级及下级”含其下属单位。本页由 `make docs` 生成，请勿手改。",
            "",
            "| 事项 | 代码 | " + " | ".join(ROLE_LABELS[role] for role in Role) + " |",
            "|---|---|" + "---|" * len(Role),
            *rows,
            "",
        ]
    )
