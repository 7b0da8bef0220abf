"""The page of settings, computed: every name that the code reads from the environment.

A setting without a sentence in MEANING (or a sentence without a setting) stops the generator, so
nothing can be set that is not documented.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "gongkai"

MEANING = {
    "GONGKAI_AUDIT_HASH": "审计链的杂凑算法：`sha256` 或 `sm3`。启用后不得更换",
    "GONGKAI_BASE_URL": "公众访问门户的地址。以 `https://` 开头时启用安全 Cookie 和 HSTS",
    "GONGKAI_CODE_TRIES_PER_HOUR": "同一网络地址一小时内可以输错几次查询码",
    "GONGKAI_CORRECTION_DAYS": "要求更正自身信息的，多少个工作日内核查告知。条例第四十一条没有规定期限，由本地规定，缺省20",
    "GONGKAI_CONVERSION_APPLICANTS": "几个不同的申请人申请相同信息即可建议转为主动公开（条例第四十四条“多个”，缺省2）",
    "GONGKAI_MAKES_REGULATIONS": "本级政府是否有规章制定权（省级、设区的市级）。没有的，年报中规章制发须为 0",
    "GONGKAI_REPORT_LEAVES_OUT": "政府年度报告不汇总哪些类别的下级单位，用逗号分隔：`department`、`township`、`village`、`institution`；空着是全部汇总",
    "GONGKAI_DATABASE_URL": "数据库地址：`sqlite:////绝对路径` 或 `postgresql://用户:口令@主机:端口/库名`",
    "GONGKAI_DATA": "数据目录：数据库、附件、索引、密钥都在其中，备份以它为准",
    "GONGKAI_DEBUG": "调试方式。正式环境必须关闭",
    "GONGKAI_DEMO_PASSWORD": "演示县（`gongkai demo`）各账号的口令",
    "GONGKAI_DRAFT_HOURS": "网上申请的草稿保存几小时",
    "GONGKAI_FIELD_CIPHER": "申请人信息等字段的加密算法：`aes`（AES-256-GCM）或 `sm4`（SM4-GCM）。可以更换，旧内容仍读得出",
    "GONGKAI_FIELD_KEYS": "字段加密的密钥环，写法为 `名称:密钥`，逗号分隔，第一把用于加密。不设时自动生成，存于数据目录的 `field_keys`",
    "GONGKAI_EXPIRY_WATCH_MONTHS": "规范性文件有效期届满前几个月开始评估",
    "GONGKAI_EXPLAINER_FOLLOW_DAYS": "政策解读最迟在文件发布后几个工作日内补发（0—3）；`0` 表示必须与文件同时发布",
    "GONGKAI_FILING_ACCEPT_DAYS": "报表报出后公开办几个工作日内核收或退回（本地规定）",
    "GONGKAI_FILING_LIST_FOR_ALL": "报送单位能否看到本期全部单位的报送情况（只有名称和进度，没有数据）",
    "GONGKAI_FILING_LIST_PUBLIC": "门户上是否公布各期报送情况",
    "GONGKAI_FILING_MEND_DAYS": "退回或更正的报表几个工作日内重报（本地规定）",
    "GONGKAI_FILING_URGE_EVERY": "逾期未报的，每隔几个工作日催报一次",
    "GONGKAI_GAZETTE_DAYS": "规范性文件发布后几个工作日内刊入公报",
    "GONGKAI_HOSTS": "允许的主机名，逗号分隔",
    "GONGKAI_HSTS_SECONDS": "HSTS 的有效秒数",
    "GONGKAI_IDENTITY_DAYS": "申请办结多少日后清除申请人的证件号码和证件影印件（统计数字不变）。由本地规定，默认三年",
    "GONGKAI_LEADERS": "内容检查用的领导人名单（CSV：name,title,rank,valid_from,valid_to）。不设则不检查姓名、职务和排序",
    "GONGKAI_LINK_CHECK": "是否逐个打开已公开信息里的外部链接，看是否还在。不能访问外网的机器设 `0`",
    "GONGKAI_LOG_LEVEL": "日志级别：`DEBUG`、`INFO`、`WARNING`、`ERROR`",
    "GONGKAI_PASSWORD_LENGTH": "口令的最短长度（个字符）",
    "GONGKAI_REGION": "本级行政区划代码，工作日历按它取",
    "GONGKAI_REQUESTS_PER_HOUR": "同一网络地址一小时内可以在网上提交几份申请",
    "GONGKAI_REQUEST_IDENTITY_COPY": "网上申请是否须上传身份证明的影印件（条例第二十九条）。由本地规定，`0` 为不须",
    "GONGKAI_REQUEST_UPLOAD_MB": "网上申请单个附件的上限（MB）",
    "GONGKAI_SECRET_KEY": "签名密钥。不设时自动生成，存于数据目录的 `secret_key`",
    "GONGKAI_SESSION_SECONDS": "工作台登录的有效秒数",
    "GONGKAI_SIGN_IN_COOLOFF_HOURS": "连续登录失败后锁定的小时数",
    "GONGKAI_SIGN_IN_TRIES": "连续登录失败多少次后锁定",
    "GONGKAI_SITE_CONTACT": "页脚的联系电话",
    "GONGKAI_SITE_DOMAIN": "网站域名（网站标识元数据）",
    "GONGKAI_SITE_HOST_UNIT": "页脚的主办单位",
    "GONGKAI_SITE_ICP": "ICP 备案号",
    "GONGKAI_SITE_ID_CODE": "政府网站标识码",
    "GONGKAI_SITE_NAME": "网站名称",
    "GONGKAI_SITE_POLICE": "公安备案号",
    "GONGKAI_TRIAL_VALIDITY_YEARS": "暂行、试行的规范性文件有效期（年，本地规定）",
    "GONGKAI_TRUSTED_PROXIES": "本系统前面有几级反向代理会写 X-Forwarded-For；`0` 表示不信任该标头",
    "GONGKAI_UPLOAD_LIMIT_MB": "单个附件的上限（MB）",
    "GONGKAI_VISITS_SECONDS": "访问次数每隔几秒写入一次（每个进程各写各的，异常中断至多少计这么久）；`0` 为不写",
    "GONGKAI_VISIT_ROBOTS": "访问者自称（User-Agent）含有这些字样的是程序，不计访问次数；只看不记",
    "GONGKAI_VALIDITY_YEARS": "没有写明有效期的规范性文件按几年计（本地规定）",
}
KINDS = {"text": "文字", "flag": "开关", "number": "整数", "words": "列表", "secret": "密文"}
COMPUTED = {
    "GONGKAI_DATABASE_URL": "数据目录中的 `gongkai.sqlite3`",
    "GONGKAI_HSTS_SECONDS": "HTTPS 时一年，否则 `0`",
    "GONGKAI_SESSION_SECONDS": "`28800`",
}
"""Defaults that are expressions, as a reader says them."""


@dataclass(frozen=True)
class Setting:
    """One name read from the environment, with the source of its default."""

    name: str
    kind: str
    default: str


def _calls(path: Path) -> Iterator[Setting]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="env"), attr=kind),
                args=[ast.Constant(value=str(name)), *rest],
            ) if kind in KINDS:
                yield Setting(name, kind, COMPUTED.get(name) or _default(name, rest))


def _default(name: str, rest: list[ast.expr]) -> str:
    if not rest:
        return "—"
    if isinstance(rest[0], ast.Constant):
        return f"`{rest[0].value!s}`"
    raise SystemExit(f"tools/settings_doc.py：{name} 的默认值是算式，请在 COMPUTED 中写明")


def read_settings() -> list[Setting]:
    """Every setting that a module of the product reads through `config.env`, by name."""
    found = {setting.name: setting for path in SOURCE.rglob("*.py") for setting in _calls(path)}
    return [found[name] for name in sorted(found)]


def page() -> str:
    """``docs/reference/settings.md``. Raises SystemExit when code and MEANING disagree."""
    settings = read_settings()
    names = {setting.name for setting in settings}
    if names != MEANING.keys():
        unknown, unused = sorted(names - MEANING.keys()), sorted(MEANING.keys() - names)
        raise SystemExit(f"tools/settings_doc.py：缺少说明 {unknown}；多余说明 {unused}")
    rows = [f"| `{s.name}` | {KINDS[s.kind]} | {s.default} | {MEANING[s.name]} |" for s in settings]
    return "\n".join(
        [
            "# 设置",
            "",
            "全部设置来自环境变量，一次读入（`src/gongkai/config/settings.py`）。“密文”类还可用",
            "`名称_FILE` 指向一个只有服务账户可读的文件。开关以 `1` 为开、`0` 为关。",
            "本页由 `make docs` 生成，请勿手改。",
            "",
            "| 名称 | 类型 | 默认值 | 含义 |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )
