from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="outboxentry",
            options={"verbose_name": "检索待办"},
        ),
        migrations.RemoveIndex(
            model_name="outboxentry",
            name="outbox_due",
        ),
        migrations.AddField(
            model_name="outboxentry",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="失败次数"),
        ),
        migrations.AlterField(
            model_name="outboxentry",
            name="done_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="入库时间"),
        ),
        migrations.AlterField(
            model_name="outboxentry",
            name="index",
            field=models.CharField(max_length=40, verbose_name="索引"),
        ),
        migrations.AlterField(
            model_name="outboxentry",
            name="not_before",
            field=models.DateTimeField(verbose_name="最早处理时间"),
        ),
        migrations.AlterField(
            model_name="outboxentry",
            name="object_id",
            field=models.BigIntegerField(verbose_name="记录"),
        ),
        migrations.AddIndex(
            model_name="outboxentry",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)),
                fields=["index", "id"],
                name="outbox_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="outboxentry",
            index=models.Index(
                condition=models.Q(("done_at__isnull", False)),
                fields=["index", "done_at"],
                name="outbox_done",
            ),
        ),
    ]
