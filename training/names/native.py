"""People of other scripts beyond what lists of names hold: put together as their cultures do.

Surnames of two characters, names written with a space, patronymics, initials, and names that are everyday words, with
the sentences in which the same words name nobody.
"""

from __future__ import annotations

import random
from typing import Final

__all__ = ["everyday", "native_name", "native_wordplay"]

_ZH_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜米柯项欧阳"
_ZH_DOUBLE: Final = "欧阳 司徒 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 端木 南宫 独孤".split()
_ZH_GIVEN: Final = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文云志建华国庆春梅雪晴雨晨阳子涵宇轩浩然梓萱欣怡诗琪思佳俊熙嘉懿烨磊晟睿博柏年亮灵瑶璐婷倩琳珊莹雯慧颖悦彤曦沐一诺可馨语嫣若溪来米谷秋冬夏安宁远航鹏飞翔宏达成龙凤玉珍珠"
_ZH_WORDS: Final = "高兴 白云 平安 青山 天明 雨晴 春花 秋月 向阳 安静 文静 长江 黄河 晨光 星辰 明月 如意".split()
_JA_PARTS: Final = "山川田中村林森木石原島崎橋口井上野藤佐高松本小大西東北南内谷沢岡坂宮浜河平水金清吉福永長安新前古和関横土黒白青赤竹菊桜梅柳杉榎栗桑荒荻菅鈴熊鷲鶴亀鵜八三五千百久保"
_JA_RARE: Final = (
    "小鳥遊 五十嵐 御手洗 月見里 東海林 勅使河原 一尺八寸 服部 長谷部 美作 安曇 朝比奈 九十九 佐伯 犬飼 雲雀".split()
)
_JA_GIVEN: Final = "美 子 一 太 郎 恵 香 里 奈 介 人 也 樹 翔 陽 葵 結 菜 愛 莉 優 斗 蓮 悠 真 由 紀 智 和 明 弘 隆 雄 鈴 雷 百 合 咲 凛 海 空 光 翼".split()
_JA_KANA: Final = "さくら ひなた あおい はるか みずき つばさ ほのか すみれ かえで ケンタ ユリ アキラ タカシ ツムギ なおみ ゆうこ いぶき ひかり".split()
_JA_LOAN: Final = "サントス キム チャン スミス ガルシア ロドリゲス ワン シルバ アリ".split()
_JA_WORDS: Final = "さくら ひかり 翼 葵 光 空 海 桜 楓 希望 愛 蓮 陽 雪 星 風".split()
_KO_SURNAMES: Final = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진나엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국빈봄"
_KO_DOUBLE: Final = "남궁 선우 황보 제갈 사공 서문 독고 동방".split()
_KO_GIVEN: Final = "민 서 지 현 준 영 수 진 은 혜 정 미 경 숙 희 자 순 옥 철 호 성 훈 재 우 동 석 태 윤 하 예 린 아 채 원 도 연 주 다 솜 가 온 나 래 슬 기 한 별 빛 찬".split()
_KO_WORDS: Final = "바다 다솜 가온 보람 슬기 아름 이슬 사랑 빛나 한별 샛별 소리 가을 겨울 새벽 우리 미르".split()
_RU_STEMS: Final = "Ковал Бондар Шевч Соловь Воробь Карп Лебед Зайц Орл Бел Черн Крас Дубров Озер Полян Кузнец Мельник Рыбак Гончар Ткач Скворц Журавл Голуб Сорок Тихомир Благовещен Преображен".split()
_RU_ENDINGS: Final = "ов ев ин ский енко ук чук ян дзе швили ич ко ых".split()
_RU_FATHERS: Final = (
    "Иванович Петрович Сергеевич Ашотович Юрьевич Ильдарович Олегович Тимурович Львович Аркадьевич Ибрагимович".split()
)
_RU_MOTHERS: Final = (
    "Маратовна Ивановна Петровна Ашотовна Юрьевна Ильдаровна Олеговна Тимуровна Львовна Аркадьевна Ибрагимовна".split()
)
_RU_WORDS: Final = "Лев Лилия Слава Марина Светлана Радость Мир Май Ася Снежана Милена Димон Ленок Санёк Катюша".split()
_EL_WORDS: Final = "Ελπίδα Ειρήνη Αγάπη Χαρά Ζωή Σοφία Νίκη Ευτυχία Ανθή Τριανταφυλλιά Κρίνα Λεμονιά Αστέρης Ήλιος Άγγελος Σταύρος Πέτρος Ουρανία Θάλασσα Αυγή".split()
_AR_WORDS: Final = (
    "نور فرح سلام ورد قمر شمس ربيع صابر جميل حسن بدر نجم عادل حياة إيمان رحمة دعاء صفاء جود تالا غيث".split()
)
_HI_WORDS: Final = "ज्योति चाँद शांति प्रकाश विजय आनंद प्रेम दया करुणा रोशनी तारा सागर ज़ोया सावित्री उजाला दीपक कमल गुलाब बादल वर्षा सपना ममता सुमन पुष्पा विकास संतोष".split()
_WORDS: Final = {"zh": _ZH_WORDS, "ja": _JA_WORDS, "ko": _KO_WORDS, "ru": _RU_WORDS, "el": _EL_WORDS, "ar": _AR_WORDS, "hi": _HI_WORDS}  # fmt: skip

PLAY: Final = {
    "zh": "用{0}和{1}写一首诗|“{0}”是什么意思|{0}的近义词|给小学三年级讲讲{0}|解释一下{0}和{1}的区别|{0}的同义词有哪些|用{0}造三个句子，水平不要太高",
    "ja": "「{0}」の意味を教えて|{0}と{1}を使って文を作って|{0}についての俳句|{0}の類義語は？|{0}と{1}の違い",
    "ko": "‘{0}’은 무슨 뜻이야?|{0}, {1}(으)로 문장 만들어 줘|{0}에 대한 시 써 줘|{0}의 비슷한말|{0}와 {1}의 차이",
    "ru": "что значит слово {0}|синоним к слову {0}|составь предложения со словами {0} и {1}|стихотворение про {0} и {1}",
    "el": "τι σημαίνει η λέξη {0}|συνώνυμο του {0}|φτιάξε προτάσεις με {0} και {1}|ένα ποίημα για {0} και {1}|διαφορά {0} και {1}",
    "ar": "ما معنى كلمة {0}|مرادف {0}|اكتب جملا بكلمات {0} و{1} و{2}|قصيدة عن {0} و{1}|ما الفرق بين {0} و{1}",
    "hi": "{0} का मतलब क्या है|{0} से वाक्य बनाओ|{0} और {1} पर कविता|{0} का विलोम|{0} और {1} में अंतर",
}  # fmt: skip
_NEUTRAL: Final = {
    "zh": "学习 时间 水平 苹果 经济 历史 春天 数学 城市 朋友".split(), "ja": "時間 学校 経済 歴史 春 数学 友達 水 都市 りんご".split(), "ko": "시간 학교 경제 역사 봄 수학 친구 물 도시 사과".split(),
    "ru": "время школа экономика история весна дружба вода город яблоко совесть".split(), "el": "χρόνος σχολείο οικονομία ιστορία άνοιξη φιλία νερό πόλη μήλο".split(),
    "ar": "الوقت المدرسة الاقتصاد التاريخ الربيع الصداقة الماء المدينة التفاح".split(), "hi": "समय विद्यालय अर्थव्यवस्था इतिहास वसंत मित्रता पानी शहर सेब जीवन".split(),
}  # fmt: skip


def native_name(culture: str, gender: str, rng: random.Random) -> tuple[str, str, str] | None:
    """First name, what stands between, and surname; None for cultures of which nothing is known here."""
    if culture == "zh":
        last = rng.choice(_ZH_DOUBLE) if rng.random() < 0.15 else rng.choice(_ZH_SURNAMES)
        first = "".join(rng.choices(_ZH_GIVEN, k=rng.choice([1, 2, 2])))
        return first, "", last
    if culture == "ja":
        roll = rng.random()
        parts = "".join(rng.sample(_JA_PARTS, 2))
        last = rng.choice(_JA_RARE) if roll < 0.2 else rng.choice(_JA_LOAN) if roll < 0.3 else parts
        first = rng.choice(_JA_KANA) if rng.random() < 0.3 else "".join(rng.choices(_JA_GIVEN, k=rng.choice([1, 2, 2])))
        return first, rng.choice(["", "", " ", " ", "\u3000", "・" if last in _JA_LOAN else " "]), last
    if culture == "ko":
        last = rng.choice(_KO_DOUBLE) if rng.random() < 0.12 else rng.choice(_KO_SURNAMES)
        first = rng.choice(_KO_WORDS) if rng.random() < 0.2 else "".join(rng.choices(_KO_GIVEN, k=2))
        return first, rng.choice(["", "", "", " "]), last
    if culture == "ru":
        last = rng.choice(_RU_STEMS) + rng.choice(_RU_ENDINGS)
        female = gender == "F" and last.endswith(("ов", "ев", "ин"))
        return "", rng.choice(_RU_MOTHERS if gender == "F" else _RU_FATHERS), last + ("а" if female else "")
    return None


def everyday(culture: str, rng: random.Random) -> str | None:
    """A name that is a word."""
    return rng.choice(_WORDS[culture]) if culture in _WORDS else None


def native_wordplay(rng: random.Random) -> str:
    """A request about words that may be names: here they name nobody."""
    lang = rng.choice(list(PLAY))
    words = rng.sample(_WORDS[lang] + 2 * _NEUTRAL[lang], 3)
    if lang == "ru":
        words = [word.lower() for word in words]
    return rng.choice(PLAY[lang].split("|")).format(*words)
