"""What a file can hide, as findings of the category “file”: data with their words."""

from dataclasses import dataclass

from gongkai.screening.rules.findings import Category, Finding, Severity

_BASIS = "个人信息保护法第六条、政府信息公开条例第十五条；附件须与正文一并检查"
_SAFE = "网站附件安全要求：不发布带宏、加密或类型不明的文件"
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of hiding: severity, sentence, advice, ground."""

    severity: Severity
    message: str
    suggestion: str
    basis: str = _BASIS


KINDS = {
    "hidden_sheet": Kind(
        Severity.CONFIRM, "有隐藏的工作表，里面有内容", "删除隐藏的工作表，或取消隐藏并逐项检查"
    ),
    "hidden_rows": Kind(
        Severity.CONFIRM, "有隐藏的行，里面有内容", "删除隐藏的行（含被筛选掉的行），不要只隐藏"
    ),
    "hidden_column": Kind(Severity.CONFIRM, "有隐藏的列，里面有内容", "删除隐藏的列，不要只隐藏"),
    "hidden_cells": Kind(Severity.CONFIRM, "单元格的格式使内容不显示", "删除这些单元格的内容"),
    "hidden_text": Kind(Severity.CONFIRM, "有隐藏的文字", "删除隐藏的文字"),
    "white_text": Kind(Severity.CONFIRM, "有与底色相同、看不见的文字", "删除看不见的文字"),
    "tiny_text": Kind(Severity.HINT, "有小得看不见的文字", "核对后删除或改为正常字号"),
    "comments": Kind(Severity.CONFIRM, "留有批注", "删除全部批注后再发布"),
    "tracked_changes": Kind(Severity.CONFIRM, "留有修订痕迹", "接受或拒绝全部修订后再发布"),
    "property_person": Kind(
        Severity.CONFIRM, "文档属性里有个人姓名", "清除文档属性中的个人信息后再发布"
    ),
    "property": Kind(Severity.HINT, "文档属性里留有内容", "核对文档属性，不宜公开的清除"),
    "embedded_file": Kind(
        Severity.CONFIRM, "嵌有另一个文件", "删除嵌入的文件，或单独检查后作为附件发布"
    ),
    "external_link": Kind(
        Severity.CONFIRM, "链接着别的文件，并带有缓存的数据", "断开外部链接，只留数值"
    ),
    "external_target": Kind(Severity.HINT, "引用本机或内网的文件", "删除引用，以免泄露内部路径"),
    "defined_name": Kind(Severity.HINT, "有隐藏的名称定义", "在名称管理器中删除"),
    "macros": Kind(Severity.BLOCK, "带有宏（程序）", "另存为不带宏的格式后再发布", _SAFE),
    "scripts": Kind(Severity.BLOCK, "带有会自动运行的脚本", "去除脚本后再发布", _SAFE),
    "encrypted": Kind(
        Severity.BLOCK, "已加密，无法检查，公众也打不开", "去掉密码后重新上传", _SAFE
    ),
    "mismatch": Kind(Severity.BLOCK, "内容与扩展名不符", "用原软件另存为正确的格式后再发布", _SAFE),
    "archive": Kind(
        Severity.HINT, "是压缩包，已逐个检查里面的文件", "尽量直接发布文件，便于公众查看"
    ),
    "unreadable": Kind(
        Severity.CONFIRM, "有一个文件读不出来，未能检查", "人工核对；能转换的转换后重新检查"
    ),
    "program": Kind(Severity.BLOCK, "里面有可执行程序", "删除程序文件", _SAFE),
    "covered_text": Kind(
        Severity.BLOCK, "文字只是被遮住，仍可复制", "用本软件脱敏，或删除文字后重新生成 PDF"
    ),
    "outside_text": Kind(Severity.CONFIRM, "页面之外有文字，看不见但可复制", "删除页面之外的文字"),
    "invisible_text": Kind(Severity.CONFIRM, "有不显示的文字，看不见但可复制", "删除不显示的文字"),
    "ocr_layer": Kind(
        Severity.HINT, "是扫描图像加识别文字，图像上的字须人工核对", "人工核对图像上的个人信息"
    ),
    "no_text": Kind(
        Severity.HINT, "没有文字，只有图像，未能检查图像上的字", "人工核对图像上的个人信息"
    ),
    "hidden_layer": Kind(Severity.CONFIRM, "有关闭的图层", "删除不显示的图层"),
    "annotations": Kind(Severity.CONFIRM, "留有批注", "删除全部批注后再发布"),
    "form_fields": Kind(Severity.HINT, "有填写过的表单项", "核对填写的内容，不宜公开的清除"),
    "old_revision": Kind(
        Severity.CONFIRM, "里面还留着修改以前的版本", "另存为新的 PDF（不要增量保存）"
    ),
    "image_place": Kind(Severity.BLOCK, "图片里有拍摄地点（经纬度）", "清除图片的位置信息后再发布"),
    "image_author": Kind(Severity.HINT, "图片属性里有作者或说明", "清除图片属性后再发布"),
    "hidden_slide": Kind(Severity.CONFIRM, "有隐藏的幻灯片", "删除隐藏的幻灯片"),
    "off_slide": Kind(Severity.CONFIRM, "幻灯片之外有文字", "删除幻灯片之外的内容"),
    "hidden_markup": Kind(Severity.CONFIRM, "网页里有不显示的文字", "删除不显示的内容"),
}


def note(kind: str, location: str, detail: str = "", text: str = "") -> Finding:
    """The finding of *kind*; *detail* goes in brackets behind the sentence."""
    known = KINDS[kind]
    message = f"{known.message}（{detail}）" if detail else known.message
    return Finding(
        rule=f"file.{kind}",
        category=Category.FILE,
        severity=known.severity,
        start=0,
        end=0,
        text=text[:_SHOWN],
        message=message,
        suggestion=known.suggestion,
        basis=known.basis,
        location=location,
    )
