"""``python -m bench.screening``: speed of screening, beside one bare pass of a pattern matcher.

Both run over the same notices in the same process, in turns; the ratio is what counts, since
machines and their load differ. Prints one Markdown table.
"""

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path

import ahocorasick_rs as ahocorasick

from gongkai.screening.engine import Engine
from gongkai.screening.tests.planted.made import all_made

MEGABYTE = 1_000_000
TURNS = 5


def notices(size: int) -> str:
    """Planted notices mixed with clean prose, *size* megabytes of UTF-8; the same every time."""
    dice = random.Random(7)
    cases = [case.text for case in all_made() if case.file == "a.txt"]
    prose = (
        "为深入贯彻落实党中央、国务院关于全面推进基层政务公开标准化规范化工作的决策部署，结合我县实际，现就有关事项通知如下。"
        "各乡镇人民政府、县直各部门要按照决策公开、执行公开、管理公开、服务公开和结果公开的要求，健全工作机制，明确责任分工，"
        "于2026年12月底前完成本领域目录编制，并将落实情况报县政务公开办公室。"
    )
    parts: list[str] = []
    total = 0
    while total < size * MEGABYTE:
        part = dice.choice(cases) if dice.random() < 0.05 else prose * dice.randint(1, 6)
        parts.append(part)
        total += len(part.encode())
    return "\n".join(parts)


def best(deed: Callable[[], object]) -> float:
    """The fastest of some turns, in seconds."""
    fastest = float("inf")
    for _ in range(TURNS):
        begun = time.perf_counter()
        deed()
        fastest = min(fastest, time.perf_counter() - begun)
    return fastest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=8, help="兆字节")
    parser.add_argument(
        "--files", nargs="*", type=Path, default=[], help="改用这些文本文件，重复到所需大小"
    )
    options = parser.parse_args()
    text = notices(options.size)
    if options.files:
        read = "\n".join(path.read_text("utf-8") for path in options.files)
        text = read * max(1, options.size * MEGABYTE // len(read.encode()))
    size = len(text.encode()) / MEGABYTE
    engine = Engine()
    words = sorted({word for rule in engine.rules for word in rule.cues})
    bare = ahocorasick.AhoCorasick(words, implementation=ahocorasick.Implementation.DFA)
    one = best(lambda: bare.find_matches_as_indexes(text, overlapping=True))
    all_rules = best(lambda: engine.screen_text(text))
    findings = len(engine.screen_text(text))
    print("| 文字 | 规则的词 | 结果 | 裸匹配器一遍 | 全部规则 | 倍数 |\n|---|---|---|---|---|---|")
    print(
        f"| {size:.1f} MB | {len(words)} | {findings} 处 | {size / one:.0f} MB/s"
        f" | {size / all_rules:.1f} MB/s | {all_rules / one:.2f} |"
    )


if __name__ == "__main__":
    main()
