"""Conversations, logs and contact lists: what is said matters little, who says it stands at the head of each line."""

from __future__ import annotations

import random
from typing import Final

from training.names.templates import Template

__all__ = ["talk"]

SAID: Final[dict[str, str]] = {
    "en": "ok|lol|did {0} call?|no idea|{0} will bring it|call me {{PHONE}}|im at {{LOCATION}} rn|sent it to {{EMAIL}}|thx|who is {0}?|is {0} coming?|does {0} know|I spoke to {0} and {0}|deploy went fine, {0} checked|ask {0}|wow, congrats|its done|can't today|{0} said no|what about {{ORDER_ID}}|photos of {0} are up|{0} right? 10th grade|happy birthday {0}!!|the key was rotated by {0} last week|meet at {{ADDRESS.street}}|brb|need the keys back",
    "de": "ok|kommst du?|{0} weiß bescheid|und die mail?|{{EMAIL}}|ja {{PHONE}}|keine ahnung|frag {0}|bin in {{LOCATION}}|danke|{0} holt mich ab|wer ist {0}?|die {0} war auch da|der {0} zahlt|moin|passt",
    "fr": "slt|ok|tu viens ?|{0} arrive|demande à {0}|merci|il est où {0} ?|chez {0}|je suis à {{LOCATION}}|{{EMAIL}}|mdr|c'est qui {0} ?|à demain",
    "es": "che, {0} se mudó?|sí, a {{LOCATION}}|ok|pasame su mail|{{EMAIL}}|no sé|preguntale a {0}|jaja|{0} no sale hoy|la {0} viene?|gracias|su número es {{PHONE}}|quién es {0}?|mañana",
    "pt": "blz|viu a {0}?|tava lá com o {0} kkk|{{PHONE}}|ok|pergunta pra {0}|não sei|cadê o {0}?|{{EMAIL}}|valeu|moro em {{LOCATION}} agora|quem é {0}?",
    "it": "ok|ma {0} viene sabato?|boh|chiedi a {0}|il suo numero è {{PHONE}}|{{EMAIL}}|grazie|sono a {{LOCATION}}|chi è {0}?|dice che {0} sta male|ciao|dov'è {0}?",
    "nl": "ok|wie haalt {0} van school?|{0}. haar nr is {{PHONE}}|geen idee|vraag {0}|{{EMAIL}}|ben in {{LOCATION}}|top|wie is {0}?|komt {0} ook?|morgen",
    "pl": "ok|dzieki. a {0} jedzie?|nie wiem|zapytaj {0}|nr {{PHONE}}|{{EMAIL}}|jestem w {{LOCATION}}|kto to {0}?|super|jutro|nie, kupuje je {0}",
    "tr": "tamam|{0} taşındı mı|evet {{LOCATION}}'a|maili {{EMAIL}}|bilmiyorum|{0} sor|numarası {{PHONE}}|plakası neydi|{{LICENSE_PLATE}}|bugün çok yoruldum|{0} geliyor mu|kim {0}?",
    "hi-Latn": "ok|{0} ka exam kab hai|pata nahi|{0} se pucho|number {{PHONE}}|{{EMAIL}}|main {{LOCATION}} me hu|{0} bhaiya aaye the|kal|thik hai|{0} kaun hai",
    "id": "ok|{0} jadi dateng?|gatau|tanya {0}|nomernya {{PHONE}}|{{EMAIL}}|lagi di {{LOCATION}}|siapa {0}?|makasih|besok",
    "sv": "ok|kommer {0}?|vet ej|fråga {0}|{{PHONE}}|{{EMAIL}}|är i {{LOCATION}}|vem är {0}?|tack|imorgon",
}  # fmt: skip
_SPEAKERS: Final = ("{{PERSON.first#%d}}", "{{PERSON.first#%d}}", "{{PERSON.nick#%d}}", "{{PERSON#%d}}")
_OTHERS: Final = ("{{PERSON.first}}", "{{PERSON.first}}", "{{PERSON.nick}}", "{{PERSON}}", "{{PERSON.first#1}}")
_HEADS: Final = (
    "{who}: ", "{who}: ", "{who}: ", "{who} : ", "{time} {who}: ", "[{time}] {who}: ", "[{time}] <{who}> ", "{date}, {time} - {who}: ", "{who} — Today at {time}\n",
    "[{date} {time}] {who}: ", "<{who}> ", "{who} {time}\n", "00:{time} SPEAKER {turn} ({who}): ", "{who}> ", "*{who}:* ", "**{who}**: ", "{who}- ",
)  # fmt: skip
LISTS: Final = (
    "{{PERSON}} <{{EMAIL}}>", "{{PERSON}} <{{EMAIL}}> x{n}", "{{PERSON.last_first}} <{{EMAIL}}>", "{{PERSON.first}} <{{EMAIL}}>", "{{PERSON}} ({{EMAIL}})", "{{PERSON}}, {{JOB_TITLE}}, {{PHONE}}",
    "- {{PERSON.first}}: late twice, bright", "{{PERSON.upper}} M {n}", "{{PERSON}} {{PHONE}}", "{n}. {{PERSON}}", "{{PERSON.first}}, {{AGE}}", '{{PERSON.first}} "{{PERSON.nick}}" {{PERSON.last}}', "{{PERSON.upper}}", "{{PERSON}} / {{ORG}}", "{n} {{PERSON.last_first}}",
    "* {{PERSON.first}} (they/them)", "{{PERSON.first}} -> {{PERSON.first}}", "{{PERSON}} | {{LOCATION}} | {{PHONE}}", "@{{USERNAME}} {{PERSON.first}}", "{{PERSON.first}} x{n}",
)  # fmt: skip
LINES: Final = {
    "en": "I SPOKE TO {0} AND {0}.|— {0}|Thanks,\n{0}|// TODO ask {0} ({{EMAIL}})|# {0} said to keep this|turn on the light when {0} or {0} arrives|Did Officer {0} give you a form?|daughter {0} informed|wife {0}, tel {{PHONE}}|director: {0}, passport {{PASSPORT}}|breakup w {0}. {{MEDICATION}}|{0}'s kid {0} has a fever|share \"Family\\{{PERSON.first}}_passport.pdf\" locked by {{USERNAME}}|rotated by {0} last week|on behalf of {0}|my ex {0} lives in {{LOCATION}}|fix grammar: {0} have give {0} the key|cast: {0} as the king, {0} as the fool|tenant {0} and guarantor {0}|in loving memory of {0}|{0} née {{PERSON.last}}|named after {0}|/users/{{PERSON.first}}/notes|shot by {0}, edited by {0}|witness: {0}|{0} & {0} invite you|dear {0} and {0},",
    "de": "Tochter {0} wird informiert|Sohn {0}, Tel. {{PHONE}}|Ehefrau {0}|er wohnt bei der {0}|Im Auftrag von {0}|— {0}|frag mal den {0}|mit der {0} und dem {0}|Mieter: {0}|Vertreten durch {0}|geb. {{PERSON.last}}|Betreuer ist {0}|Zeugin {0} gab an",
    "fr": "sa fille {0}|son fils {0}, tél {{PHONE}}|— {0}|signé {0}|représentée par {0}|avec {0} et {0}|chez les {{PERSON.last}}|témoin : {0}|née {{PERSON.last}}|locataire : {0}",
    "es": "Firma {0}, directora|su hija {0}|su hijo {0}, tel. {{PHONE}}|— {0}|representada por {0}|el {0} y la {0}|testigo: {0}|con doña {0}|inquilino: {0}|de parte de {0}",
    "pt": 'titular da conta: {0}, ag {n}|filha {0}|filho {0}, tel {{PHONE}}|— {0}|representada por {0}|tava lá com o {0}|dona {0} e seu {0}|testemunha: {0}|Traduz: "{0} nasceu em {{LOCATION}}"|em nome de {0}',
    "it": "Figlia {0} tel. {{PHONE}}|figlio {0}|moglie {0}|— {0}|rappresentata da {0}|la {0} e il {0}|testimone: {0}|intestato a {0}|da parte di {0}",
    "nl": "t.n.v. {0} en/of {0}|dochter {0}|zoon {0}, tel {{PHONE}}|— {0}|vertegenwoordigd door {0}|getuige: {0}|bij {0} thuis|namens {0}|met {0} en {0}",
    "pl": "córka {0}|syn {0}, tel. {{PHONE}}|— {0}|reprezentowana przez {0}|świadek: {0}|najemca: {0}|w imieniu {0}|z {0} i {0}|żona {0}",
    "tr": "{0} usta gelmedi|oğlum {0} için|kızım {0}|eşi {0}, tel {{PHONE}}|— {0}|kiracı: {0}|tanık {0}|{0} adına|{0} ile {0}|{0} teyze|{0} amca aradı",
    "hi-Latn": "{0} bhaiya|{0} didi ka number {{PHONE}}|beti {0}|beta {0}|passenger {{PERSON.upper}} F 45, {{PERSON.upper}} M 12|— {0}|{0} chacha|{0} aunty ke ghar|kirayedar {0}",
    "id": "anaknya {0}|istri {0}, telp {{PHONE}}|— {0}|saksi: {0}|atas nama {0}|bareng {0} dan {0}|penyewa: {0}|mas {0}|mbak {0}",
    "sv": "dotter {0}|son {0}, tel {{PHONE}}|— {0}|vittne: {0}|hyresgäst: {0}|för {0}s räkning|med {0} och {0}",
}  # fmt: skip
_ASKED: Final = {
    "en": "summarise this chat|who said what?|tl;dr|fix the typos|what should i answer?|clean this up||",
    "de": "fass zusammen|was soll ich antworten?||", "fr": "résume|corrige les fautes svp||", "es": "resume esto|corrige||", "pt": "resume isso|corrige só a gramática||", "it": "fammi un riassunto||",
    "nl": "vat dit gesprek samen||", "pl": "streść to||", "tr": "özetle||", "hi-Latn": "summary de do||", "id": "ringkas||", "sv": "sammanfatta||",
}  # fmt: skip


def talk(rng: random.Random) -> Template:
    """A chat, a list of people, or a few lines that name somebody in passing."""
    lang = rng.choices(list(SAID), [10, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2])[0]
    shape = rng.choice([_chat, _chat, _lines, _lines, _list])
    text = shape(lang, rng)
    asked = rng.choice(_ASKED[lang].split("|"))
    if asked:
        text = f"{asked}\n{text}" if rng.random() < 0.8 else f"{text}\n{asked}"
    return Template("talk", lang, "talk", text)


def _chat(lang: str, rng: random.Random) -> str:
    count = rng.randint(2, 4)
    form = [rng.choice(_SPEAKERS) % number for number in range(1, count + 1)]
    head = rng.choice(_HEADS)
    hour, minute = rng.randint(0, 23), rng.randint(0, 40)
    date = f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{rng.randint(20, 26)}"
    out = []
    for turn in range(rng.randint(3, 8)):
        who = form[turn % count] if rng.random() < 0.8 else rng.choice(form)
        time = f"{hour:02}:{minute + turn:02}"
        out.append(head.format(who=who, time=time, date=date, turn=turn % count + 1) + _said(lang, rng))
    return "\n".join(out)


def _said(lang: str, rng: random.Random) -> str:
    parts = [rng.choice(SAID[lang].split("|")) for _ in range(rng.choice([1, 1, 1, 2]))]
    return ". ".join(_named(part, rng) for part in parts)


def _named(text: str, rng: random.Random) -> str:
    while "{0}" in text:
        text = text.replace("{0}", rng.choice(_OTHERS), 1)
    return text.replace("{n}", str(rng.randint(1, 80)))


def _lines(lang: str, rng: random.Random) -> str:
    lines = [_named(rng.choice(LINES[lang].split("|")), rng) for _ in range(rng.choice([1, 1, 2, 3]))]
    return rng.choice(["\n", ". ", "\n\n"]).join(lines)


def _list(lang: str, rng: random.Random) -> str:
    one = rng.choice(LISTS)
    return "\n".join(_named(one, rng) for _ in range(rng.randint(2, 6)))
