"""The part of docs/screening.md about files: what is read, how masking works, cases and figures."""

from collections import Counter

from gongkai.screening.files.notes import KINDS
from gongkai.screening.rules.findings import SEVERITY_WORDS
from gongkai.screening.tests.leaks.file_cases import cases

_PAGE = """
## 文件里的内容

`screening.files.read_passages` 按内容认类型（不信扩展名），把文件里的每一段文字连同所在位置交给引擎：

| 类型 | 读哪些 |
|---|---|
| docx、docm | 正文、表格（带列名）、页眉页脚、脚注尾注、批注、文本框、修订（插入和删除）、隐藏文字、与底色相同或极小的字、域代码、说明文字、文档属性、自定义属性、文档变量、嵌入的文件、宏 |
| xlsx、xlsm | 全部工作表（含隐藏、深度隐藏）、隐藏行列、带列名的单元格、公式和缓存值、批注、名称、数据验证、文本框、透视表缓存、外部链接缓存、已删单元格留下的文字、被当作数字而末位变 0 的身份证号 |
| pptx | 幻灯片（含隐藏的、页面之外的）、表格、备注、批注、母版 |
| pdf | 逐页文字（跨页表格带列名）、被遮住的、页面或裁切框之外的、不显示的、白色的文字，批注、表单、书签、附件、属性、脚本、关闭的图层、增量保存留下的旧版本 |
| html、txt、csv | 各种编码；网页的属性、注释、脚本、隐藏内容 |
| 图片 | EXIF/XMP 的拍摄地点、作者、说明 |
| zip、ofd、odt/ods、doc、xls | 逐个成员（最多 {depth} 层）；doc、xls 直接读；ppt、rtf 需本机装有 LibreOffice |

上限：文件 100 MB、解压后合计 300 MB、压缩比 {ratio}、成员 {members} 个、PDF 5,000 页、60 秒；超过就停下并说明怎么办。

自测 {count} 例（反例 {negative} 例），每一处都埋身份证号，并轮换手机号、银行卡号：{kinds}。全部找到，反例无误报（`test_leaks_in_files.py`）。

“文件”类结果：

| 规则 | 严重程度 | 说明 |
|---|---|---|
{notes}

## 脱敏

`gongkai mask 文件 -o 副本 [--strict] [--word 词]`。docx：逐字改写（号码拆在几段格式里也一样），修订、批注、隐藏文字、属性、嵌入文件、宏不带过去；
xlsx：隐藏的表、行、列和单元格删除，公式变成数值，共享字符串表不带过去；pdf：从内容流里取走字符、原处画黑块；字体无法解码、
文字在嵌套对象里、或页面上有看不见的文字时，该页改为 200 点/英寸的图像并烧入黑块（报告写明页码），批注、附件、属性、旧版本不带过去。
副本生成后再用同一引擎检查，仍有个人信息就拒绝给出。报告只写规则、位置和脱敏后的样子。

测试把全部埋点文件脱敏后解压、解流再逐字查找，找不回原号码（`test_masking.py`）。

做不到的：图像上的字（扫描件、照片）不认；PDF 表格的一行被页边切断时，断成两段的号码能拼接，断成三段的不能；pptx、doc、xls、rtf、ofd 不能直接脱敏，须先另存。

## 速度和内存

`python -m bench.screening_files`，2026 年 11 月，2 核共用机器（负载 4 以上，墙上时间偏大），单进程：

| 文件 | 大小（MB） | 做什么 | 处 | 处理器秒 | 墙上秒 | 内存峰值（MB） |
|---|---|---|---|---|---|---|
| docx，28,700 段 | 10.0 | 读 | 28747 | 0.4 | 0.9 | 72 |
| docx，28,700 段 | 10.0 | 查 | 6465 | 0.7 | 1.4 | 83 |
| docx，28,700 段 | 10.0 | 脱敏 | 574 | 2.5 | 5.2 | 194 |
| pdf，200 页，字体未嵌入 | 0.5 | 读 | 201 | 4.0 | 10.3 | 97 |
| pdf，200 页，字体未嵌入 | 0.5 | 查 | 377 | 4.2 | 12.8 | 97 |
| pdf，200 页，字体未嵌入 | 0.5 | 脱敏 | 200 | 12.1 | 27.6 | 103 |
| xlsx，50,000 行 × 7 列 | 2.0 | 读 | 350008 | 2.6 | 6.2 | 75 |
| xlsx，50,000 行 × 7 列 | 2.0 | 查 | 150000 | 7.4 | 17.6 | 156 |
| xlsx，50,000 行 × 7 列 | 2.0 | 脱敏 | 150000 | 22.0 | 28.8 | 636 |

字体未嵌入时每页要现找替代字体，是较慢的情形；嵌入字体的 PDF 每页约 0.03 秒。
"""


def section() -> str:
    """The section, with counts taken from the cases and the table of notes."""
    from gongkai.screening.files import Bounds

    found = cases()
    places = Counter(case.name.partition(":")[0] for case in found)
    bounds = Bounds()
    return _PAGE.format(
        depth=bounds.depth,
        ratio=bounds.ratio,
        members=f"{bounds.members:,}",
        count=len(found),
        negative=sum(not case.secret for case in found),
        kinds="、".join(f"{kind} {count // 3} 处" for kind, count in places.items()),
        notes="\n".join(
            f"| `file.{name}` | {SEVERITY_WORDS[kind.severity]} | {kind.message} |"
            for name, kind in KINDS.items()
        ),
    )
