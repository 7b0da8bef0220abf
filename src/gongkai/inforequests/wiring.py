"""What information requests put into the engines."""

from gongkai.audit.words import SubjectKind, subject_kinds


def register() -> None:
    """Called once when Django is ready."""
    subject_kinds.register(SubjectKind("request", "信息公开申请"))
