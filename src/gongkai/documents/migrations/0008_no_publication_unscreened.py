from django.db import migrations, models

import gongkai.kernel.constraints


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_published_before_the_gate")]

    operations = [
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("screening_outcome", "pass"),
                    models.Q(
                        models.Q(("origin", "own"), _negated=True),
                        ("screening__isnull", False),
                        _connector="OR",
                    ),
                ),
                name="publication_screened",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=gongkai.kernel.constraints.CompositeForeignKey(
                fields=("screening", "edition", "content_hash", "screening_outcome"),
                name="publication_screening_of_this_text",
                to="documents_editionscreening",
                to_columns=("id", "edition_id", "content_hash", "outcome"),
            ),
        ),
    ]
