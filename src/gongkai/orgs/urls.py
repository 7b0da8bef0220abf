from django.urls import path

from gongkai.orgs.views import groups, people, posts, units

app_name = "orgs"
urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/new/", units.unit_new, name="unit_new"),
    path("units/without-clerk/", units.without_clerk, name="without_clerk"),
    path("units/<int:unit_id>/", units.unit, name="unit"),
    path("units/<int:unit_id>/change/", units.unit_change, name="unit_change"),
    path("units/<int:unit_id>/move/", units.unit_move, name="unit_move"),
    path("units/<int:unit_id>/close/", units.unit_close, name="unit_close"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/handovers/", posts.handovers, name="handovers"),
    path(
        "people/handovers/<int:handover_id>/register/",
        posts.handover_register,
        name="handover_register",
    ),
    path("people/terms/<int:term_id>/end/", posts.term_end, name="term_end"),
    path("people/terms/<int:term_id>/hand-over/", posts.hand_over, name="hand_over"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/change/", people.person_change, name="person_change"),
    path("people/<int:person_id>/transfer/", people.person_transfer, name="person_transfer"),
    path("people/<int:person_id>/training/", people.person_training, name="person_training"),
    path("people/<int:person_id>/password/", people.person_password, name="person_password"),
    path("people/<int:person_id>/appoint/", posts.appoint, name="appoint"),
    path("people/<int:person_id>/deactivate/", people.person_deactivate, name="person_deactivate"),
    path("people/<int:person_id>/reactivate/", people.person_reactivate, name="person_reactivate"),
    path(
        "people/<int:person_id>/reset-two-step/",
        people.person_reset_two_step,
        name="person_reset_two_step",
    ),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.group_new, name="group_new"),
    path("groups/<int:group_id>/", groups.group, name="group"),
    path("groups/<int:group_id>/change/", groups.group_change, name="group_change"),
    path("groups/<int:group_id>/members/new/", groups.member_new, name="member_new"),
    path("groups/members/<int:member_id>/end/", groups.member_end, name="member_end"),
]
