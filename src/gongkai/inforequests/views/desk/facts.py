"""What a request states, as label and value for its sheet."""

from typing import TYPE_CHECKING, Any

from gongkai.inforequests.words import ReportRow
from gongkai.web.formats import minute

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest


def facts_of(asked: "InformationRequest") -> list[tuple[str, Any]]:
    """The registration of a request; what is not known is left out. Nothing of who asked."""
    row = ReportRow(asked.report_row).label if asked.report_row else ""
    return [
        ("申请编号", asked.number),
        ("受理机关", asked.unit.name),
        ("内容概述", asked.subject),
        ("申请内容", asked.description),
        ("本件办理的事项", asked.scope),
        ("申请人类型", asked.get_applicant_class_display()),
        ("提交渠道", asked.get_channel_display()),
        ("到达时间", minute(asked.arrived_at)),
        ("签收日期", asked.signed_on),
        ("收到申请之日", asked.receipt_day or "待确认"),
        ("载体形式", asked.get_form_wanted_display()),
        ("获取方式", asked.get_way_wanted_display()),
        ("拆分自", asked.parent.number if asked.parent else ""),
        ("并入", asked.merged_into.number if asked.merged_into else ""),
        ("发文字号", asked.issue.document_number if asked.issue else ""),
        ("办结方式", asked.get_outcome_display() if asked.outcome else ""),
        ("年报口径", row),
    ]
