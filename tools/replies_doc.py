"""The page of reply kinds and of the question chain, computed from the rules themselves."""

from gongkai.inforequests.rules.chain import QUESTIONS, Choice, Question
from gongkai.inforequests.rules.events import EVENT_LABELS
from gongkai.inforequests.rules.explain import ARTICLES
from gongkai.inforequests.rules.receipt import CHANNELS
from gongkai.inforequests.rules.replies import FACT_LABELS, REPLY_KINDS, ReplyKind

REMEDIES = {"A": "先复议", "B": "复议或诉讼", "": "无"}


def page() -> str:
    """``docs/reference/replies.md``."""
    return "\n".join(
        [
            "# 依申请公开的答复",
            "",
            "答复种类、审查要点、收到之日和计时事件，都由 `gongkai.inforequests.rules` 的数据算出。",
            "本页由 `make docs` 生成，请勿手改。",
            "",
            "## 答复种类",
            "",
            "“口径”是年度报告第三部分表格的行；部分公开的救济按不予公开部分的依据定，"
            "行政查询事项（d8）的救济是地方设置。",
            "",
            "| 种类 | 代码 | 类别 | 依据 | 口径 | 救济 | 须有 |",
            "|---|---|---|---|---|---|---|",
            *map(_kind, REPLY_KINDS.values()),
            "",
            "## 审查要点",
            "",
            "一题一题往下答，每条路都止于一种答复。",
            "",
            "```mermaid",
            "flowchart TD",
            *[line for question in QUESTIONS.values() for line in _edges(question)],
            "```",
            "",
            "| 步骤 | 问题 | 依据 | 回答 |",
            "|---|---|---|---|",
            *map(_question, QUESTIONS.values()),
            "",
            "## 收到之日",
            "",
            "| 渠道 | 代码 | 收到申请之日 | 依据 |",
            "|---|---|---|---|",
            *(
                f"| {each.label} | `{each.code}` | {each.basis} | {each.article} |"
                for each in CHANNELS.values()
            ),
            "",
            "## 计时事件",
            "",
            "| 事件 | 代码 | 依据 |",
            "|---|---|---|",
            *(
                f"| {label} | `{kind}` | {ARTICLES.get(kind, '')} |"
                for kind, label in EVENT_LABELS.items()
            ),
            "",
        ]
    )


def _kind(kind: ReplyKind) -> str:
    facts = "；".join(FACT_LABELS[fact] for fact in kind.facts)
    remedy = "按依据" if kind.code == "partial" else REMEDIES[kind.remedy]
    cells = [kind.label, f"`{kind.code}`", kind.family.label, kind.basis, kind.report_row]
    return f"| {' | '.join([*cells, remedy, facts])} |"


def _edges(question: Question) -> list[str]:
    node = f'    {question.code}{{"{question.text}"}}'
    arrows = (f'    {question.code} -->|"{each.label}"| {_end(each)}' for each in question.choices)
    return [node, *arrows]


def _end(choice: Choice) -> str:
    if choice.question:
        return choice.question
    return f'{choice.kind}["{REPLY_KINDS[choice.kind].label}"]'


def _question(question: Question) -> str:
    answers = "；".join(f"{each.label} → {_outcome(each)}" for each in question.choices)
    return f"| {question.step} | {question.text} | {question.article} | {answers} |"


def _outcome(choice: Choice) -> str:
    if choice.question:
        return QUESTIONS[choice.question].text
    return f"`{choice.kind}`"
