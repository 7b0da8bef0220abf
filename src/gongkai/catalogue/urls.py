"""Desk pages of the catalogue, mounted at /desk/sections/."""

from django.urls import path

from gongkai.catalogue.views.desk import duties, issues, sections, tables

app_name = "catalogue"
urlpatterns = [
    path("", sections.index, name="sections"),
    path("new/", sections.new, name="section_new"),
    path("standard/", sections.standard, name="standard"),
    path("<int:section_id>/", sections.section, name="section"),
    path("<int:section_id>/edit/", sections.edit, name="section_edit"),
    path("<int:section_id>/move/", sections.move, name="section_move"),
    path("<int:section_id>/reassign/", sections.reassign, name="section_reassign"),
    path("<int:section_id>/close/", sections.close, name="section_close"),
    path("<int:section_id>/reopen/", sections.reopen, name="section_reopen"),
    path("duties/", duties.index, name="own_duties"),
    path("duties/of/<int:unit_id>/", duties.index, name="duties"),
    path("duties/of/<int:unit_id>/new/", duties.new, name="duty_new"),
    path("duties/of/<int:unit_id>/import/", duties.bring_in, name="duties_import"),
    path("duties/of/<int:unit_id>/export.csv", duties.export, name="duties_export"),
    path("duties/<int:duty_id>/edit/", duties.edit, name="duty_edit"),
    path("duties/<int:duty_id>/close/", duties.close, name="duty_close"),
    path("issues/", issues.index, name="issues"),
    path("issues/<slug:kind>/<int:unit_id>/", issues.issue, name="issue"),
    path("issues/<slug:kind>/<int:unit_id>/<int:number>/", issues.version, name="version"),
    path("tables/", tables.index, name="tables"),
    path("tables/themes/new/", tables.new_theme, name="theme_new"),
    path("tables/themes/import/", tables.import_themes, name="themes_import"),
    path("tables/themes/<int:theme_id>/", tables.edit_theme, name="theme_edit"),
    path("tables/genres/new/", tables.new_genre, name="genre_new"),
    path("tables/genres/<int:genre_id>/", tables.edit_genre, name="genre_edit"),
]
