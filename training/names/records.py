"""Texts put together from parts: one-line requests, tables, JSON, CSV, logs, forms and chats around invented people.

Templates written by hand teach the language; these teach the shapes, in combinations that no hand would write out.
A part is a template itself (`templates.Template`), so slots are filled and labelled in one place.
"""

from __future__ import annotations

import random
from typing import Final

from training.names.templates import Template

__all__ = ["RECORDS", "benign", "record"]

_ASK: Final = (
    "write|draft|can you write|pls write|help me write|i need|give me|compose|make|could u do|quick|short".split("|")
)
_THING: Final = "a birthday message|a thank you note|an apology|a reference letter|a cover letter|a text|an email|a toast|a resignation email|a complaint|a poem|a linkedin recommendation|a farewell card|an invite|a reminder|a performance review|a wedding speech|an out of office|a eulogy|a breakup text|a note|3 interview questions|a bio|a warning letter|a follow-up|a summary of the call|a lease termination notice|talking points".split(
    "|"
)
_RELATION: Final = "my boss|my sister|my neighbour|my ex|my coworker|our client|my landlord|my therapist|my kid's teacher|the new hire|my dentist|our intern|my friend|my husband|my wife|my mum|uncle|our accountant|a patient|the tenant|a candidate|my student|the plumber|coach|my cousin|our vendor contact|my roommate|my team lead|the nurse|a customer called|a guy named|someone called|this girl".split(
    "|"
)
_CLAUSE: Final = "who just had a baby|who is leaving friday|because i missed the meeting|about the late invoice|who never answers|who hates me|about the broken heater|for the promotion|who turned {{AGE}} today|from {{ORG}}|in {{LOCATION}}|who lives at {{ADDRESS.street}}|about order {{ORDER_ID}}|he owes me {{MONEY}}|her number is {{PHONE}}|she was diagnosed with {{DIAGNOSIS}}|asap|in 3 sentences|make it funny|not too formal|in spanish|on the new contract|regarding case {{CASE_NUMBER}}|she works at {{ORG}} as {{JOB_TITLE}}|born {{DATE_OF_BIRTH}}|whose dog died|after the surgery|and cc {{PERSON.first}}|with {{PERSON.first}} and {{PERSON}}|we met in {{LOCATION}}".split(
    "|"
)
_VERBS: Final = "said|told me|forgot|called|emailed|asked if|wants to know if|is angry that|confirmed|signed|didn't pay|refuses|moved to {{LOCATION}}|quit|was late again|got promoted|will be out until {{DATE}}|reported that|owes us|transferred {{MONEY}} to|broke up with|is allergic to|takes {{MEDICATION}}|lives at {{ADDRESS.full}}|works for {{ORG}}|has been with us since {{DATE}}|scored 71 on the test|lost the keys|needs a refill of {{MEDICATION}}".split(
    "|"
)
_REST: Final = "the contract|it again|nothing|the new rota|me about the deposit|the draft by monday|everything|the keys back|the q3 numbers|a refund|to reschedule|my calls|it's urgent|the wifi is down|about it yesterday".split(
    "|"
)
_NAMES: Final = "{{PERSON}}|{{PERSON}}|{{PERSON.first}}|{{PERSON.first}}|{{PERSON.title_last}}|{{PERSON.nick}}|{{PERSON.last}}|{{PERSON.initials}}".split(
    "|"
)
_TASK: Final = "Summarise:|fix the grammar:|translate to french:|make it polite:|is this ok to send?|Extract the action items.|reply to this:|Make a table of this.|what's wrong here?|Turn into bullet points:|Clean this up please:|tl;dr?|rewrite in a formal tone:|anonymise this?|Find duplicates.|Sort by name.|Convert to JSON.|check spelling".split(
    "|"
)
_KEYS: Final = {
    "{{PERSON}}": "name|full name|Name|Full Name|customer|patient|Patient|client|employee|contact|Contact person|insured|applicant|tenant|owner|assigned_to|created_by|author|sender|recipient|cardholder|Account holder|manager|Ansprechpartner|Kunde|nom|nombre|naam|nome|Emergency contact|beneficiary|passenger|student|guardian|attn|signed by|reported by|spouse|next of kin|full_name|customerName|display_name|contact_name",
    "{{PERSON.first}}": "first name|firstName|first_name|given name|prénom|Vorname|nombre|preferred name|fname",
    "{{PERSON.last}}": "last name|lastName|surname|last_name|Nachname|apellido|cognome|lname|maiden name",
    "{{EMAIL}}": "email|e-mail|Email|mail", "{{PHONE}}": "phone|tel|mobile|Phone|Tel.|cell|Telefon|móvil|contact no",
    "{{ADDRESS.full}}": "address|Address|home address|shipping address|Adresse|dirección|indirizzo|lives at|deliver to|billing_address|residence",
    "{{ADDRESS.street}}": "street|street address|Straße|addr1|address_line_1", "{{ADDRESS.postcode}}": "zip|postcode|PLZ|postal_code|CAP",
    "{{LOCATION.city}}": "city|City|Ort|ville|town|birthplace|place of birth|office|branch", "{{LOCATION.country}}": "country|Country|Land|pays",
    "{{ORG}}": "company|Company|employer|Employer|organisation|vendor|account|Firma|empresa|supplier", "{{ORG.school}}": "school|university", "{{ORG.hospital}}": "clinic|hospital|facility",
    "{{DATE_OF_BIRTH}}": "DOB|dob|date of birth|born|geb.|birthdate|fecha de nacimiento|né(e) le|date_of_birth|D.O.B.",
    "{{DATE}}": "date|Date|start date|admitted|created_at|hired|due|visit|hire_date|last_login", "{{AGE}}": "age|Age|Alter|edad",
    "{{USERNAME}}": "user|username|login|user_name|handle|uid|User ID|account name", "{{PASSWORD}}": "password|pass|pw|Passwort|contraseña|passcode",
    "{{DIAGNOSIS}}": "diagnosis|Dx|condition|Diagnose|reason for visit", "{{MEDICATION}}": "medication|Rx|meds|prescribed",
    "{{EMPLOYEE_ID}}": "employee id|Employee ID|emp no|staff no|Personalnummer|matricule|employee_id|badge|payroll no", "{{CUSTOMER_ID}}": "customer id|Customer no|account no|client id|Kundennummer|customer_id|member no|n° client",
    "{{ORDER_ID}}": "order|order no|Order ID|order_id|booking ref|tracking|Bestellnummer|reservation", "{{CASE_NUMBER}}": "case|case no|ticket|claim no|file no|Case Number|Aktenzeichen|docket|claim_id",
    "{{MEDICAL_RECORD}}": "MRN|mrn|hosp no|patient id|chart no|medical_record", "{{HEALTH_PLAN_ID}}": "member id|insurance id|policy no|health plan|Versichertennummer|subscriber id",
    "{{NATIONAL_ID}}": "SSN|national id|ID no|DNI|id_number|Steuer-ID|NI number|CPF|codice fiscale", "{{PASSPORT}}": "passport|passport no|Reisepass|passport_number",
    "{{DRIVER_LICENSE}}": "driver's license|DL|licence no|Führerschein", "{{LICENSE_PLATE}}": "plate|reg|license plate|Kennzeichen|vehicle",
    "{{BANK_ACCOUNT}}": "account number|acct|bank account|a/c no|Konto", "{{JOB_TITLE}}": "title|role|Position|job title|department", "{{MONEY}}": "salary|amount|balance|total",
    "{{GENDER}}": "sex|gender", "{{NATIONALITY}}": "nationality", "{{IP_ADDRESS}}": "ip|client_ip",
}  # fmt: skip
_PLAIN: Final = {"status": "active|pending|closed|new|ok|Offen|paid|n/a", "priority": "high|low|P1|P2", "notes": "call back|VIP|n/a|no show|prefers email|-|wants refund", "plan": "basic|pro|Gold|enterprise", "qty": "1|2|3|12", "language": "en|de|es|French"}  # fmt: skip


def _pick(rng: random.Random, text: str) -> str:
    return rng.choice(text.split("|"))


def _request(rng: random.Random) -> str:
    name = rng.choice(_NAMES)
    head = f"{rng.choice(_ASK)} {rng.choice(_THING)}"
    relation = rng.choice(_RELATION)
    tail = f" {rng.choice(_CLAUSE)}" if rng.random() < 0.8 else ""
    middle = rng.choice(
        [
            f" for {relation} {name}",
            f" to {relation} {name}",
            f" for {name}",
            f" to {name}",
            f" about {name}",
            f" from {name} to {rng.choice(_NAMES)}",
        ]
    )
    text = f"{head}{middle}{tail}"
    return _dressed(rng, text)


def _statement(rng: random.Random) -> str:
    name = rng.choice(_NAMES)
    who = rng.choice(
        [
            name,
            f"{rng.choice(_RELATION)} {name}",
            f"{name} and {rng.choice(_NAMES)}",
            f"{name} ({{{{JOB_TITLE}}}})",
            f"{name}, {{{{AGE}}}},",
        ]
    )
    text = f"{who} {rng.choice(_VERBS)} {rng.choice(_REST)}"
    if rng.random() < 0.4:
        text += (
            f" {_pick(rng, 'so|and|but|because|then')} {rng.choice(_NAMES)} {rng.choice(_VERBS)} {rng.choice(_REST)}"
        )
    if rng.random() < 0.4:
        text += _pick(
            rng,
            ". what should i do?|. how do i respond?|, is that legal?|. can they fire me?|?|!!|. Thoughts?|. draft a reply|... help",
        )
    return _dressed(rng, text)


def _question(rng: random.Random) -> str:
    name = rng.choice(_NAMES)
    return _dressed(rng, rng.choice([
        f"is {name} a good name for a contact in my crm", f"what do you know about {name} from {{{{ORG}}}}", f"how should i tell {name} that i quit",
        f"does {name} at {{{{ADDRESS.full}}}} qualify for the discount", f"can you find the phone of {name} in {{{{LOCATION}}}}", f"why would {name} not reply to me",
        f"remind me to call {name} at {{{{PHONE}}}}", f"who is {name}'s manager at {{{{ORG}}}}", f"add {name} to the invite", f"is it {name} or {name}",
        f"my name is {name}, i am {{{{AGE}}}} and live in {{{{LOCATION}}}}", f"I'm {name} from {{{{ORG}}}}. Introduce me in two lines.", f"hi this is {name}, calling about {{{{CASE_NUMBER}}}}",
        f"book a table for {name}, {{{{PHONE}}}}, {{{{DATE}}}}", f"did {name} sign in with {{{{USERNAME}}}}?", f"login is {{{{USERNAME}}}} and the pass is {{{{PASSWORD}}}}, why cant {name} get in",
        f"meeting notes: {name}, {rng.choice(_NAMES)}, {rng.choice(_NAMES)} present. {rng.choice(_NAMES)} absent", f"{name} vs {rng.choice(_NAMES)}: who should get the job",
        f"parcel for {name} {{{{ADDRESS.full}}}}", "my address is {{ADDRESS.full}}, how far is it to {{LOCATION}}", "ship it to {{ADDRESS.full}} instead", "{{ADDRESS.street}}, {{LOCATION}}. is this area safe",
    ]))  # fmt: skip


def _dressed(rng: random.Random, text: str) -> str:
    if rng.random() < 0.35:
        text = text[:1].upper() + text[1:]
        text += "" if text[-1] in ".?!" else rng.choice([".", ".", "?", "", " please.", " Thanks!"])
    elif rng.random() < 0.2:
        text = _pick(rng, "hey |ok so |hi, |yo |um |pls |hello! |Hi there, ") + text
    return text


def _fields(rng: random.Random, count: int) -> list[tuple[str, str]]:
    people = [slot for slot in _KEYS if slot.startswith("{{PERSON")]
    slots = [rng.choice(people)] if rng.random() < 0.85 else []
    slots += rng.sample(sorted(_KEYS), max(1, count - len(slots)))
    chosen = [(_pick(rng, _KEYS[slot]), slot) for slot in slots]
    for key in rng.sample(sorted(_PLAIN), rng.randint(0, 2)):
        chosen.append((key, _pick(rng, _PLAIN[key])))
    rng.shuffle(chosen)
    return chosen


def _form(rng: random.Random) -> str:
    fields = _fields(rng, rng.randint(2, 8))
    colon = rng.choice([": ", ": ", ":", " - ", " = ", ":\t", " "])
    between = rng.choice(["\n", "\n", "\n", ", ", "; ", " | ", "\n- "])
    return between.join(f"{key}{colon}{value}" for key, value in fields)


def _table(rng: random.Random) -> str:
    fields = _fields(rng, rng.randint(2, 6))
    sign = rng.choice([",", ",", ", ", ";", "\t", " | ", "|"])
    rows = [sign.join(key for key, _ in fields)] if rng.random() < 0.8 else []
    rows += [sign.join(value for _, value in fields) for _ in range(rng.randint(1, 5))]
    if sign == " | ":
        rows = [f"| {row} |" for row in rows]
        rows.insert(1, "|" + "---|" * len(fields))
    return "\n".join(rows)


def _json(rng: random.Random) -> str:
    fields = _fields(rng, rng.randint(2, 7))
    pad, quote = rng.choice([("", '"'), ("\n  ", '"'), (" ", "'")])
    body = ("," + (pad or " ")).join(f"{quote}{key}{quote}: {quote}{value}{quote}" for key, value in fields)
    return rng.choice(["{" + pad + body + "}", "[{" + body + "}]", "payload = {" + body + "}"])


def _code(rng: random.Random) -> str:
    return rng.choice([
        "INSERT INTO users (id, name, email) VALUES (#, '{{PERSON}}', '{{EMAIL}}');", "UPDATE clients SET owner = '{{PERSON}}' WHERE id = 17;", "SELECT * FROM patients WHERE last_name = '{{PERSON.last}}' AND dob = '{{DATE_OF_BIRTH}}'",
        'user = User(name="{{PERSON}}", city="{{LOCATION}}")', "// TODO({{PERSON.first}}): ask {{PERSON}} why this breaks", "# author: {{PERSON}} <{{EMAIL}}>", "assert greet('{{PERSON.first}}') == 'Hello {{PERSON.first}}'",
        "{{DATE}} 09:41:07 WARN AuthFilter - login failed user={{USERNAME}} ip={{IP_ADDRESS}}", "{{DATE}} INFO booking created for {{PERSON}} ({{ORDER_ID}})", "[{{DATE}}] {{USERNAME}} changed role of {{PERSON}} to admin",
        "<contact><name>{{PERSON}}</name><street>{{ADDRESS.street}}</street></contact>", "customer:\n  name: {{PERSON}}\n  address: {{ADDRESS.full}}\n  id: {{CUSTOMER_ID}}", "BEGIN:VCARD\nFN:{{PERSON}}\nORG:{{ORG}}\nTEL:{{PHONE}}\nEND:VCARD",
        "git log --author='{{PERSON}}'", "From: {{PERSON}} <{{EMAIL}}>\nTo: {{PERSON}} <{{EMAIL}}>\nSubject: {{CASE_NUMBER}}", "DELETE FROM staff WHERE emp_no = '{{EMPLOYEE_ID}}'; -- {{PERSON}} left {{DATE}}",
        'print(f"Dear {{PERSON.title_last}},")', "ssh {{USERNAME}}@{{IP_ADDRESS}}", "/home/{{USERNAME}}/projects/report.py", "C:\\Users\\{{USERNAME}}\\Documents\\cv.docx",
    ])  # fmt: skip


def _chat(rng: random.Random) -> str:
    first, second = "{{PERSON.first#1}}", "{{PERSON.first#2}}"
    lines = []
    for turn in range(rng.randint(2, 6)):
        speaker = first if turn % 2 == 0 else second
        said = rng.choice(
            [
                "ok",
                "did u see {{PERSON}}?",
                "lol",
                "{{PERSON.first}} will bring it",
                "call me {{PHONE}}",
                f"no idea, ask {second}",
                "at {{ADDRESS.street}}",
                "my dr is {{PERSON.title_last}}",
                "see you monday",
                "im at {{LOCATION}} rn",
                "sent it to {{EMAIL}}",
                "{{PERSON.nick}} knows",
                "thx",
                "its {{PERSON}}s birthday",
                "I'll ask",
            ]
        )
        lines.append(f"{speaker}: {said}")
    return "\n".join(lines)


def _names(rng: random.Random) -> str:
    count = rng.randint(2, 7)
    form = rng.choice([*_NAMES[:3], "{{PERSON.last_first}}", "{{PERSON.upper}}", "{{PERSON.lower}}"])
    start = rng.choice(["1. ", "- ", "* ", "", "", "• "])
    joined = rng.choice(["\n" + start, "\n" + start, ", ", " / ", "; ", " and "])
    head = _pick(
        rng,
        "Attendees: |team:\n|shuffle these into pairs: |who is on the list?\n|Guests\n||cc: |sort alphabetically\n|Thanks to ",
    )
    return head + joined.join([form] * count)


_SHAPES: Final = (
    _request,
    _request,
    _statement,
    _statement,
    _question,
    _question,
    _form,
    _table,
    _json,
    _code,
    _chat,
    _names,
)
RECORDS: Final = len(_SHAPES)

_TOPIC: Final = "photosynthesis|the french revolution|binary search|compound interest|sourdough|a mortgage|react hooks|the moon landing|gdpr|yoga|python decorators|black holes|keto|chess openings|world war ii|sql joins|inflation|the water cycle|git rebase|stoicism|docker networking|tax brackets|dna|vaccines|jazz|vitamin d|recursion|haiku|stripe webhooks|kubernetes pods|the nile|excel pivot tables".split(
    "|"
)
_BENIGN: Final = "explain {0} to a 5 year old|what is {0}|how does {0} work|compare {0} and {1}|write a poem about {0}|give me 5 tips for {0}|why is {0} important|Translate 'good morning' into Spanish|summarise {0} in 3 bullets|write a story about a dragon and a knight|quiz me on {0}|best books about {0}?|difference between {0} and {1}|may i use {0} in my will|mark the grace period in {0}|how long to cook rice|is {0} hard|can you rose the bill by 5%|give me a name for my cat|suggest baby names|what rhymes with orange|should i learn {0} or {1} first|{0}: pros and cons|Write unit tests for a function about {0}|convert 72f to c|make a meal plan|fix: TypeError in {0} code|the nurse said {0} helps, true?|my boss keeps asking about {0}|my sister wants to learn {0}|draft an email to hr about {0}|write a letter to my landlord about noise".split(
    "|"
)


def record(rng: random.Random) -> Template:
    """A template made up from parts; four in ten get a task in front or behind."""
    text = rng.choice(_SHAPES)(rng)
    if rng.random() < 0.35 and "\n" in text:
        task = rng.choice(_TASK)
        text = f"{task}\n{text}" if rng.random() < 0.7 else f"{text}\n\n{task}"
    if rng.random() < 0.12:
        text += rng.choice(["\n", "\n\n", " "]) + rng.choice((_statement, _form, _request))(rng)
    lang = rng.choices(
        ["en", "en-IN", "en-AF", "en-SG", "de", "fr", "es", "it", "nl", "pl", "pt", "tr"],
        [60, 5, 4, 4, 4, 4, 4, 3, 3, 3, 3, 2],
    )[0]
    return Template("record", lang, "record", text)


def benign(rng: random.Random) -> str:
    """A harmless request with nothing to find."""
    return _dressed(rng, rng.choice(_BENIGN).format(rng.choice(_TOPIC), rng.choice(_TOPIC)))
