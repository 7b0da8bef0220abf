"""Pages of the flows: one diagram and one table of actions per kind of case, from the same data."""

from gongkai.casework.flows import Clock, Flow, diagram
from gongkai.casework.kinds import kinds
from gongkai.kernel.permissions import ROLE_LABELS, deeds

UNITS = {"wd": "个工作日", "cd": "日"}


def pages() -> dict[str, str]:
    """``flows/<code>.md`` for every registered kind of case, and a contents page."""
    flows = sorted((kind.flow for kind in kinds), key=lambda flow: flow.code)
    found = {f"flows/{flow.code}.md": _page(flow) for flow in flows}
    contents = [f"- [{flow.label}]({flow.code}.md)（编号前缀 {flow.prefix}）" for flow in flows]
    head = ["# 流程", "", "每一种办件的流程，由程序算出（`make docs`）。", ""]
    return {"flows/README.md": "\n".join([*head, *contents, ""]), **found}


def _page(flow: Flow) -> str:
    return "\n".join(
        [
            f"# {flow.label}",
            "",
            "本页由 `make docs` 生成，请勿手改。",
            "",
            "```mermaid",
            diagram(flow).rstrip(),
            "```",
            "",
            "| 动作 | 从 | 到 | 谁 | 须写意见 |",
            "|---|---|---|---|---|",
            *_rows(flow),
            "",
            *_clock(flow.clock),
        ]
    )


def _rows(flow: Flow) -> list[str]:
    rows = []
    for action in flow.actions:
        sources = "、".join(flow.state(code).label for code in action.sources)
        target = flow.state(action.target).label
        roles = "、".join(ROLE_LABELS[role] for role in deeds[action.deed].grants)
        note = "是" if action.needs_note else ""
        rows.append(f"| {action.label} | {sources} | {target} | {roles} | {note} |")
    return rows


def _clock(clock: Clock | None) -> list[str]:
    if clock is None:
        return ["没有法定期限。", ""]
    return [f"期限：{clock.label}，{clock.days} {UNITS[clock.unit]}（{clock.article}）。", ""]
