"""More of `frames.FRAMES`: relations, contracts, chats, and people named in passing."""

from __future__ import annotations

from typing import Final

__all__ = ["MORE_FRAMES"]

MORE_FRAMES: Final[dict[str, list[str]]] = {
    "ru": [
        "кратко перескажи\nP: где сейчас P?\nP: в {{LOCATION}}, телега {{EMAIL}}\nP: номер машины скинь\nP: {{LICENSE_PLATE}}", "P: ты где\nP: у P.gen\nP: ок", "{{DATE}}, {{ORG}}, {{LOCATION}}. Подпись: P.", "взяла у P.gen {{MONEY}} до {{DATE}}, проживаю: {{ADDRESS}}", "Подготовь приказ об увольнении: P, табельный {{EMPLOYEE_ID}}",
        "жена P, тел. {{PHONE}}", "сын P, {{AGE}} лет", "лечащий врач P", "арендатор P, паспорт {{PASSPORT}}", "— P", "доверенность от P.gen на P.acc", "кто такой P?", "спроси у P.gen", "свидетель P показал", "наш кот съел тапок P.gen, что делать", "P и P женятся, придумай тост",
    ],
    "el": [
        "P: πού είναι η P;\nP: στην {{LOCATION}}\nP: στείλε κινητό\nP: {{PHONE}}", "η κόρη του P, τηλ. {{PHONE}}", "ο γιος μου ο P", "θεράπων ιατρός P", "ενοικιαστής P, ΑΔΤ {{NATIONAL_ID}}", "— P", "υπογραφή: P", "ποιος είναι ο P;", "ρώτα την P.acc", "μάρτυρας P", "σύνοψη:\nP: έλα\nP: έρχομαι με τον P.acc", "παντρεύονται ο P και η P", "πωλητής P, αγοραστής P", "η γιαγιά P έγινε {{AGE}}",
    ],
    "ar": [
        "لخّص المحادثة\nP: وين ساكن P هلق؟\nP: بـ{{LOCATION}}، رقمه {{PHONE}}\nP: تمام", "اكتب تهنئة بزفاف P وP في {{LOCATION}}", "ابنه P هاتف {{PHONE}}", "زوجته P", "الطبيب المعالج P", "المستأجر P، جواز {{PASSPORT}}", "— P", "التوقيع: P", "مين P؟", "اسأل P", "الشاهد P", "البائع P والمشتري P", "الوالدة P دخلت المستشفى", "أم P قالت إن P مريض", "بنتي P عمرها {{AGE}}", "P و P أخوة",
    ],
    "hi": [
        "इस चैट का सार लिखो\nP: P का पता भेजो\nP: {{ADDRESS}}\nP: और मेल\nP: {{EMAIL}}", "बेटी P, फोन {{PHONE}}", "बेटा P {{AGE}} साल का है", "पत्नी P", "इलाज करने वाले डॉ. P", "किरायेदार P, पता {{ADDRESS}}", "— P", "हस्ताक्षर: P", "P कौन है?", "P से पूछो", "गवाह P", "विक्रेता P, खरीदार P", "P और P की शादी के लिए बधाई लिखो", "दादी P की तबीयत खराब है", "P: आज नहीं आऊँगा\nP: ठीक है", "P भैया का नंबर {{PHONE}}", "P दीदी",
    ],
    "ja": [
        "患者 P 様、生年月日 {{DATE_OF_BIRTH}}、ID {{MEDICAL_RECORD}}、{{DIAGNOSIS}}。医師 P。ご家族(妻 P様)連絡先 {{PHONE}}", "次のメールに返信してください。\n「Pと申します。注文番号{{ORDER_ID}}の件です」", "貸主 P、借主 P(在留カード番号 {{NATIONAL_ID}})", "Pさん、社員番号{{EMPLOYEE_ID}}、入社案内メールを書いて", "受取人 P\n口座 普通 {{BANK_ACCOUNT}}", "要約して\nP: 今どこ\nP: {{LOCATION}}、Pと一緒\nP: 了解", "長男のPが{{AGE}}歳", "証人 P", "— P", "署名:P", "Pって誰?", "Pに聞いて", "売主 P 買主 P", "PとPの結婚式の祝辞", "主治医 P、看護師 P", "P 様 宛 {{ADDRESS}}", "夫 P {{PHONE}}",
    ],
    "ko": [
        '정중한 답장을 써 주세요: "P입니다. 주문번호 {{ORDER_ID}} 배송이 안 왔어요"', "주민번호 {{NATIONAL_ID}}, {{DIAGNOSIS}}로 {{DATE}} 입원. 담당의 P, 아들 P {{PHONE}}", "P 사원(사번 {{EMPLOYEE_ID}}) 면담 대본 써 줘", "채권자 P, 채무자 P, 원금 {{MONEY}}", "P 기사님이 안 오셨습니다. 연락처 {{PHONE}}", "요약해 줘\nP: 어디야\nP: {{LOCATION}}, P랑 있어\nP: 번호 줘\nP: {{PHONE}}", "우리 딸 P이 쓸 독후감 제목", "아내 P", "증인 P", "— P", "서명: P", "P가 누구야?", "P한테 물어봐", "매도인 P 매수인 P", "P랑 P 결혼식 축사", "주치의 P", "세입자 P, 주소 {{ADDRESS}}",
    ],
    "zh": [
        "总结一下群聊\nP:P的新地址是啥\nP:{{ADDRESS}},快递填P收\nP:电话呢\nP:{{PHONE}}", "患者P,男,{{AGE}}岁,住院号{{MEDICAL_RECORD}},身份证{{NATIONAL_ID}},因{{DIAGNOSIS}}入院。主治医师P,女儿P联系电话{{PHONE}}", "员工P,工号{{EMPLOYEE_ID}},部门仓储,入职{{DATE}},主管P,公司{{ORG}}", "今P(身份证号{{NATIONAL_ID}})向P借款人民币{{MONEY}}", "我叫P,订单号{{ORDER_ID}},{{DATE}}买的。师傅姓P,没修好。地址:{{ADDRESS}}", "老婆P,电话{{PHONE}}", "儿子P今年{{AGE}}", "证人P", "— P", "签名:P", "P是谁?", "问一下P", "卖方P,买方P", "P和P结婚,写个祝词", "出租人:P,承租人:P", "P:今天不来\nP:好的,叫P来", "外婆P住院了", "收款人 P 账号 {{BANK_ACCOUNT}}",
    ],
}  # fmt: skip
