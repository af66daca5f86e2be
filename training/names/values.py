"""One value for every slot of a template: its text, and where in it the labelled part stands."""

from __future__ import annotations

import random
import re
import string
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from training.names.declension import declined
from training.names.native import everyday, native_name
from training.names.pools import OTHER_SCRIPTS, Pools

__all__ = ["LABELS", "Person", "Value", "Values"]

# What the model is taught; everything else in a template is plain text to it (rules find e-mails, cards and keys).
LABELS: Final = (
    "PERSON ORGANIZATION LOCATION ADDRESS DATE DATE_OF_BIRTH AGE USERNAME DIAGNOSIS MEDICATION "
    "EMPLOYEE_ID CUSTOMER_ID ORDER_ID CASE_NUMBER MEDICAL_RECORD HEALTH_PLAN_ID NATIONAL_ID PASSPORT "
    "DRIVER_LICENSE LICENSE_PLATE BANK_ACCOUNT PHONE PASSWORD"
).split()

# Text and the labelled parts in it.
Value = tuple[str, list[tuple[int, int, str]]]

_TITLES: Final = {
    "en": "Mr. Mrs. Ms. Dr. Prof. Mr Mrs Ms Dr Sir Capt. Rev. Sgt. Judge Nurse",
    "de": "Herr Frau Dr. Prof. Dr.",
    "fr": "M. Mme Mlle Dr Maître Me",
    "es": "Sr. Sra. Dr. Dra. Don Doña",
    "pt": "Sr. Sra. Dr. Dra. Dona",
    "it": "Sig. Sig.ra Dott. Dott.ssa Avv. Ing.",
    "nl": "dhr. mevr. dr.",
    "pl": "Pan Pani dr",
    "cs": "pan paní Mgr. Ing. MUDr.",
    "ro": "dl. dna. dr.",
    "sv": "herr fru dr",
    "tr": "Sayın Dr. Av.",
    "en-IN": "Mr. Mrs. Smt. Shri Dr. Adv.",
    "hi-Latn": "Shri Smt. Dr.",
    "id": "Pak Bu Bapak Ibu dr.",
    "vi": "anh chị ông bà",
    "ru": "господин госпожа доктор г-н г-жа",
    "el": "κ. κα κύριος Δρ.",
    "ar": "السيد السيدة د. الأستاذ",
    "hi": "श्री श्रीमती डॉ.",
}
_AFTER: Final = {
    "ja": ("さん", "様", "先生", "部長"),
    "ko": ("님", " 씨", " 과장님", " 선생님"),
    "zh": ("先生", "女士", "医生", "老师"),
}
_MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "hi": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
}
_DIAGNOSES: Final = (
    "type 2 diabetes|asthma|bipolar disorder|generalised anxiety disorder|atrial fibrillation|breast cancer|COPD|eczema|"
    "epilepsy|endometriosis|gout|HIV|hepatitis C|hypertension|hypothyroidism|iron deficiency anaemia|Crohn's disease|"
    "lower back pain|major depressive disorder|migraine|multiple sclerosis|osteoarthritis|panic attacks|PTSD|psoriasis|"
    "pneumonia|rheumatoid arthritis|sickle cell disease|sleep apnea|stage 2 melanoma|stroke|ulcerative colitis|ADHD|"
    "acute appendicitis|gestational diabetes|chronic kidney disease stage 3|herniated disc L4/L5|bronchitis|alcohol use disorder|"
    "schizophrenia|heart failure|Parkinson's disease|Lyme disease|celiac disease|PCOS|glaucoma|tuberculosis|dengue fever"
).split("|")
_MEDICATIONS: Final = (
    "metformin|lisinopril|atorvastatin|sertraline 50 mg|ibuprofen 600mg|amoxicillin|salbutamol inhaler|levothyroxine|"
    "omeprazole 20 mg|prednisolone|insulin glargine|apixaban 5 mg|bisoprolol 2.5 mg|citalopram|doxycycline|furosemide|"
    "gabapentin 300|lamotrigine|methotrexate|methylphenidate|naproxen|oxycodone 5 mg|paracetamol|quetiapine|ramipril 10mg|"
    "semaglutide|tamoxifen|tramadol|venlafaxine|warfarin|Ozempic|Xanax|Lexapro|Humira|Adderall XR|Ventolin|losartan"
).split("|")
_PASSWORD_WORDS: Final = "otter granite Teapot river lemon Marble falcon summer Ticket pepper Harbor velvet Rocket maple copper Tiger".split()
_NICKS: Final = (
    "bee gigi jojo momo ziggy fitz dede kiki teddy nana lulu bobby mo jaz tash coco bubba ace sunny stretch".split()
)
_SHORT: Final = ("{0}", "{0}.", "{0}. {1}.", "{0}.{1}.", "{0}{1}", "{0}. {2}", "{0} {2}")
_LISTED, _EVERYDAY = 0.5, 0.12
_LAST_NAME_FIRST: Final = ("zh", "ja", "ko")


@dataclass(frozen=True)
class Person:
    """One invented human, the same in all slots of one number."""

    first: str
    last: str
    middle: str
    culture: str
    nick: str

    @property
    def full(self) -> str:
        """First and last name in the order of the culture."""
        if self.culture in _LAST_NAME_FIRST:
            return f"{self.last}{self.middle}{self.first}"
        return " ".join(part for part in (self.first, self.middle, self.last) if part)


class Values:
    """Fills slots. One instance serves one template filling at a time.

    Args:
        pools: the raw material.
        rng: all choices.
    """

    def __init__(self, pools: Pools, rng: random.Random) -> None:
        self.pools = pools
        self.rng = rng
        self._makers: dict[str, Callable[[str, str], Value]] = {
            "ORG": self._org, "LOCATION": self._location, "ADDRESS": self._address, "DATE": self._date,
            "DATE_OF_BIRTH": self._date, "AGE": self._age, "USERNAME": self._username,
        }  # fmt: skip

    def person(self, lang: str) -> Person:
        """A new person who may well live where ``lang`` is spoken."""
        culture = self.culture(lang)
        gender = self.rng.choice("FM")
        first = self.pools.first(culture, gender, self.rng)
        latin = culture not in OTHER_SCRIPTS
        middle = ""
        if latin and self.rng.random() < 0.12:
            middle = self.rng.choice(
                [self.pools.first(culture, gender, self.rng), self.rng.choice(string.ascii_uppercase) + "."]
            )
        made = None if latin or self.rng.random() < _LISTED else native_name(culture, gender, self.rng)
        word = None if latin or self.rng.random() > _EVERYDAY else everyday(culture, self.rng)
        if made is not None:
            return Person(made[0] or word or first, made[2], made[1], culture, made[0] or first)
        if word is not None:
            return Person(word, self.pools.last(culture, self.rng), middle, culture, word)
        nick = first[: self.rng.choice([2, 3, 4])].lower() + self.rng.choice(["", "y", "ie", "o", ""])
        if latin and self.rng.random() < 0.5:
            nick = self.rng.choice(_NICKS)
        return Person(first, self.pools.last(culture, self.rng), middle, culture, nick if latin else first)

    def culture(self, lang: str) -> str:
        """Whose names people in a text of this language bear: mostly its own, in English and German anybody's."""
        cultures = self.pools.cultures
        if lang in OTHER_SCRIPTS:
            return lang
        foreign = 0.6 if lang == "en" else 0.25
        if lang not in cultures or self.rng.random() < foreign:
            return self.rng.choice([name for name in cultures if name not in OTHER_SCRIPTS])
        return lang

    def person_form(self, who: Person, form: str, lang: str) -> Value:
        """A person in one of the forms of the templates."""
        rng = self.rng
        if form == "title_last":
            return self._titled(who, lang)
        if form in ("gen", "dat", "acc", "ins"):
            text = declined(rng.choice([who.full, who.full, who.first, who.last]), form, lang)
        elif form == "initials":
            text = rng.choice(_SHORT).format(who.first[:1], who.last[:1], who.last)
        elif form == "last_first" and who.culture not in _LAST_NAME_FIRST:
            text = f"{who.last.upper() if rng.random() < 0.3 else who.last}, {who.first}"
        elif form == "" and who.culture not in OTHER_SCRIPTS:
            text = self._varied(who)
        elif form == "" and who.culture == "ru" and rng.random() < 0.15:
            text = (
                f"{who.first[:1]}. {who.middle[:1] or 'А'}. {who.last}"
                if rng.random() < 0.6
                else f"{who.last} {who.first}"
            )
        else:
            plain = {
                "first": who.first,
                "last": who.last,
                "nick": who.nick,
                "lower": who.full.lower(),
                "upper": who.full.upper(),
            }
            text = plain.get(form, who.full)
        return text, [(0, len(text), "PERSON")]

    def _varied(self, who: Person) -> str:
        roll = self.rng.random()
        if roll < 0.04:
            return f"{who.first[:1]}. {who.last}"
        if roll < 0.06:
            return f"{who.last.upper()} {who.first}"
        if roll < 0.08:
            return f"{who.first} {who.last[:1]}."
        return who.full

    def _titled(self, who: Person, lang: str) -> Value:
        if lang in _AFTER:
            name = who.last if self.rng.random() < 0.7 else who.full
            return name + self.rng.choice(_AFTER[lang]), [(0, len(name), "PERSON")]
        titles = _TITLES.get(lang, _TITLES["en"])
        title = self.rng.choice(titles.split())
        name = who.last if self.rng.random() < 0.75 else who.full
        return f"{title} {name}", [(len(title) + 1, len(title) + 1 + len(name), "PERSON")]

    def make(self, kind: str, form: str, lang: str) -> Value:
        """A value of any type other than PERSON."""
        maker = self._makers.get(kind)
        if maker:
            return maker(form, lang) if kind != "DATE_OF_BIRTH" else self._date("birth", lang)
        text = self._plain(kind)
        return text, [(0, len(text), kind)] if kind in LABELS else []

    def _org(self, form: str, lang: str) -> Value:
        culture = self.culture(lang)
        here, rng = self.pools.cultures[culture], self.rng
        city = rng.choice(here.cities or self.pools.cultures["en"].cities)
        last = self.pools.last(culture, rng)
        if form == "hospital":
            text = rng.choice(
                [
                    f"{city} General Hospital",
                    f"St. {last} Medical Center",
                    f"{last} Clinic",
                    f"Klinikum {city}",
                    f"Hospital de {city}",
                    f"CHU {city}",
                    f"{city} Health Centre",
                ]
            )
        elif form == "school":
            text = rng.choice(
                [
                    f"{last} High School",
                    f"University of {city}",
                    f"{city} Elementary",
                    f"{last} College",
                    f"Gymnasium {city}",
                    f"Lycée {last}",
                    f"{city} Academy",
                ]
            )
        elif form == "bank":
            text = rng.choice(
                [
                    f"{last} Bank",
                    f"Bank of {city}",
                    f"{city} Credit Union",
                    f"Sparkasse {city}",
                    f"Banco {last}",
                    "Barclays",
                    "HSBC",
                    "Santander",
                    "Chase",
                    "N26",
                ]
            )
        elif form == "agency":
            text = rng.choice(
                [
                    f"{city} City Council",
                    f"Department of Revenue {city}",
                    f"Finanzamt {city}",
                    f"{city} Police Department",
                    f"Mairie de {city}",
                ]
            )
        elif rng.random() < 0.25:
            text = rng.choice(self.pools.known_companies)
        elif rng.random() < 0.5 and here.companies:
            text = rng.choice(here.companies)
        else:
            noun = rng.choice(
                "Logistics Foods Analytics Pharma Textiles Motors Consulting Robotics Media Interiors Labs Software Bakery Freight Energy".split()
            )
            ending = rng.choice(
                [
                    "",
                    "",
                    " Ltd",
                    " Inc.",
                    " GmbH",
                    " LLC",
                    " S.A.",
                    " BV",
                    " Pvt Ltd",
                    " AB",
                    " SARL",
                    " S.r.l.",
                    " & Co",
                ]
            )
            text = f"{last} {noun}{ending}"
        return text, [(0, len(text), "ORGANIZATION")]

    def _location(self, form: str, lang: str) -> Value:
        here, rng = self.pools.cultures[self.culture(lang)], self.rng
        pool = here.cities
        if form == "country" and here.countries:
            pool = here.countries
        elif form == "region" and here.regions:
            pool = here.regions
        text = rng.choice(pool or self.pools.cultures["en"].cities)
        if form == "landmark":
            text = rng.choice(
                [f"{text} Castle", f"{text} Central Station", f"{text} Bridge", f"Lake {text}", f"{text} Mall", text]
            )
        return text, [(0, len(text), "LOCATION")]

    def _address(self, form: str, lang: str) -> Value:
        rng = self.rng
        culture = lang if lang in self.pools.cultures and rng.random() < 0.75 else self.culture(lang)
        here = self.pools.cultures[culture]
        if not here.addresses:
            here = self.pools.cultures["en" if culture not in OTHER_SCRIPTS else culture]
        if not here.addresses:
            here = self.pools.cultures["en"]
        full = rng.choice(here.addresses)
        if form == "street":
            text = rng.choice(here.streets or [full.split("\n")[0]]).replace("\n", ", ")
            if rng.random() < 0.4 and culture in ("en", "en-IN", "en-AF", "en-SG"):
                text = self._street_in_english(culture)
        elif form == "postcode":
            text = rng.choice(here.postcodes or ["90210"])
        elif form == "multiline":
            text = full
        else:
            text = re.sub(r"\s*\n\s*", rng.choice([", ", ", ", " ", ", "]), full)
            if rng.random() < 0.35 and culture in ("en", "en-IN", "en-AF", "en-SG"):
                city = rng.choice(here.cities)
                text = f"{self._street_in_english(culture)}, {city} {rng.choice(here.postcodes or ['4021'])}"
        return text, [(0, len(text), "ADDRESS")]

    def _street_in_english(self, culture: str) -> str:
        rng = self.rng
        name = rng.choice(
            [
                self.pools.last(culture, rng),
                rng.choice(
                    "Mill Church Station Orchard Willow Harbour Juniper Foundry Abbey Cedar Quarry Chapel Heron Meadow Kingfisher".split()
                ),
            ]
        )
        kind = rng.choice(
            "Street St Road Rd Lane Ln Avenue Ave Close Crescent Drive Dr Way Court Ct Place Terrace Rise Row Hill Gardens Boulevard Blvd Nagar Marg".split()
        )
        number = rng.choice(
            [
                str(rng.randint(1, 400)),
                f"{rng.randint(1, 99)}{rng.choice('abcABC')}",
                str(rng.randint(1000, 19999)),
                f"{rng.randint(1, 60)}/{rng.randint(1, 30)}",
            ]
        )
        unit = rng.choice(
            [
                "",
                "",
                "",
                f", Apt {rng.randint(1, 40)}{rng.choice(['', 'A', 'C'])}",
                f", Flat {rng.randint(1, 30)}",
                f" #{rng.randint(1, 300)}",
                f", Unit {rng.randint(1, 20)}",
            ]
        )
        before = rng.choice(["", "", "", "", f"Flat {rng.randint(1, 40)}, ", f"Unit {rng.randint(1, 9)}, "])
        return f"{before}{number} {name} {kind}{unit if not before else ''}"

    def _date(self, form: str, lang: str) -> Value:
        rng = self.rng
        year = rng.randint(1935, 2012) if form == "birth" else rng.randint(2015, 2027)
        month, day = rng.randint(1, 12), rng.randint(1, 28)
        name = _MONTHS.get(lang.split("-", maxsplit=1)[0], _MONTHS["en"]).split()[month - 1]
        if lang in ("ja", "zh"):
            text = rng.choice([f"{year}年{month}月{day}日", f"{year}-{month:02}-{day:02}", f"{year}/{month}/{day}"])
        elif lang == "ko":
            text = rng.choice([f"{year}년 {month}월 {day}일", f"{year}-{month:02}-{day:02}", f"{year}.{month}.{day}"])
        elif lang.startswith("en"):
            text = rng.choice([
                f"{day} {name} {year}", f"{name} {day}, {year}", f"{name[:3]} {day}, {year}", f"{day:02}/{month:02}/{year}", f"{month}/{day}/{year}",
                f"{year}-{month:02}-{day:02}", f"{day}-{name[:3]}-{year}", f"{day} {name[:3]} {year}", f"{name} {day}th {year}", f"{month}/{day}/{year % 100:02}",
            ])  # fmt: skip
        else:
            text = rng.choice(
                [
                    f"{day}. {name} {year}",
                    f"{day} {name} {year}",
                    f"{day:02}.{month:02}.{year}",
                    f"{day:02}/{month:02}/{year}",
                    f"{day}.{month}.{year}",
                    f"{year}-{month:02}-{day:02}",
                ]
            )
        return text, [(0, len(text), "DATE_OF_BIRTH" if form == "birth" else "DATE")]

    def _age(self, form: str, lang: str) -> Value:
        text = str(self.rng.choice([self.rng.randint(18, 95), self.rng.randint(1, 17)]))
        return text, [(0, len(text), "AGE")]

    def _username(self, form: str, lang: str) -> Value:
        rng, who = self.rng, self.person("en")
        first, last = _ascii(who.first).lower(), _ascii(who.last).lower()
        number = str(rng.randint(1, 9999))
        text = rng.choice([
            f"{first}.{last}", f"{first[:1]}{last}", f"{first}_{last}", f"{first}{number}", f"{last}{first[:1]}", f"{first[:3]}{last[:4]}{number[:2]}",
            f"{rng.choice(_PASSWORD_WORDS).lower()}_{first}", f"{first}-{number}", f"xx_{last}_xx", f"{rng.choice(_PASSWORD_WORDS).lower()}{number}", f"the.{first}",
        ])  # fmt: skip
        text = text.strip("._-") or "kestrel42"
        return text, [(0, len(text), "USERNAME")]

    def _plain(self, kind: str) -> str:
        rng = self.rng
        shapes = _SHAPES.get(kind)
        if kind == "DIAGNOSIS":
            return rng.choice(_DIAGNOSES)
        if kind == "MEDICATION":
            return rng.choice(_MEDICATIONS)
        if kind == "PASSWORD":
            return self._password()
        if kind == "EMAIL":
            return (
                self._username("", "")[0]
                + "@"
                + rng.choice(
                    [
                        "example.com",
                        "mailbox.example",
                        "gmail.com",
                        "posteo.de",
                        "corp.example",
                        "brinkmail.co.uk",
                        "outlook.com",
                    ]
                )
            )
        return rng.choice(_WORDS[kind]) if kind in _WORDS else self.shaped(rng.choice(shapes or ["########"]))

    def _password(self) -> str:
        rng = self.rng
        word, other = rng.choice(_PASSWORD_WORDS), rng.choice(_PASSWORD_WORDS)
        return rng.choice([
            f"{word}{rng.randint(1, 9999)}{rng.choice('!?#$')}", f"{word.title()}-{other.title()}-{rng.randint(1, 99)}", f"{word} {other} {rng.choice(_PASSWORD_WORDS)}",
            self.shaped("?*#*?*#*"), f"{word}_{other}", str(rng.randint(1000, 999999)), word[:2].upper() + word[2:].replace("e", "3") + str(rng.randint(10, 99)),
        ])  # fmt: skip

    def shaped(self, shape: str) -> str:
        """``#`` a digit, ``@`` a capital, ``?`` a small letter, ``*`` any letter or digit."""
        pick = self.rng.choice
        sets = {
            "#": string.digits,
            "@": string.ascii_uppercase,
            "?": string.ascii_lowercase,
            "*": string.ascii_letters + string.digits,
        }
        return "".join(pick(sets[sign]) if sign in sets else sign for sign in shape)


_SHAPES: Final = {
    "PHONE": ["+1 ### ### ####", "(###) ###-####", "###-###-####", "0## #######", "+44 7### ######", "07### ######", "+49 1## #######", "01## ########", "06 ## ## ## ##", "+33 6 ## ## ## ##", "+91 ##### #####", "##########", "+31 6 ########", "### ### ###", "+34 ### ## ## ##", "020 #### ####", "+86 1## #### ####", "080-####-####", "010-####-####", "8 (9##) ###-##-##"],
    "EMPLOYEE_ID": ["E-#####", "EMP####", "######", "emp ####", "MA-####", "P######", "@@####", "#####", "EMP-##-####", "X####@"],
    "CUSTOMER_ID": ["C-######", "CUST-#####", "##-###-####", "KD-######", "CL-#######", "########", "cust_######", "@#######", "A/C ######", "#########"],
    "ORDER_ID": ["#####", "ORD-#######", "###-#######-#######", "@@-#######-@", "PO######", "#########", "B####-####", "WEB#######"],
    "CASE_NUMBER": ["CASE-#####", "#:##-cv-#####", "INC#######", "## @ ####/##", "@@-####-######", "########", "TKT-#####", "20##-@@-######", "#### / 20##"],
    "MEDICAL_RECORD": ["#######", "MRN-######", "########", "@@#-#######", "H######", "##-##-##", "#### ###"],
    "HEALTH_PLAN_ID": ["@@@ #### #####", "@#########", "###-##-####-#", "@@@########", "W#### #####", "#########-##"],
    "NATIONAL_ID": ["###-##-####", "@@ ## ## ## @", "########@", "#########", "#### #### ####", "# ## ## ## ### ### ##", "##.###.###-#", "######-####", "###.###.###-##", "###########", "@#######"],
    "PASSPORT": ["#########", "@@#######", "@########", "@@@######", "##@@#####", "@#######"],
    "DRIVER_LICENSE": ["@###-####-####", "@#######", "########", "@@##-###########", "@@@@@######@@#@@", "##-###-###", "@##-##-####"],
    "LICENSE_PLATE": ["@@## @@@", "@@@ ####", "@-@@ ####", "@@-###-@@", "#@@@###", "@@ ## @@ ####", "@@@-###", "@@ ### @@", "## @@@ ##"],
    "BANK_ACCOUNT": ["########", "##########", "############", "###-######-#", "#### #### ##", "####-####-########"],
    "CREDIT_CARD": ["4### #### #### ####", "5###############", "3### ###### #####"], "CVV": ["###", "####"],
    "IBAN": ["DE## #### #### #### #### ##", "GB##@@@@##############", "FR## #### #### #### #### #### ###", "NL##@@@@##########"],
    "SWIFT": ["@@@@DEFF", "@@@@GB2L###", "@@@@FRPP"], "ROUTING_NUMBER": ["#########", "##-##-##"], "VIN": ["@@@@@##@#@#######"], "IMEI": ["###############", "## ###### ###### #"],
    "IP_ADDRESS": ["10.##.#.##", "192.168.#.##", "81.##.###.##", "2001:db8::#:#"], "MAC_ADDRESS": ["##:#a:b#:##:c#:##", "#e-##-f#-##-#a-##"], "API_KEY": ["sk-********************", "********************************", "key_****************"],
    "CRYPTO_WALLET": ["bc1q??????????????????????????????????", "0x########################################"], "GEO_COORDINATE": ["##.####, -#.####", "-##.#####,##.#####"], "MONEY": ["$###", "€#,###.##", "£##.##", "### EUR", "$#.#m", "₹##,###", "#### zł"],
    "URL": ["https://example.com/u/######", "www.example.org/profile/????????"],
}  # fmt: skip
_WORDS: Final = {
    "GENDER": ["F", "M", "female", "male", "woman", "man", "non-binary"],
    "NATIONALITY": "German Nigerian Indian British Uzbek Brazilian Polish Kenyan French Turkish Canadian Vietnamese Syrian".split(),
    "JOB_TITLE": ["Senior Payroll Analyst", "nurse", "Head of Sales", "DevOps engineer", "warehouse lead", "paralegal", "CFO", "teacher", "site manager", "account executive", "Data Scientist", "receptionist", "Vertriebsleiter", "comptable", "project manager"],
    "PRODUCT": ["iPhone 15", "Tesla Model 3", "AirPods", "Excel", "MacBook Pro", "Dyson V11", "Kindle", "Windows 11", "Galaxy S24", "washing machine"],
}  # fmt: skip


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^A-Za-z]", "", plain)
