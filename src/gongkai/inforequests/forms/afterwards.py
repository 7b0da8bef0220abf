"""Forms of disputes, spot checks and answers to publish."""

from typing import Any

from django import forms

from gongkai.inforequests.forms.deeds import DeedForm
from gongkai.inforequests.forms.fields import DayField, Words
from gongkai.inforequests.rules.afterwards import CONVERSION_GROUNDS, CRITERIA, DECISIONS

KINDS = [
    ("reconsideration", "行政复议"),
    ("direct_suit", "行政诉讼（未经复议直接起诉）"),
    ("suit_after", "行政诉讼（复议后起诉）"),
]


class DisputeForm(DeedForm):
    """What was filed, where and when."""

    kind = forms.ChoiceField(label="类别", choices=KINDS)
    earlier_id = forms.TypedChoiceField(
        label="此前的行政复议",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="复议后起诉的，选择已审结的复议",
    )
    body = forms.CharField(label="复议机关或者人民法院", max_length=120)
    docket = forms.CharField(label="案号", required=False, max_length=80)
    filed_on = DayField(label="提起日期")
    note = Words(label="说明", required=False, max_length=2000, rows=3)

    def __init__(self, *args: Any, earlier: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        if earlier:
            self.fields["earlier_id"].choices = [("", "无"), *earlier]  # type: ignore[attr-defined]
        else:
            self.fields.pop("earlier_id")


class DecisionForm(forms.Form):
    """What was decided, in the decision's own word."""

    decision = forms.ChoiceField(
        label="审理结果",
        choices=[("", "请选择"), *((code, word) for code, (word, _) in DECISIONS.items())],
    )
    decided_on = DayField(label="审结日期")
    note = Words(
        label="结果说明",
        required=False,
        max_length=2000,
        rows=3,
        help_text="纠正的写明原因和整改情况",
    )


class SampleForm(forms.Form):
    """Whose requests of which days are drawn, and how many."""

    name = forms.CharField(label="抽查名称", max_length=120)
    start = DayField(label="办结日期从")
    end = DayField(label="到")
    size = forms.IntegerField(label="抽取件数", min_value=1, max_value=500)


class ScoreForm(forms.Form):
    """The score sheet: one field per criterion with its standard beside it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for criterion in CRITERIA:
            self.fields[criterion.code] = forms.IntegerField(
                label=f"{criterion.label}（满分{criterion.points}）",
                min_value=0,
                max_value=criterion.points,
                help_text=criterion.standard,
            )
        self.fields["remark"] = Words(label="扣分理由和整改建议", required=False, max_length=2000)


class ProposalForm(DeedForm):
    """Why an answer should be published for all."""

    ground = forms.ChoiceField(label="理由", choices=list(CONVERSION_GROUNDS.items()))
    reason = Words(label="说明", required=False, max_length=2000, rows=3)

    def __init__(self, *args: Any, applicants: int, **options: Any) -> None:
        super().__init__(*args, **options)
        told = f"目前有 {applicants} 个申请人申请了相同或相近的信息。"
        self.fields["ground"].help_text = told


class ConversionForm(forms.Form):
    """The draft that goes into the publishing flow, or why there is none."""

    title = forms.CharField(label="拟公开信息的标题", required=False, max_length=300)
    words = Words(
        label="正文",
        required=False,
        max_length=50_000,
        rows=10,
        help_text="只写可以公开的内容，不得有申请人的任何信息；起草后还可以加附件",
    )
    declined = Words(
        label="不转为主动公开的理由",
        required=False,
        max_length=2000,
        rows=3,
        help_text="不采纳建议的填这一项，上面两项留空",
    )

    def clean(self) -> dict[str, Any]:
        """Either a draft or a reason against it."""
        given = super().clean() or {}
        if bool(given.get("title")) == bool(given.get("declined")):
            raise forms.ValidationError("请填写标题和正文，或者填写不转为主动公开的理由，两者选一")
        return given
