"""解读补发: an explainer that follows its document within the days that the local rule allows."""

from gongkai.casework.flows import Action, Clock, Flow, State, Style
from gongkai.kernel.permissions import Role

OWED, EXPLAINED, EXCUSED = "owed", "explained", "excused"

EXPLAINING = Flow(
    code="explaining",
    label="补发政策解读",
    prefix="JD",
    states=(
        State(OWED, "待补发解读", Role.CLERK),
        State(EXPLAINED, "解读已发布"),
        State(EXCUSED, "免予解读"),
    ),
    actions=(
        Action(
            "explained",
            "解读已发布",
            (OWED,),
            EXPLAINED,
            "documents.draft",
            "解读已发布，自动办结",
            Style.PRIMARY,
            events=("closed",),
        ),
        Action(
            "excuse",
            "免予解读",
            (OWED,),
            EXCUSED,
            "documents.exempt_explainer",
            "批准免予解读",
            Style.DANGER,
            needs_note=True,
            events=("closed",),
        ),
    ),
    clock=Clock(
        label="解读发布期限",
        days=0,
        article="政策解读与文件同步，最迟三个工作日（本地规定）",
        starts=("document_published",),
        extends="term",
        stops=("closed",),
    ),
)
