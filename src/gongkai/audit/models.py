"""The ledger: append-only entries, each carrying the digest of the one before it."""

from django.db import models

from gongkai.kernel.constraints import append_only, guards


class AuditEntry(models.Model):
    """One deed as it was done. No foreign keys: the ledger outlives what it speaks of."""

    seq = models.BigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField("人员编号", null=True)
    actor_name = models.CharField("人员", max_length=60)
    deed = models.CharField("事项", max_length=80)
    subject = models.CharField("对象", max_length=120)
    unit_id = models.BigIntegerField("单位编号", null=True)
    detail = models.JSONField("内容", default=dict)
    algorithm = models.CharField("算法", max_length=10)
    previous = models.CharField("上一条摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64, unique=True)

    class Meta:
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["subject", "seq"], name="audit_subject"),
            models.Index(fields=["actor_id", "seq"], name="audit_actor"),
            models.Index(fields=["deed", "seq"], name="audit_deed"),
            models.Index(fields=["at"], name="audit_at"),
        ]
        verbose_name = "审计日志"

    def __str__(self) -> str:
        return f"{self.seq} {self.deed} {self.subject}"


class AuditHead(models.Model):
    """Where the chain ends: one row, locked by each writer."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [
            models.CheckConstraint(name="audit_one_head", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.digest}"


guards.register(*append_only("audit_auditentry", "审计日志"))
