"""转载: what superior governments publish, as their feeds tell it, and what was taken over from it."""

from django.db import models

from gongkai.documents.models.texts import PERSON, Document


class SuperiorFeed(models.Model):
    """A feed (Atom or RSS) of a superior government that is to be reprinted (C12)."""

    name = models.CharField("上级机关", max_length=120)
    url = models.CharField("订阅地址", max_length=500, unique=True)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    section = models.ForeignKey(
        "catalogue.Section", models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_active = models.BooleanField("启用", default=True)
    read_at = models.DateTimeField("上次读取", null=True, blank=True)
    trouble = models.CharField("上次读取的问题", max_length=300, blank=True)
    saved_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class SuperiorEntry(models.Model):
    """One item that a superior government published, waiting to be taken over or put aside."""

    class State(models.TextChoices):
        NEW = "new", "待转载"
        TAKEN = "taken", "已转载"
        ASIDE = "aside", "不转载"

    feed = models.ForeignKey(
        SuperiorFeed, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    source = models.CharField("原发布机关", max_length=120)
    guid = models.CharField(max_length=300, unique=True)
    title = models.CharField("标题", max_length=300)
    url = models.CharField("原网址", max_length=500, blank=True)
    published_at = models.DateTimeField("原发布时间")
    body_html = models.TextField("正文", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    reason = models.CharField("不转载的理由", max_length=300, blank=True)
    seen_at = models.DateTimeField("收到时间")

    class Meta:
        indexes = [models.Index(fields=["unit", "state", "-id"], name="superior_waiting")]

    def __str__(self) -> str:
        return self.title


class Reprint(models.Model):
    """That a record is a reprint: of whose text, from where, published there when."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="reprint")
    entry = models.OneToOneField(
        SuperiorEntry, models.PROTECT, null=True, blank=True, related_name="reprint"
    )
    source = models.CharField("原发布机关", max_length=120)
    url = models.CharField("原网址", max_length=500, blank=True)
    published_at = models.DateTimeField("原发布时间")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document_id} ← {self.source}"
