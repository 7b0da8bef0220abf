"""How fast files are read, screened and masked, with how much memory: `python -m bench.screening_files`.

Each measurement runs in a process of its own; the files are made first and kept in a folder.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from gongkai.screening.tests.leaks import numbers
from gongkai.screening.tests.leaks.other_papers import pdf, saved

_WORDS = "澄明县人民政府办公室关于印发惠民补贴资金管理办法的通知各乡镇街道财政所村民委员会审核公示"
_PARAGRAPH = 200


def _text(source: random.Random, letters: int) -> str:
    return "".join(chr(source.randrange(0x4E00, 0x9FA5)) for _ in range(letters // 2)) + "".join(
        source.choice(_WORDS) for _ in range(letters // 2)
    )


def make_docx(path: Path, megabytes: int) -> None:
    """A Word file of about that size: paragraphs, one in fifty with an identity number."""
    source = random.Random(1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", "<Relationships/>")
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(b'<w:document xmlns:w="w"><w:body>')
            number = 0
            while path.stat().st_size < megabytes * 1_000_000:
                number += 1
                text = _text(source, _PARAGRAPH)
                if number % 50 == 0:
                    text += f"身份证号：{numbers.identity_number(number)}"
                part.write(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode())
            part.write(b"</w:body></w:document>")


def make_pdf(path: Path, pages: int) -> None:
    """Pages of 30 lines; one line in a page holds an identity number."""
    source = random.Random(2)
    contents = []
    for page in range(pages):
        lines = [_text(source, 32) for _ in range(30)]
        lines[7] = f"身份证号：{numbers.identity_number(page)}"
        contents.append(
            "".join(
                f"BT /F1 14 Tf 1 0 0 1 60 {780 - 24 * n} Tm <{line.encode('utf-16-be').hex()}> Tj ET\n"
                for n, line in enumerate(lines)
            )
        )
    path.write_bytes(saved(pdf(*contents)))


def make_xlsx(path: Path, rows: int) -> None:
    """A list of persons, seven columns, numbers as text."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    sheet.append(["序号", "姓名", "身份证号", "手机", "一卡通账号", "村", "金额"])
    for row in range(rows):
        identity = numbers.identity_number(row, f"19{50 + row % 50}0307")
        card = numbers.bank_card(row)
        sheet.append([row, "某甲", identity, numbers.mobile(row), card, "和平村", 120.5])
    book.save(path)


def _measure(deed: str, path: Path) -> None:
    """Run in the child: the deed, its seconds and the memory of the process."""
    from gongkai.screening.engine import Engine
    from gongkai.screening.files import read_passages
    from gongkai.screening.masking import mask_file
    from gongkai.screening.reading import screen_file
    from gongkai.screening.rules.sets import personal_data_rules

    engine = Engine(personal_data_rules() if deed == "脱敏" else None)
    begin, busy = time.perf_counter(), time.process_time()
    if deed == "读":
        count = sum(1 for _ in read_passages(path))
    elif deed == "查":
        count = len(screen_file(engine, path))
    else:
        count = len(mask_file(path, engine=engine).places)
    seconds, busy = time.perf_counter() - begin, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{deed}\t{count}\t{busy:.1f}\t{seconds:.1f}\t{memory}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "docx，10 MB": (Path(folder, "a.docx"), lambda path: make_docx(path, 10)),
            "pdf，200 页": (Path(folder, "a.pdf"), lambda path: make_pdf(path, 200)),
            "xlsx，50,000 行": (Path(folder, "a.xlsx"), lambda path: make_xlsx(path, 50_000)),
        }
        print(
            "| 文件 | 大小（MB） | 做什么 | 处 | 处理器秒 | 墙上秒 | 内存峰值（MB） |\n|---|---|---|---|---|---|---|"
        )
        for name, (path, make) in files.items():
            make(path)
            size = path.stat().st_size / 1_000_000
            for deed in ("读", "查", "脱敏"):
                command = [sys.executable, "-m", "bench.screening_files", deed, str(path)]
                answer = subprocess.run(command, capture_output=True, text=True, check=False)
                cells = answer.stdout.strip() or answer.stderr.strip().splitlines()[-1]
                print(f"| {name} | {size:.1f} | " + cells.replace("\t", " | ") + " |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _measure(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
