"""Forms of the own account."""

from typing import Any

from django import forms

MAX_PASSWORD = 128


class SignInForm(forms.Form):
    """Account and password."""

    username = forms.CharField(
        label="账号",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label="密码",
        max_length=MAX_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """Six digits from the telephone."""

    code = forms.RegexField(
        label="验证码",
        regex=r"^[0-9]{6}$",
        error_messages={"invalid": "验证码是6位数字，请照手机上显示的输入"},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "maxlength": 6,
                "autofocus": True,
            }
        ),
    )


class OwnPasswordForm(forms.Form):
    """The present password, as a proof of who sits at the keyboard."""

    password = forms.CharField(
        label="当前密码",
        max_length=MAX_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordForm(OwnPasswordForm):
    """The present password and twice the new one."""

    new = forms.CharField(
        label="新密码",
        max_length=MAX_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一次新密码",
        max_length=MAX_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两次输入的新密码不一致，请重新输入")
        return data
