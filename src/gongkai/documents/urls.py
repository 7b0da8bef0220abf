"""Addresses of records: the desk's, mounted at /desk/documents/."""

from django.urls import path

from gongkai.documents.views.desk import (
    afterlife,
    cleanup,
    editing,
    explaining,
    life,
    lists,
    migration,
    pictures,
    record,
    sheets,
)

app_name = "documents"
urlpatterns = [
    path("", lists.records, name="list"),
    path("new/", editing.new, name="new"),
    path("cases/<int:case_id>/", sheets.case, name="case"),
    path("drafts/<int:draft_id>/save/", editing.save, name="save"),
    path("drafts/<int:draft_id>/autosave/", editing.autosave, name="autosave"),
    path("drafts/<int:draft_id>/files/<int:place>/", editing.draft_file, name="draft_file"),
    path("drafts/<int:draft_id>/images/", pictures.upload, name="upload_image"),
    path("<int:document_id>/images/<slug:sha256>/", pictures.image, name="image"),
    path("<int:document_id>/", record.record, name="record"),
    path("<int:document_id>/compare/", sheets.compare, name="compare"),
    path(
        "<int:document_id>/editions/<int:number>/files/<int:place>/",
        sheets.edition_file,
        name="edition_file",
    ),
    path("<int:document_id>/files/by/<slug:digest>/", sheets.file_by, name="file_by"),
    path("imports/", migration.register, name="imports"),
    path("imports/<int:case_id>/", migration.batch, name="import"),
    path("imports/<int:case_id>/exclude/", migration.exclude, name="import_exclude"),
    path("imports/<int:case_id>/restore/", migration.restore, name="import_restore"),
    path("imports/records/<int:record_id>/", migration.record, name="import_record"),
    path("explainers/", explaining.coverage, name="explainers"),
    path("explaining/<int:case_id>/", explaining.owed, name="explaining_case"),
    path("<int:document_id>/explaining/", explaining.explaining, name="explaining"),
    path("normative/", life.normative, name="normative"),
    path("expiry/<int:case_id>/", life.expiry, name="expiry"),
    path("cleanups/", cleanup.campaigns, name="cleanups"),
    path("cleanups/<int:campaign_id>/", cleanup.campaign, name="cleanup_campaign"),
    path("cleanup/<int:case_id>/", cleanup.part, name="cleanup"),
    path("cleanup/<int:case_id>/save/", cleanup.save, name="cleanup_save"),
    path("<int:document_id>/amend/", life.amend, name="amend"),
    path("<int:document_id>/correct/", afterlife.correct, name="correct"),
    path("<int:document_id>/withdraw/", afterlife.withdraw, name="withdraw"),
    path("<int:document_id>/validity/", afterlife.validity, name="validity"),
    path("<int:document_id>/channel/", afterlife.channel, name="channel"),
]
