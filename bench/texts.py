"""Generated Chinese documents and queries for benchmarks: invented, reproducible, Zipf-like.

Words are drawn by rank from everyday office words and made-up ones, half of them from the few that
are a document's own topic. That gives 0.6 different tokens for each token, as in thirty real
documents of this length (0.56 to 0.64); texts without topics (0.74) make any index look larger.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
COMMON = """的 和 在 对 为 与 等 及 要 按 由 将 实施 工作 管理 部门 单位 项目 资金 县级 人民政府 政府 信息公开 公开
通知 意见 办法 方案 规定 申请 审批 服务 企业 群众 财政 财政局 预算 决算 补贴 农业 农村 乡村振兴 教育 学校 医疗 卫生 医保
社保 养老 就业 住房 建设 工程 招标 采购 环境 保护 生态 水利 交通 公路 安全生产 应急 预案 消防 食品 药品 市场监管 执法 处罚
许可 许可证 税收 减税 降费 土地 征收 规划 林业 防汛 抗旱 地震 气象 统计 审计 监察 人事 任免 招聘 考试 公示 结果 名单
标准 指南 流程 材料 时限 责任 责任人 监督 检查 考核 评价 报告 年度 季度 计划 总结 会议 领导小组 办公室 联系电话 附件
乡镇 街道 社区 村民委员会 居民 低保 救助 残疾人 妇女 儿童 退役军人 文化 旅游 体育 科技 创新 数字 数据 平台 系统 网站
投诉 举报 咨询 热线 回应 解读 政策 条例 法律 法规 规范性文件 行政 行政许可 行政处罚 行政复议 诉讼 依法 依据 程序 决定
加强 推进 落实 完善 提高 促进 保障 组织 开展 负责 制定 印发 执行 调整 优化 改革 试点 示范 支持 鼓励 引导 严格 进一步
认真 切实 全面 有效 及时 各级 有关 相关 本县 全县 各乡镇 各部门 以下 以上 不得 应当 可以 根据 按照 通过 关于 其中 以及
产业 园区 投资 招商 营商环境 贷款 金融 银行 保险 价格 粮食 储备 能源 电力 燃气 供水 污水 垃圾 分类 道路 桥梁 停车 公交""".split()  # noqa: SIM905
CHARS = (
    "人大上国中地方年月日时分会议定制度法律行政公开信息务部门局县市乡镇村民生产业经济发展建设管理"
    "安全环境水土林田路桥房屋学校医院药品食物价格税费收支预算审计监督检查考核评比标准技术科教文体"
    "旅游交通运输电力气象应急防灾救助养老幼残疾军属就业创新金融银行保险投资贸易市场企业工商农牧渔"
    "东西南北山河湖海金木火石花草红蓝黄白高长宽新老前后左右内外清明平安和顺兴旺丰泰吉祥永福德仁义"
)
UNITS = [str(number) for number in range(1, 61)]
SECTIONS = [str(number) for number in range(1, 121)]
THEMES = [f"主题{number}" for number in range(1, 23)]
VALIDITY = ["valid", "valid", "valid", "lapsed", "repealed"]
KINDS = ["通知", "意见", "公告", "办法", "报告", "其他"]
MARKS = "，，，，，。。。；、、：（）"


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """One generated record; ``body`` has about 1,500 characters."""

    id: int
    title: str
    body: str
    number: str
    published_at: datetime
    filters: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _lexicon() -> tuple[list[str], list[float]]:
    chance = random.Random(7)
    words = list(COMMON)
    for _ in range(6000):
        length = chance.choice((2, 2, 2, 3, 4))
        words.append("".join(chance.choices(CHARS, k=length)))
    return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))


NEWEST = datetime(2026, 6, 30, 9, tzinfo=SHANGHAI)


def document(number: int) -> MadeDocument:
    """The record with this id, always the same one."""
    words, weights = _lexicon()
    chance = random.Random(7_000_021 + number)
    title = "关于" + "".join(chance.choices(words[12:], k=5)) + "的" + chance.choice(KINDS)
    published = NEWEST - timedelta(minutes=chance.randrange(60 * 24 * 365 * 10))
    return MadeDocument(
        id=number,
        title=title,
        body=_body(chance, words, weights, chance.randrange(200, 2100)),
        number=f"澄政办发〔{published.year}〕{number % 997 + 1}号",
        published_at=published,
        filters={
            "unit": (chance.choice(UNITS),),
            "section": (chance.choice(SECTIONS),),
            "theme": (chance.choice(THEMES),),
            "year": (str(published.year),),
            "validity": (chance.choice(VALIDITY),),
            "kind": (chance.choice(KINDS),),
        },
    )


def documents(count: int, *, start: int = 1) -> Iterator[MadeDocument]:
    """*count* records with ids from *start*."""
    return map(document, range(start, start + count))


def _body(chance: random.Random, words: list[str], weights: list[float], length: int) -> str:
    parts: list[str] = []
    size = 0
    topic = chance.choices(words, cum_weights=weights, k=45) + chance.sample(words, 30)
    for nth in range(length):
        own = chance.random() < 0.5
        word = chance.choice(topic) if own else chance.choices(words, cum_weights=weights)[0]
        parts.append(word)
        size += len(word)
        if nth % 4 == 3:
            mark = chance.choice(MARKS)
            parts.append(mark + ("\n\n" if mark == "。" and nth % 16 == 15 else ""))
        if nth % 23 == 22:
            parts.append(f"{chance.randrange(2015, 2027)}年{chance.randrange(1, 13)}月")
        if size >= length:
            break
    return "".join(parts)


def queries(count: int, *, seed: int = 11) -> list[tuple[str, dict[str, tuple[str, ...]], str]]:
    """*count* of (text, filters, sort): the fixed mix of design §6.

    Half single words, then two words, phrases of neighbouring words, 文号, and date order
    with a filter.
    """
    chance = random.Random(seed)
    words, weights = _lexicon()
    several = [word for word in words if len(word) > 1]
    made: list[tuple[str, dict[str, tuple[str, ...]], str]] = []
    for nth in range(count):
        word, other = chance.choice(several[:3000]), chance.choice(several[:400])
        common = chance.choices(words, cum_weights=weights, k=1)[0]
        kind = nth % 10
        if kind < 4:
            made.append((word, {}, "relevance"))
        elif kind == 4:
            made.append((common if len(common) > 1 else other, {}, "relevance"))
        elif kind in {5, 6}:
            made.append((f"{word} {other}", {}, "relevance"))
        elif kind == 7:
            made.append((f'"{other}{word}"', {}, "relevance"))
        elif kind == 8:
            number = chance.randrange(1, 997)
            made.append((f"澄政办发〔{chance.randrange(2017, 2027)}〕{number}号", {}, "relevance"))
        else:
            made.append((other, {"unit": (chance.choice(UNITS),)}, "date"))
    return made
