from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    """Name in each issued reply who passed it in each step, as its judgements say."""
    issued = apps.get_model("inforequests", "IssuedReply")
    for reply in issued.objects.select_related("audit", "legal", "sign").iterator():
        reply.audit_by_id = reply.audit.reviewer_id
        reply.legal_by_id = reply.legal.reviewer_id
        reply.sign_by_id = reply.sign.reviewer_id
        reply.save(update_fields=["audit_by", "legal_by", "sign_by"])


class Migration(migrations.Migration):
    dependencies = [("inforequests", "0010_who_judged_an_issued_reply")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
