"""The filter above the log."""

from django import forms


class LogFilter(forms.Form):
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    actor_name = forms.CharField(label="人员", required=False, max_length=60)
    deed = forms.CharField(label="事项代码", required=False, max_length=80)
    subject = forms.CharField(label="对象", required=False, max_length=120)
    day = forms.DateField(
        label="日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
