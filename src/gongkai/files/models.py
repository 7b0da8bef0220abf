"""Stored files: content-addressed, written once."""

from django.db import models

from gongkai.kernel.constraints import append_only, guards


class StoredFile(models.Model):
    """One content, once, by its SHA-256; the bytes lie under ``FILES_ROOT``.

    ``text`` is what was extracted for search; ``text_problem`` says why there is none.
    """

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField("大小（字节）")
    media_type = models.CharField("类型", max_length=120)
    text = models.TextField("文字内容", blank=True)
    text_problem = models.CharField("未能读取的原因", max_length=300, blank=True)
    stored_at = models.DateTimeField("存入时间")

    class Meta:
        verbose_name = "文件"

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.media_type}"


guards.register(*append_only("files_storedfile", "已存文件"))
