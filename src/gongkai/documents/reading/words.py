"""Word patterns of official texts, all on folded text: organs, document numbers, kinds of document."""

import re

from gongkai.documents.reading.script import fold, squeezed

_YEAR = r"[〔\[({<〈［﹝「『]\s?(?:19|20)\d\d\s?年?\s?[〕\])}>〉］﹞」』]"
DOCUMENT_NUMBER = re.compile(
    rf"(?:[\u4e00-\u9fff][\u4e00-\u9fff()、 A-Za-z]{{0,24}}?\s?{_YEAR}\s?第?\s?\d{{1,5}}(?:[-—]\d{{1,5}})?\s?号"
    r"|(?:[\u4e00-\u9fff]{2,24}?)(?:令|公告|通告|决定)\s?\(?第\s?[一二三四五六七八九十百千〇零\d]{1,6}\s?号\)?"
    r"|(?:[\u4e00-\u9fff]{2,24})?(?:公告|通告|令)?\s?(?:19|20)\d\d年第?\s?\d{1,4}号"
    r"|[A-Z]{2,12}\s?[-—–]{1,2}\s?(?:19|20)\d\d\s?[-—–]{1,2}\s?\d{3,6})"
)
INDEX_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-/_.()〔〕\[\]:]{4,79}")
_THEMES = """国务院组织机构 组织机构 综合政务 国民经济管理、国有资产监管 财政、金融、审计 国土资源、能源
    农业、林业、水利 工业、交通 商贸、海关、旅游 市场监管、安全生产监管 城乡建设、环境保护 科技、教育
    文化、广电、新闻出版 卫生、体育 人口与计划生育、妇女儿童工作 劳动、人事、监察 公安、安全、司法
    民政、扶贫、救灾 民族、宗教 对外事务 港澳台侨工作 国防 其他"""
THEMES = frozenset(_THEMES.split())
_KINDS = (
    "通知|通报|意见|决定|决议|公告|通告|报告|请示|批复|复函|函|议案|纪要|命令|令|答复|方案|办法|规定|细则|"
    "规则|规范|条例|制度|规划|计划|总结|要点|清单|目录|名单|标准|指南|公示|说明|解读|预案|公报|章程|守则|"
    "准则|措施|安排|任务|情况|简报|讲话|致辞|声明|倡议书|简历|结果|预算|决算|台账|流程|信息|汇总表|一览表|表"
)
TITLE_END = re.compile(rf"(?:{_KINDS})[》”\"]?(?:\s?[(\[][^()\[\]]{{1,20}}[)\]])?[》”\"]?$")
_ORGANS = (
    "政府|办公室|办公厅|委员会|管委会|居委会|村委会|党工委|工委|党委|党组|县委|市委|省委|区委|镇委|乡委|"
    "局|委|厅|部|署|院|会|处|科|站|所|队|中心|街道|办事处|镇|乡|区|县|市|省|行|社|馆|学校|大学|学院|医院|"
    "公司|集团|中学|小学|幼儿园|园|领导小组|指挥部|组|室|办|台|社区|村|银行|海关|总工会|团委|妇联|总队|支队|"
    "大队|基地|协会|基金会|分局"
)
_ORGAN = re.compile(
    rf"[\u4e00-\u9fff()、·〇 ]{{1,60}}(?:{_ORGANS})(?:\s?\([\u4e00-\u9fff]{{1,20}}\))?"
)
_NOT_ORGAN = re.compile(
    r"^(?:关于|各|附件?|一、|二、|三、|第|以上|其中|此|本|特此|为|根据|首页|上一|下一|打印|返回|联系|抄送)|[的和了在是]$"
)
OPENNESS = re.compile(
    r"主动公开|依申请公开|依申请|不予公开|免予公开|不公开|公开发布|删减后公开|全文公开|部分公开|全部公开|"
    r"对外公开|对内公开|向社会公开|公开$"
)
VALIDITY = re.compile(
    r"(?:继续|现行|全文|部分|已经?|尚未|目前|依然|长期)?(?:有效|失效|废止|修改|修订|修正|施行|生效|无效|过期|"
    r"宣布失效|被废止|被修改|执行|作废)|是|否|无"
)
SALUTATION = re.compile(
    r"(?:^各|^局|^机关|^全[县市区省]|人民政府|委员会|办公室|单位|部门|[局委厅部院处室会县市区镇乡省])"
)
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}\s?[、.]|[(][一二三四五六七八九十]{1,3}[)]|第[一二三四五六七八九十百\d]{1,4}"
    r"[章条节部]|1\s?[、.．])"
)


def document_number(text: str) -> str | None:
    """*text* itself when it is nothing but a document number, spaces inside left out."""
    bare = text.strip(" \u3000\xa0\x1f")
    return bare if DOCUMENT_NUMBER.fullmatch(squeezed(bare)) else None


def is_organ(text: str) -> bool:
    """Whether a short text names one or several organs and nothing else."""
    folded = fold(text).strip()
    return (
        2 <= len(folded) <= 60
        and _ORGAN.fullmatch(folded) is not None
        and not _NOT_ORGAN.search(folded)
        and not ends_like_title(folded)
    )


def ends_like_title(text: str) -> bool:
    return TITLE_END.search(fold(text).strip()) is not None


def is_prose(text: str) -> bool:
    """Running text: a sentence of some length."""
    return len(text) >= 100 or (len(text) >= 36 and any(mark in text for mark in "。；;"))


def is_salutation(text: str) -> bool:
    """各乡镇人民政府，县直各单位："""
    folded = fold(text).strip()
    return 3 <= len(folded) <= 300 and folded.endswith(":") and bool(SALUTATION.search(folded[:-1]))


def is_numbered(text: str) -> bool:
    """一、… （一）… 第一条 …"""
    return _NUMBERED.match(fold(text).strip()) is not None


def begins_body(text: str) -> bool:
    return is_prose(text) or is_salutation(text) or is_numbered(text)
