"""Forms of the gallery: one field of each kind."""

from django import forms


class DraftForm(forms.Form):
    """As an information clerk meets it."""

    title = forms.CharField(label="标题", max_length=200, help_text="写全称，不加书名号外的标点。")
    number = forms.CharField(label="发文字号", required=False)
    signed_on = forms.DateField(
        label="成文日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    column = forms.ChoiceField(label="栏目", choices=[("1", "政策文件"), ("2", "通知公告")])
    openness = forms.ChoiceField(
        label="公开属性",
        choices=[("1", "主动公开"), ("2", "依申请公开"), ("3", "不予公开（须写明依据）")],
        widget=forms.RadioSelect,
        help_text="由拟稿人在拟稿时确定，没有确定的将被退回。",
    )
    body = forms.CharField(
        label="正文", widget=forms.Textarea(attrs={"data-rich": "", "rows": 14}), required=False
    )
    urgent = forms.BooleanField(label="急件，当日办结", required=False)


class FileForm(forms.Form):
    """Attachments of a draft."""

    files = forms.FileField(  # type: ignore[assignment]  # a field is no attribute of the class
        label="附件", required=False, help_text="Word、Excel、PDF、OFD、图片均可。"
    )


class SearchForm(forms.Form):
    """As a reader meets it."""

    q = forms.CharField(label="检索词", widget=forms.TextInput(attrs={"type": "search"}))
    unit = forms.ChoiceField(
        label="单位", choices=[("", "全部单位"), ("1", "县民政局")], required=False
    )
    year = forms.ChoiceField(
        label="年份", choices=[("", "全部年份"), ("2026", "2026年")], required=False
    )
    validity = forms.ChoiceField(
        label="有效性", choices=[("", "不限"), ("1", "有效")], required=False
    )
    sort = forms.ChoiceField(
        label="排序", choices=[("", "按相关"), ("date", "按日期")], required=False
    )


class FilterForm(forms.Form):
    """A filter bar of the desk."""

    title = forms.CharField(label="标题或文号", required=False)
    state = forms.ChoiceField(
        label="环节", choices=[("", "全部"), ("1", "科室审核")], required=False
    )
    since = forms.DateField(
        label="起始日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class SignInForm(forms.Form):
    """The sign-in sheet."""

    username = forms.CharField(
        label="账号", widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
