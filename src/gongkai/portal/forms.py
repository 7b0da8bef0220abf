"""The search form."""

from django import forms


class SearchForm(forms.Form):
    """Any text is a query; the filters are set by the links beside the results."""

    q = forms.CharField(
        label="检索词",
        required=False,
        max_length=1000,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "placeholder": "标题、文号或正文里的词，整句加引号",
                "maxlength": 200,
            }
        ),
    )
    sort = forms.ChoiceField(
        label="排序", required=False, choices=[("relevance", "按相关程度"), ("date", "按发布日期")]
    )
