"""Word lists for stand-ins: common names by script, towns, streets and companies of fiction.

Eleven given names of each gender and seventeen family names per script: together they run through all 187 pairs
(see ``people``), which is more people than one conversation holds.
"""

from __future__ import annotations

from typing import Final

__all__ = ["COMPANIES", "GIVEN", "MASCULINE", "NAMES", "PLACES", "STREETS"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GIVEN: Final = 11
"""Given names per gender and script."""

NAMES: Final = {
    "LATIN": (
        _words("Emma Clara Laura Julia Nina Alice Helen Sophie Irene Diana Carla"),
        _words("Oliver Martin David Simon Victor Adrian Robert Felix Daniel Paul Leon"),
        _words(
            "Miller Keller Turner Bennett Lang Foster Hayes Porter Walsh Berg Novak Rossi Moreau Silva Jensen "
            "Marsh Cole"
        ),
    ),
    "CYRILLIC": (
        _words("Анна Мария Елена Ольга Ирина Наталья Татьяна Юлия Вера Дарья Софья"),
        _words("Иван Алексей Сергей Дмитрий Андрей Михаил Николай Павел Виктор Максим Олег"),
        _words(
            "Орленко Гончар Шевчук Бойко Ковач Лысенко Мельник Ткач Кравец Руденко Савчук Черных Седых Дубко "
            "Белых Литвин Кушнир"
        ),
    ),
    "GREEK": (
        _words("Μαρία Ελένη Άννα Σοφία Κατερίνα Ειρήνη Δέσποινα Χριστίνα Αγγελική Ζωή Φωτεινή"),
        _words("Γιώργος Νίκος Γιάννης Δημήτρης Κώστας Πέτρος Ανδρέας Μιχάλης Σπύρος Θανάσης Στέλιος"),
        _words(
            "Αλεξίου Βασιλείου Γεωργίου Δημητρίου Ευθυμίου Ζαχαρίου Θεοδώρου Ιωάννου Κωνσταντίνου Λαμπρου "
            "Μιχαήλ Νικολάου Οικονόμου Παύλου Στεφάνου Φιλίππου Χρήστου"
        ),
    ),
    "CJK": (
        _words("芳 秀英 敏 静 丽 娟 艳 霞 玲 婷 雪"),
        _words("伟 强 磊 军 勇 杰 涛 明 超 刚 平"),
        _words("陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 郑"),
    ),
    "HANGUL": (
        _words("서연 지우 민서 하은 수빈 지민 예은 채원 다은 은지 유진"),
        _words("민준 서준 도윤 예준 시우 주원 하준 지호 준서 건우 현우"),
        _words("박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 전"),
    ),
    "ARABIC": (
        _words("فاطمة مريم عائشة زينب سارة ليلى نور هدى سلمى رنا دينا"),
        _words("أحمد محمد علي حسن عمر خالد يوسف إبراهيم سامي كريم طارق"),
        _words(
            "الحسن السيد الخطيب النجار الحداد العلي المصري الشامي الصالح القاضي الزين الفارس العمري الجندي "
            "الراوي الخوري التميمي"
        ),
    ),
    "HEBREW": (
        _words("נועה תמר מאיה יעל שירה אביגיל מיכל רוני ליאור דנה הילה"),
        _words("דוד יוסף אריאל איתן נועם אורי עומר יונתן דניאל גיל רועי"),
        _words("כהן לוי מזרחי פרץ ביטון דהן אברהם פרידמן אזולאי כץ דוד עמר יוסף חדד גבאי אדרי שפירא"),
    ),
    "DEVANAGARI": (
        _words("प्रिया अंजलि पूजा नेहा सुनीता कविता रेखा मीना सीमा गीता राधा"),
        _words("राहुल अमित विजय सुरेश रमेश अजय संजय मनोज दीपक राजेश अनिल"),
        _words("शर्मा वर्मा गुप्ता सिंह मिश्रा यादव जोशी पटेल मेहता चौधरी त्रिपाठी पांडे सक्सेना अग्रवाल कपूर मल्होत्रा नायर"),
    ),
}
"""Script, as Unicode names it -> feminine given names, masculine given names, family names."""

MASCULINE: Final = frozenset(
    _words(
        "luca nikita andrea joshua sasha kolya ilya garry harry henry joe george pierre mike steve jesse "
        "jose mustafa kane lee dave luke jake blake bruce wayne kyle cole duane eugene lawrence maurice "
        "antoine philippe uwe arne"
    )
)
"""Masculine given names that end as feminine ones do."""

COMPANIES: Final = _words(
    "Northwind Contoso Fabrikam Tailspin Litware Adatum Proseware Wingtip Woodgrove Lucerne Trey "
    "Graphic Consolidated Margie Humongous Coho Alpine"
)

STREETS: Final = _words("Maple Oak Cedar Birch Willow Juniper Hazel Poplar Alder Linden Chestnut")

PLACES: Final = _words(
    "Ashford Millbrook Fairview Riverton Lakeside Westbury Norwood Eastfield Greenhill Stonebridge "
    "Brookdale Oakmont Hillcrest Clearwater Redfern Elmwood Marlow"
)
