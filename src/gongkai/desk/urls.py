from django.urls import URLPattern, URLResolver, path

from gongkai.casework.urls import home
from gongkai.desk.views import account, sign_in

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    *home,
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/second-step/", sign_in.second_step, name="second_step"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", account.password, name="password"),
    path("two-step/", account.two_step, name="totp"),
]
