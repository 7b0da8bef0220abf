"""The labels of record headers, in simplified script and without spaces; the order is the rank.

**Which date is which.** 成文、生成、发文、制发、签发、印发、制定 say when the document was made: they
give ``signed_on``. 发布、公开、公布、颁布 say when the public could read it: ``published_on``. Rules
§6.2 orders them 成文 ≤ 印发 ≤ 发布, and so do the records we know: 生成日期 stands beside 索引号 as
成文日期 does (rules §7.2: 生成(成文)日期); 发文日期 equals the date of the signature. Where a header
has several labels of one field, the first in the row below wins.

A label that is missing here is added to its row; the tests fold it to both scripts.
"""

from enum import StrEnum


class Field(StrEnum):
    """What a label is about."""

    TITLE = "title"
    INDEX = "index_number"
    NUMBER = "document_number"
    ISSUER = "issuer"
    SIGNED = "signed_on"
    PUBLISHED = "published_on"
    OPENNESS = "openness"
    VALIDITY = "validity"
    TOPIC = "topic"
    EFFECTIVE = "effective_on"
    EXPIRES = "expires_on"
    DEPARTMENT = "department"
    KEYWORDS = "keywords"
    CATALOGUE = "catalogue"
    GENRE = "genre"
    SOURCE = "source"
    ADDRESS = "source_url"
    MOMENT = "moment"
    SUMMARY = "summary"
    OTHER = "other"


_ROWS: dict[Field, str] = {
    Field.TITLE: """标题 信息名称 文件名称 信息标题 文件标题 公文名称 公文标题 题名 正题名 文章标题
        内容标题 文件名 名称""",
    Field.INDEX: "索引号 信息索引号 索引码 索引编号 信息索引 公开索引号 索取号 索引",
    Field.NUMBER: """发文字号 文号 发文文号 文件文号 公文文号 发文号 文件编号 文件号 公文字号 文件字号
        发文编号 公文编号 文件代字""",
    Field.ISSUER: """发文机关 发文机构 发文单位 发文部门 制发机关 制发机构 制发单位 制定机关 制定单位
        制定部门 印发机关 印发单位 颁布机关 颁布单位 颁发部门 发布机构 发布机关 发布单位 发布部门
        信息发布机构 信息发布单位 公布机关 公布单位 公开主体 信息公开主体 公开机构 公开机关 公开单位
        公开部门 信息公开机构 信息公开单位 所属机构""",
    Field.SIGNED: """成文日期 成文时间 生成日期 生成时间 信息生成日期 信息生成时间 签发日期 签发时间
        产生日期 产生时间 发文日期 发文时间 制发日期 制发时间 制定日期 制定时间 形成日期 形成时间 落款日期 文件日期
        制作日期 印发日期 印发时间""",
    Field.PUBLISHED: """发布日期 发布时间 公开日期 公开时间 公布日期 公布时间 信息发布日期
        信息发布时间 信息公开日期 信息公开时间 颁布日期 颁布时间 发稿日期 发稿时间 上网日期 上网时间
        网上发布日期 网站发布日期 发表日期 发表时间""",
    Field.OPENNESS: """公开方式 公开属性 信息公开方式 信息公开属性 公开选项 信息公开选项 公开形式
        信息公开形式 公开类别 信息公开类别 公开类型 信息公开类型 公开性质""",
    Field.VALIDITY: """有效性 是否有效 时效性 时效 时效状态 有效状态 效力状态 效力 效力情况 效力状况 有效状况 效力级别状态
        信息有效性 文件有效性 文件效力 文件状态 信息状态 有效与否 是否失效 是否废止""",
    Field.TOPIC: """主题分类 主题类别 信息分类 信息主题分类 所属主题 主题 信息主题 内容分类 分类
        所属分类 信息类别""",
    Field.EFFECTIVE: """施行日期 施行时间 实施日期 实施时间 生效日期 生效时间 执行日期 启用日期""",
    Field.EXPIRES: """废止日期 废止时间 失效日期 失效时间 终止日期 有效期 有效期至 有效期限 截止日期
        有效期截止""",
    Field.DEPARTMENT: """责任部门 责任单位 责任处室 责任科室 公开责任部门 承办部门 承办单位 承办处室
        主办单位 主管部门 起草单位 公开责任单位 信息责任部门""",
    Field.KEYWORDS: "主题词 关键词 关键字 关键字词 主题关键词",
    Field.CATALOGUE: """栏目 公开目录 信息公开目录 目录分类 组配分类 所属栏目 栏目名称 公开事项
        公开栏目 信息目录 目录 类别 所属目录 栏目分类 事项名称""",
    Field.GENRE: "体裁分类 体裁 体裁类别 文种 公文种类 信息体裁 文件种类 发文种类",
    Field.SOURCE: """信息来源 来源 文章来源 稿件来源 内容来源 稿源 来源单位 供稿 供稿单位 转载来源 出处
        信息提供单位 信息来源单位 文件来源""",
    Field.ADDRESS: "原文链接 来源链接 原文地址 来源网址 网址 原链接 页面地址",
    Field.MOMENT: "时间 日期",
    Field.SUMMARY: "内容概述 内容摘要 内容简介 信息概述 摘要 概述 简介 备注",
    Field.OTHER: """责任编辑 编辑 审核 审核人 签发人 校对 作者 浏览次数 浏览量 浏览 阅读次数 阅读量 阅读
        点击数 点击量 点击次数 点击率 点击 访问量 访问次数 访问 人气 字体 字号 字体大小 文字大小 大小
        分享 分享到 视力保护色 保护视力色 背景色 语音播报 打印 收藏 扫一扫 公开时限 公开期限 公开范围
        公开对象 公开依据 公开渠道 公开载体 公开程序 公开层级 服务对象 服务对象分类 对象分类 行业分类
        适用范围 登记号 登记编号 备案号 备案编号 统一编号 统一登记号 规范性文件编号 录入日期 录入时间
        更新日期 更新时间 修改时间 修改日期 上传日期 上传时间 采集时间 联系电话 联系人 联系方式 咨询电话
        监督电话 电话 地址 邮编 语种 信息格式 格式 文件格式 保管期限 附件 附件下载 相关链接 相关文件
        相关解读 政策解读 解读 相关附件 当前位置 您的位置 您现在的位置 您当前的位置 所在位置 现在位置
        机构分类 载体类型 载体形式 记录形式 发布人 发布者 录入人 录入者 信息员 索引方式 检索词 专题 本地目录 上级栏目 原文 正文 编号 序号 级别 联合发文单位 联合发文机关 公开流程 文件下载 下载 信息生成人
        紧急程度 密级 公开 状态 页数 正文字数 解读时间 征求意见时间 公示时间 公示期 起止时间""",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _known() -> dict[str, tuple[Field, int]]:
    found: dict[str, tuple[Field, int]] = {}
    for kind, row in _ROWS.items():
        for rank, label in enumerate(row.split()):
            if label in found:
                raise ValueError(f"label {label!r} stands in two rows")
            found[label] = (kind, rank)
    return found


KNOWN = _known()
"""Folded label → its field and its rank within the field."""

LONGEST = max(map(len, KNOWN))

PREFIXES = ("政府信息", "规范性文件", "信息", "文件", "公文", "文章", "政策", "本文", "本", "原文")
"""Words that may stand before a known label without changing it: 政策发布日期, 公文主题分类."""

WEAK = _words(
    """标题 名称 题名 文件名 索引 主题 分类 效力 时效 来源 供稿 出处 时间 日期 目录 类别 文种 栏目 体裁
    网址 编号 序号 公开 状态 阅读 浏览 点击 访问 打印 分享 收藏 正文 原文 附件 解读 专题 概述 简介 摘要
    级别 电话 地址 大小 字体 字号 编辑 审核 校对 作者 人气 格式 语种 备注 邮编"""
)
"""Everyday words: a label only with a colon, or inside a table of labels."""

STRONG = frozenset(
    {
        Field.INDEX,
        Field.NUMBER,
        Field.ISSUER,
        Field.SIGNED,
        Field.PUBLISHED,
        Field.OPENNESS,
        Field.VALIDITY,
    }
)
"""Fields whose labels make a header."""
