"""Comparing words across scripts: traditional → simplified, full-width → half-width.

`fold` keeps every position, so what is found in the folded text can be cut from the original. Only
characters that our labels and patterns use are folded; a test holds the table against opencc.
"""

import re

_TRADITIONAL = (
    "並佈併來侷係們備傳僑兒內兩冊別刪則劃動務勞匯區協厤員問啓啟單噹嚮國圍園圖團埰執報場夾婦學"
    "寀實審寫專對導層屬幷廢廣廳彆彔彙後復徵態戶拚掃採揮擊據敎數於時曆曏書會枱條業構標樣機檢檯"
    "欄權歷氣決沒況減準滙濟瀏災為無爲狀現環產産當發監眞碼礙種稱節範簡簽籤糰糾紀級細終組結統經"
    "綜網緊編緻縣總織繫繼續聞聯聲脩臺與舘蒐處號衛衞袷製複覈見規視覽訂計記訪設註詞詢話該認語說"
    "説請諮講識議護讀財貧責貿資質賬載輯轉辦辭農迴遊過適選郵鄉醫銀錄錯録錶鍵鎭鎮鏈長門閉開間閤"
    "閱閲關隊電韆頁頂項預頒領頭題類颱館體髮麪麫麵點黨齣"
)
_SIMPLIFIED = (
    "并布并来局系们备传侨儿内两册别删则划动务劳汇区协历员问启启单当向国围园图团采执报场夹妇学"
    "采实审写专对导层属并废广厅别录汇后复征态户拼扫采挥击据教数于时历向书会台条业构标样机检台"
    "栏权历气决没况减准汇济浏灾为无为状现环产产当发监真码碍种称节范简签签团纠纪级细终组结统经"
    "综网紧编致县总织系继续闻联声修台与馆搜处号卫卫夹制复核见规视览订计记访设注词询话该认语说"
    "说请咨讲识议护读财贫责贸资质账载辑转办辞农回游过适选邮乡医银录错录表键镇镇链长门闭开间合"
    "阅阅关队电千页顶项预颁领头题类台馆体发面面面点党出"
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009), " ")
_FOLD: dict[int, int | str] = {
    **_FULL_WIDTH,
    **_SPACES,
    **str.maketrans(_TRADITIONAL, _SIMPLIFIED),
    ord("︰"): ":",
    ord("∶"): ":",
    ord("【"): "[",
    ord("】"): "]",
    ord("〖"): "[",
    ord("〗"): "]",
}
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_PINYIN = re.compile(rf"(?<=[\u4e00-\u9fff])[（(][a-zü{_TONES}]{{0,6}}[{_TONES}][a-zü]{{0,4}}[)）]")
_NEUTRAL = re.compile(r"(?<=[\u4e00-\u9fff])[（(](?:de|le|zi|men|me|zhe|ma|ne|ba|tou)[)）]")
_BLANK = re.compile(r"[\s?？\-—–―_/\\|｜.．。·*:：\x1f]*")


def fold(text: str) -> str:
    """The same length: simplified, half-width, every kind of space as one space."""
    return text.translate(_FOLD)


def squeezed(text: str) -> str:
    """Folded and without any white space or seams."""
    return "".join(fold(text).replace("\x1f", "").split())


def is_blank(value: str) -> bool:
    """Whether a value is only filling: spaces, dashes, slashes, question marks. 无 is a value."""
    return _BLANK.fullmatch(value) is not None


def without_pinyin(text: str) -> str:
    """The text without reading aids: 服務(wù) → 服務. Text without tone marks is left alone."""
    if "(" not in text and "（" not in text:
        return text
    bare, count = _PINYIN.subn("", text)
    return _NEUTRAL.sub("", bare) if count else text
