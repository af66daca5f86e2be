"""Sentences, forms and tables in the languages of the second expert, as templates: the few written ones are too few.

Russian and Greek names decline: a person slot may carry a case (`.gen`, `.dat`, `.acc`, `.ins`).
"""

from __future__ import annotations

import random
import re
from typing import Final

from training.names.frames_latin import LATIN_FRAMES
from training.names.frames_more import MORE_FRAMES
from training.names.templates import Template

__all__ = ["FRAMES", "frame"]

_P: Final = ("{{PERSON}}", "{{PERSON}}", "{{PERSON.first}}", "{{PERSON.title_last}}", "{{PERSON.last}}")
_LATIN: Final = (
    "{{PERSON}}",
    "{{PERSON}}",
    "{{PERSON.first}}",
    "{{PERSON.first}}",
    "{{PERSON.title_last}}",
    "{{PERSON.last}}",
)
_LATIN_LOWER: Final = (*_LATIN, "{{PERSON.lower}}", "{{PERSON.nick}}", "{{PERSON.first}}")
_SHORT_SURNAMES: Final = ("ko", "zh")  # one syllable, hardly ever alone

FRAMES: Final[dict[str, list[str]]] = {
    "ru": [
        "напиши письмо для P.dat про просроченный счёт", "P не отвечает на письма, что делать?", "Составь характеристику на P.acc, {{JOB_TITLE}}, работает у нас с {{DATE}}.", "поздравь P.acc с днём рождения, коротко и смешно",
        "Добрый день! Меня зовут P, мой телефон {{PHONE}}, адрес {{ADDRESS}}. Когда доставка?", "Пациент: P, {{AGE}} лет, диагноз {{DIAGNOSIS}}", "ФИО: P\nДата рождения: {{DATE_OF_BIRTH}}\nПаспорт: {{PASSPORT}}\nАдрес: {{ADDRESS}}",
        "P и P были на встрече, P опоздал", "Заказ {{ORDER_ID}} на имя P, город {{LOCATION}}", "перевод для P.gen на сумму {{MONEY}}", "Сотрудник P (таб. № {{EMPLOYEE_ID}}) переведён в {{LOCATION}}", "мой начальник P достал, как уволиться?",
        "Ответь клиенту: «Здравствуйте, P, ваш возврат оформлен»", "С уважением,\nP\n{{ORG}}", "передай P.dat, что я заболела", "вчера с P.ins ездили в {{LOCATION}}", "дочь P.gen учится в {{ORG.school}}", "кому: P, {{ADDRESS}}", "звонила P из {{ORG}}, просила перезвонить {{PHONE}}",
        "Директор: P. Бухгалтер: P.", "имя,город,телефон\nP,{{LOCATION}},{{PHONE}}\nP,{{LOCATION}},{{PHONE}}", "P: привет\nP: ты где?", "у P.gen {{DIAGNOSIS}}, принимает {{MEDICATION}}", "договор с P.ins от {{DATE}}", '{"имя": "P", "город": "{{LOCATION}}"}', "я P, мне {{AGE}}", "истец P обратился в суд, дело {{CASE_NUMBER}}", "дякую, P! зустріч о 10", "Шановний P, надсилаємо рахунок", "поздравления от P.gen и P.gen",
        "Объясни теорию относительности", "как сварить борщ", "напиши функцию на питоне", "что такое ипотека", "почему небо голубое?", "Расскажи о войне и мире", "столица Франции?", "как отменить подписку", "переведи на английский: доброе утро", "составь план тренировок", "исправь ошибки в тексте: я пошол домой", "какие документы нужны для визы",
    ],
    "el": [
        "γράψε ένα email στον P.acc για το τιμολόγιο", "Ο P δεν απαντά, τι να κάνω;", "Ονοματεπώνυμο: P\nΔιεύθυνση: {{ADDRESS}}\nΤηλ: {{PHONE}}", "ο ασθενής P, {{AGE}} ετών, με {{DIAGNOSIS}}", "η P από την {{ORG}} ζήτησε προσφορά", "Με εκτίμηση,\nP", "με λένε P και μένω στην {{LOCATION}}",
        "χρόνια πολλά στη P.acc με αστείο τρόπο", "η παραγγελία {{ORDER_ID}} του P.gen καθυστερεί", "συνάντηση με P, P και P στις 10", "Αγαπητέ P, ευχαριστούμε", "ο κ. P έστειλε {{MONEY}}", "όνομα,πόλη\nP,{{LOCATION}}\nP,{{LOCATION}}", "P: γεια\nP: πού είσαι;", "η κόρη της P.gen πάει στο {{ORG.school}}", "γεννήθηκε {{DATE_OF_BIRTH}}, P", "η σύμβαση με τον P.acc λήγει {{DATE}}", "ΑΦΜ {{NATIONAL_ID}}, P", "πες στην P.acc να με πάρει στο {{PHONE}}", "υπάλληλος P, κωδικός {{EMPLOYEE_ID}}", "ο P παίρνει {{MEDICATION}}", "υπόθεση {{CASE_NUMBER}}: ο ενάγων P", "ο γείτονάς μου ο P κάνει φασαρία", "βοήθησέ με να απαντήσω στον P.acc",
        "εξήγησε τη φωτοσύνθεση", "πώς φτιάχνω μουσακά;", "γράψε κώδικα python", "ποια είναι η πρωτεύουσα της Γαλλίας;", "μετάφρασε: καλημέρα", "τι είναι το ΦΠΑ;", "πρόγραμμα γυμναστικής για αρχάριους", "διόρθωσε το κείμενο",
    ],
    "ar": [
        "اكتب رسالة إلى P بخصوص الفاتورة", "P لا يرد على رسائلي، ماذا أفعل؟", "الاسم: P\nالعنوان: {{ADDRESS}}\nالهاتف: {{PHONE}}", "المريض P، العمر {{AGE}} سنة، التشخيص {{DIAGNOSIS}}", "اتصلت P من {{ORG}} وطلبت عرض سعر", "مع التحية،\nP", "اسمي P وأسكن في {{LOCATION}}", "اكتب تهنئة عيد ميلاد لصديقي P", "الطلب {{ORDER_ID}} باسم P لم يصل", "اجتماع مع P و P و P يوم الأحد", "عزيزي P، شكرا لك", "حوّل {{MONEY}} إلى P", "الاسم,المدينة\nP,{{LOCATION}}\nP,{{LOCATION}}", "P: مرحبا\nP: وين انت؟", "ابنة P تدرس في {{ORG.school}}", "تاريخ الميلاد {{DATE_OF_BIRTH}} الاسم P", "العقد مع P ينتهي في {{DATE}}", "رقم الهوية {{NATIONAL_ID}} صاحبها P", "قل لـ P أن تتصل بي على {{PHONE}}", "الموظف P رقم {{EMPLOYEE_ID}}", "P يتناول {{MEDICATION}} منذ شهر", "القضية {{CASE_NUMBER}} المدعي P", "جاري P مزعج جدا", "ساعدني في الرد على P", "سافر P مع P إلى {{LOCATION}}", "انا P عمري {{AGE}}", "لخص كلام المدير P في ثلاث نقاط", "خطاب توصية للطالبة P", "مديري P رفض الاجازة", "استلم P الطرد في {{ADDRESS}}",
        "اشرح لي نظرية النسبية", "كيف أطبخ الكبسة؟", "اكتب دالة بايثون", "ما هي عاصمة فرنسا؟", "ترجم إلى الإنجليزية: صباح الخير", "ما هو التضخم؟", "خطة تمارين للمبتدئين", "صحح النص التالي", "اكتب قصة قصيرة عن البحر", "افضل طريقة لتعلم البرمجة",
    ],
    "hi": [
        "P को बकाया बिल के बारे में ईमेल लिखो", "P जवाब नहीं दे रहा, क्या करूँ?", "नाम: P\nपता: {{ADDRESS}}\nफोन: {{PHONE}}", "मरीज़ P, उम्र {{AGE}} साल, {{DIAGNOSIS}}", "{{ORG}} से P का फोन आया था", "सादर,\nP", "मेरा नाम P है और मैं {{LOCATION}} में रहता हूँ", "मेरी बहन P के जन्मदिन पर कविता लिखो", "ऑर्डर {{ORDER_ID}} P के नाम से है", "P और P मीटिंग में थे, P नहीं आया", "प्रिय P, धन्यवाद", "P को {{MONEY}} भेज दो", "नाम,शहर\nP,{{LOCATION}}\nP,{{LOCATION}}", "P: नमस्ते\nP: कहाँ हो?", "P की बेटी {{ORG.school}} में पढ़ती है", "जन्म तिथि {{DATE_OF_BIRTH}}, P", "P के साथ अनुबंध {{DATE}} को खत्म होगा", "आधार {{NATIONAL_ID}} धारक P", "P से कहना {{PHONE}} पर कॉल करे", "कर्मचारी P, आईडी {{EMPLOYEE_ID}}", "P {{MEDICATION}} ले रही है", "केस {{CASE_NUMBER}} में वादी P", "मेरा पड़ोसी P बहुत शोर करता है", "P जी को जवाब लिखने में मदद करो", "P के पिता P कल {{LOCATION}} गए", "मेरे बॉस P ने छुट्टी मना कर दी", "शिक्षक P के लिए विदाई भाषण", "किरायेदार P, पता {{ADDRESS}}", "P ने P को पैसे दिए", "डॉक्टर P ने कहा कि ठीक है",
        "गुरुत्वाकर्षण समझाओ", "खीर कैसे बनाते हैं", "पायथन में फंक्शन लिखो", "भारत की राजधानी क्या है?", "अंग्रेज़ी में अनुवाद करो: सुप्रभात", "महंगाई क्या है", "व्यायाम की योजना बनाओ", "वाक्य सुधारो", "जीएसटी कैसे भरें", "छोटी कहानी लिखो",
    ],
    "ja": [
        "Pから返信がないのですがどうすればいいですか", "氏名：P\n住所：{{ADDRESS}}\n電話：{{PHONE}}", "患者P、{{AGE}}歳、{{DIAGNOSIS}}", "{{ORG}}のPです。よろしくお願いします。", "Pと申します。{{LOCATION}}に住んでいます", "友達のPの誕生日メッセージを書いて", "注文{{ORDER_ID}}はPの名前です", "出席者：P、P、P", "Pへ {{MONEY}} を振り込んで", "氏名,都市\nP,{{LOCATION}}\nP,{{LOCATION}}", "P：おつかれ\nP：今どこ？", "Pの娘は{{ORG.school}}に通っている", "生年月日 {{DATE_OF_BIRTH}} 名前 P", "Pとの契約は{{DATE}}に終わる", "社員番号{{EMPLOYEE_ID}} P", "Pは{{MEDICATION}}を飲んでいます", "事件番号{{CASE_NUMBER}} 原告P", "隣のPがうるさい", "部長のPに退職を伝えたい", "Pの推薦状を作成", "担当：P TEL {{PHONE}}", "PとPが昨日{{LOCATION}}に行った", "送り先 {{ADDRESS}} P宛", "Pが遅刻した理由をまとめて", "母のPが入院しました",
        "相対性理論を説明して", "カレーの作り方", "Pythonで関数を書いて", "フランスの首都は？", "英語に訳して：おはよう", "インフレとは何ですか", "文章を直してください", "履歴書の書き方を教えて", "税金について教えて", "短い物語を書いて",
    ],
    "ko": [
        "P에게 청구서 관련 메일 써줘", "P가 답장을 안 하는데 어떻게 하지?", "이름: P\n주소: {{ADDRESS}}\n전화: {{PHONE}}", "환자 P, {{AGE}}세, {{DIAGNOSIS}}", "{{ORG}}의 P입니다. 잘 부탁드립니다.", "제 이름은 P이고 {{LOCATION}}에 살아요", "친구 P 생일 축하 메시지 써줘", "주문 {{ORDER_ID}} 은 P 이름으로 했어요", "참석자: P, P, P", "P에게 {{MONEY}} 송금", "이름,도시\nP,{{LOCATION}}\nP,{{LOCATION}}", "P: 안녕\nP: 어디야?", "P의 딸은 {{ORG.school}}에 다닌다", "생년월일 {{DATE_OF_BIRTH}} 성명 P", "P와의 계약은 {{DATE}}에 끝난다", "사번 {{EMPLOYEE_ID}} P", "P는 {{MEDICATION}} 복용 중", "사건번호 {{CASE_NUMBER}} 원고 P", "옆집 P가 너무 시끄러워요", "팀장 P한테 퇴사한다고 말하고 싶어", "P 추천서 작성해줘", "담당자 P 연락처 {{PHONE}}", "P이랑 P가 어제 {{LOCATION}} 갔다", "받는 사람: P {{ADDRESS}}", "P 학생의 상담 기록 요약", "어머니 P께서 입원하셨습니다", "주민번호 {{NATIONAL_ID}} P",
        "상대성 이론 설명해줘", "김치찌개 만드는 법", "파이썬 함수 작성", "프랑스 수도는?", "영어로 번역: 좋은 아침", "인플레이션이 뭐야", "문장 고쳐줘", "운동 계획 짜줘", "짧은 이야기 써줘", "연말정산 방법",
    ],
    "zh": [
        "给P写一封关于发票的邮件", "P一直不回我消息，怎么办？", "姓名：P\n地址：{{ADDRESS}}\n电话：{{PHONE}}", "患者P，{{AGE}}岁，{{DIAGNOSIS}}", "我是{{ORG}}的P，请多关照", "我叫P，住在{{LOCATION}}", "帮我给朋友P写个生日祝福", "订单{{ORDER_ID}}是P下的", "参会人员：P、P、P", "转账{{MONEY}}给P", "姓名,城市\nP,{{LOCATION}}\nP,{{LOCATION}}", "P：在吗\nP：你在哪？", "P的女儿在{{ORG.school}}上学", "出生日期{{DATE_OF_BIRTH}}，P", "与P的合同{{DATE}}到期", "工号{{EMPLOYEE_ID}} P", "P在吃{{MEDICATION}}", "案号{{CASE_NUMBER}}，原告P", "邻居P太吵了", "想跟领导P提离职", "帮P写推荐信", "联系人：P 手机{{PHONE}}", "P和P昨天去了{{LOCATION}}", "收件人P，{{ADDRESS}}", "总结P同学的表现", "我妈妈P住院了", "身份证{{NATIONAL_ID}}，持有人P", "P说P不来了", "经理P批准了报销",
        "解释一下相对论", "红烧肉怎么做", "用Python写一个函数", "法国的首都是哪里？", "翻译成英文：早上好", "什么是通货膨胀", "帮我修改病句", "制定健身计划", "写一个小故事", "个税怎么算", "推荐几本书", "周末去哪玩",
    ],
}  # fmt: skip


def frame(lang: str, rng: random.Random) -> Template:
    """One sentence, or two or three put together."""
    count = rng.choices([1, 2, 3], [6, 3, 1])[0]
    sentences = FRAMES[lang] + MORE_FRAMES[lang] if lang in FRAMES else LATIN_FRAMES[lang]
    text = rng.choice(["\n", " ", "\n\n"]).join(rng.choice(sentences) for _ in range(count))
    people: tuple[str, ...] = _LATIN if lang in LATIN_FRAMES else _P[:-1] if lang in _SHORT_SURNAMES else _P
    if lang in LATIN_FRAMES and rng.random() < 0.35:
        text, people = _lowered(text), _LATIN_LOWER
    out = ""
    for index, part in enumerate(_split(text)):
        if index and part[:4] in (".dat", ".gen", ".acc", ".ins"):
            out += "{{PERSON" + part[:4] + "}}" + part[4:]
        elif index:
            out += rng.choice(people) + part
        else:
            out = part
    return Template("frame", lang, "frame", out)


def _lowered(text: str) -> str:
    """Small letters, but for slots and the capital P that stands for a person."""
    return "".join(
        part
        if part.startswith("{{")
        else "P".join(bit.lower() for bit in re.split(r"(?<![A-Za-z])P(?![A-Za-z])", part))
        for part in re.split(r"(\{\{.*?\}\})", text)
    )


def _split(text: str) -> list[str]:
    """At every capital P that stands for a person: one not next to a Latin letter."""
    parts, at = [""], 0
    while at < len(text):
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        beside = (before.isascii() and (before.isalpha() or before == "{")) or (after.isascii() and after.isalpha())
        if text[at] == "P" and not beside:
            parts.append("")
        else:
            parts[-1] += text[at]
        at += 1
    return parts
