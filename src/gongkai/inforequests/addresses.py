"""Public pages of information requests, mounted by the portal at /openness/requests/."""

from django.urls import path

from gongkai.inforequests.views.portal import asking, following, showing

urlpatterns = [
    path("form.docx", showing.blank, name="request_form"),
    path("answered/", showing.answered, name="request_answered"),
    path("new/", asking.ask, name="request_ask"),
    path("new/save/", asking.save, name="request_save"),
    path("new/check/", asking.check, name="request_check"),
    path("new/receipt/", asking.receipt, name="request_receipt"),
    path("status/", following.status, name="request_status"),
    path("status/mine/", following.mine, name="request_mine"),
    path("status/mine/supplement/", following.supplement, name="request_supplement"),
    path("status/mine/reasons/", following.explain, name="request_explain"),
    path("status/mine/withdraw/", following.withdraw, name="request_withdraw"),
    path("status/mine/rating/", following.rate, name="request_rate"),
    path("status/mine/papers/<int:notice_id>/<int:place>/", following.paper, name="request_paper"),
    path("status/leave/", following.leave, name="request_leave"),
]
