"""`frames.FRAMES` for languages in Latin script: a capital P stands for a person, in small letters too when chatting."""

from __future__ import annotations

from typing import Final

__all__ = ["LATIN_FRAMES"]

LATIN_FRAMES: Final[dict[str, list[str]]] = {
    "de": [
        "schreib P eine mail wegen der rechnung", "P meldet sich nicht mehr, was soll ich tun?", "Formuliere eine Kündigung an P, {{ORG}}, {{ADDRESS}}.", "Meine Chefin P hat mich heute angeschrien", "glückwunsch zum geburtstag für meine oma P, sie wird {{AGE}}", "Patient: P, geb. {{DATE_OF_BIRTH}}, Diagnose {{DIAGNOSIS}}",
        "P und P treffen sich mit P in {{LOCATION}}", "hallo, ich bin P und wohne in der {{ADDRESS.street}}", "Kunde P (Nr. {{CUSTOMER_ID}}) reklamiert Bestellung {{ORDER_ID}}", "die mutter von P rief an, er hat {{DIAGNOSIS}}", "Mit freundlichen Grüßen\nP", "i. A. P", "P: kommst du heute?\nP: ja, mit P", "mein mann P und ich wollen nach {{LOCATION}}", "Zeugnis für P, Note 2, bitte wohlwollend", "Herr P hat am {{DATE}} gekündigt", "Protokoll: anwesend P, P, P; entschuldigt P",
        "Fasse den Text zusammen.", "Übersetze bitte ins Englische: guten Morgen", "Verbessere die Grammatik", "Erkläre mir Photosynthese", "Schreibe ein Gedicht über den Herbst", "Wie kündige ich ein Abo?", "Prüfe die Rechnung", "rezept für kartoffelsuppe bitte",
    ],
    "fr": [
        "écris un mail à P pour la facture", "P ne répond plus, je fais quoi ?", "Rédige une lettre de licenciement pour P ({{ORG}})", "ma patronne P m'a encore crié dessus", "un petit mot d'anniversaire pour mamie P qui a {{AGE}} ans", "Patient : P, né le {{DATE_OF_BIRTH}}, {{DIAGNOSIS}}", "P et P voient P à {{LOCATION}}", "bonjour, je suis P, j'habite {{ADDRESS}}", "le client P (n° {{CUSTOMER_ID}}) réclame la commande {{ORDER_ID}}", "la mère de P a appelé, il a {{DIAGNOSIS}}", "Cordialement,\nP", "P : tu viens ce soir ?\nP : oui avec P", "mon mari P et moi partons à {{LOCATION}}", "Présents : P, P. Excusé : P", "Maître P plaidera le {{DATE}}", "dis à P que je suis malade",
        "Résume ce texte.", "Traduis en anglais : bonne journée", "Corrige les fautes", "Quelle est la capitale de l'Italie ?", "Explique la photosynthèse", "Écris un poème sur l'automne", "Comment résilier un abonnement ?", "recette de crêpes stp", "la caisse est vide, que faire",
    ],
    "es": [
        "escribe un correo a P sobre la factura", "P no me contesta, qué hago?", "Redacta un despido para P de {{ORG}}", "mi jefa P me gritó otra vez", "felicita a mi abuela P que cumple {{AGE}}", "Paciente: P, nacido el {{DATE_OF_BIRTH}}, {{DIAGNOSIS}}", "P y P quedaron con P en {{LOCATION}}", "hola soy P, vivo en {{ADDRESS}}", "la clienta P (nº {{CUSTOMER_ID}}) reclama el pedido {{ORDER_ID}}", "la mamá de P llamó, tiene {{DIAGNOSIS}}", "Un saludo,\nP", "P: vienes hoy?\nP: sí, con la P", "mi marido P y yo vamos a {{LOCATION}}", "Asistentes: P, P y P", "dile a P que estoy malo", "el P me debe {{MONEY}}", "la P dice que el P no viene",
        "Resume este texto.", "Traduce al inglés: buenos días", "Corrige la ortografía", "¿Cuál es la capital de Italia?", "Explica la fotosíntesis", "Escribe un poema sobre el otoño", "Dime cómo cancelar una suscripción", "Haz una tabla con estos datos", "receta de tortilla porfa", "Necesito el CURP, ¿dónde se saca?",
    ],
    "pt": [
        "escreve um e-mail pro P sobre a fatura", "o P não responde, o que eu faço?", "Redija uma advertência para P da {{ORG}}", "minha chefe P gritou comigo", "parabéns pra vovó P que faz {{AGE}}", "Paciente: P, nascido em {{DATE_OF_BIRTH}}, {{DIAGNOSIS}}", "P e P encontraram o P em {{LOCATION}}", "oi sou a P, moro em {{ADDRESS}}", "a cliente P (nº {{CUSTOMER_ID}}) reclama do pedido {{ORDER_ID}}", "a mãe do P ligou, ele tem {{DIAGNOSIS}}", "Atenciosamente,\nP", "P: vens hoje?\nP: sim, com a P", "meu marido P e eu vamos a {{LOCATION}}", "Presentes: P, P e P", "diz à P que estou doente", "o seu P do {{ADDRESS.street}}",
        "Resuma este texto.", "Traduza para o inglês: bom dia", "Traduz isto", "Melhore a redação", "Qual é a capital da Itália?", "Explique a fotossíntese", "Escreva um poema sobre o outono", "Como cancelar uma assinatura?", "Reformule com educação", "receita de bolo por favor",
    ],
    "it": [
        "scrivi una mail a P per la fattura", "P non risponde, che faccio?", "Scrivi una lettera di richiamo per P ({{ORG}})", "la mia capa P mi ha urlato contro", "auguri per nonna P che compie {{AGE}} anni", "Paziente: P, nato il {{DATE_OF_BIRTH}}, {{DIAGNOSIS}}", "P e P hanno visto P a {{LOCATION}}", "ciao sono P, abito in {{ADDRESS}}", "il cliente P (n. {{CUSTOMER_ID}}) reclama l'ordine {{ORDER_ID}}", "la mamma di P ha chiamato, ha {{DIAGNOSIS}}", "Cordiali saluti,\nP", "P: vieni stasera?\nP: sì, con P", "mio marito P ed io andiamo a {{LOCATION}}", "Presenti: P, P, P", "di' a P che sono malata", "il sig. P del terzo piano",
        "Riassumi il testo.", "Traduci in inglese: buongiorno", "Correggi gli errori", "Qual è la capitale della Francia?", "Spiega la fotosintesi", "Scrivi una poesia sull'autunno", "Come disdico un abbonamento?", "che gioia!", "ricetta della carbonara", "Dammi tre idee",
    ],
    "nl": [
        "schrijf een mail aan P over de factuur", "P reageert niet meer, wat nu?", "Stel een waarschuwing op voor P van {{ORG}}", "mijn baas P schreeuwde weer", "felicitatie voor oma P die {{AGE}} wordt", "Patiënt: P, geb. {{DATE_OF_BIRTH}}, {{DIAGNOSIS}}", "P en P zien P in {{LOCATION}}", "hoi ik ben P en woon op {{ADDRESS}}", "klant P (nr. {{CUSTOMER_ID}}) klaagt over bestelling {{ORDER_ID}}", "de moeder van P belde, hij heeft {{DIAGNOSIS}}", "Met vriendelijke groet,\nP", "P: kom je?\nP: ja, met P", "mijn man P en ik gaan naar {{LOCATION}}", "Aanwezig: P, P, P", "huisarts P verwijst naar {{ORG.hospital}}", "zoon P heeft koorts", "ingelogd vanaf {{IP_ADDRESS}} door {{USERNAME}}",
        "Vat samen.", "Vertaal naar het Engels: goedemorgen", "Verbeter de tekst", "Wat is de hoofdstad van Italië?", "Leg fotosynthese uit", "Schrijf een gedicht over de herfst", "Hoe zeg ik een abonnement op?", "beter zo?", "recept voor stamppot", "Er zijn nieuwe brieven",
    ],
    "pl": [
        "napisz maila do P w sprawie faktury", "P nie odpisuje, co robić?", "Przygotuj upomnienie dla P z {{ORG}}", "moja szefowa P znowu krzyczała", "życzenia dla babci P, kończy {{AGE}} lat", "Pacjent: P, ur. {{DATE_OF_BIRTH}}, {{DIAGNOSIS}}", "P i P spotkali się z P w {{LOCATION}}", "cześć, jestem P, mieszkam {{ADDRESS}}", "klient P (nr {{CUSTOMER_ID}}) reklamuje zamówienie {{ORDER_ID}}", "mama P dzwoniła, ma {{DIAGNOSIS}}", "Pozdrawiam,\nP", "P: będziesz?\nP: tak, z P", "mój mąż P i ja jedziemy do {{LOCATION}}", "Obecni: P, P, P", "powiedz P że jestem chora", "pani P z recepcji", "List do P o przedłużenie",
        "Streść tekst.", "Przetłumacz na angielski: dzień dobry", "Popraw błędy", "Jaka jest stolica Włoch?", "Wyjaśnij fotosyntezę", "Napisz wiersz o jesieni", "Jak zrezygnować z abonamentu?", "przepis na pierogi", "auto marki Škoda, jakie opony", "zadanie z fizyki",
    ],
    "tr": [
        "P'ye fatura için mail yaz", "P cevap vermiyor, ne yapayım?", "{{ORG}} çalışanı P için uyarı yazısı", "müdürüm P yine bağırdı", "babaannem P {{AGE}} yaşına giriyor, kutlama mesajı", "Hasta: P, doğum {{DATE_OF_BIRTH}}, {{DIAGNOSIS}}", "P ile P, {{LOCATION}}'da P ile buluştu", "merhaba ben P, adresim {{ADDRESS}}", "müşteri P ({{CUSTOMER_ID}}) {{ORDER_ID}} siparişini soruyor", "Saygılarımla,\nP", "P: geliyor musun?\nP: evet", "kocam P ve ben {{LOCATION}}'a gidiyoruz", "Katılanlar: P, P, P", "P Hanım toplantıyı erteledi", "P Bey aradı",
        "Metni özetle.", "İngilizceye çevir: günaydın", "Hataları düzelt", "İtalya'nın başkenti neresi?", "Fotosentezi açıkla", "Sonbahar şiiri yaz", "Aboneliği nasıl iptal ederim?", "mercimek çorbası tarifi",
    ],
    "id": [
        "tulis email ke P soal tagihan", "P gak bales, gimana ya?", "buat surat peringatan untuk P dari {{ORG}}", "bos saya P marah lagi", "ucapan ulang tahun nenek P yang ke-{{AGE}}", "Pasien: P, lahir {{DATE_OF_BIRTH}}, {{DIAGNOSIS}}", "P dan P ketemu P di {{LOCATION}}", "halo saya P, tinggal di {{ADDRESS}}", "pelanggan P ({{CUSTOMER_ID}}) komplain pesanan {{ORDER_ID}}", "Salam,\nP", "P: jadi dateng?\nP: iya sama P", "suami saya P", "Hadir: P, P, P", "Bu P minta laporan", "pak P dari lantai 3",
        "Ringkas teks ini.", "Terjemahkan ke Inggris: selamat pagi", "Perbaiki tulisan", "Apa ibu kota Italia?", "Jelaskan fotosintesis", "Tulis puisi tentang hujan", "resep rendang", "cara berhenti langganan",
    ],
    "vi": [
        "viết email cho P về hoá đơn", "P không trả lời, làm sao đây?", "soạn cảnh cáo cho P ở {{ORG}}", "sếp P lại mắng tôi", "chúc mừng sinh nhật bà P {{AGE}} tuổi", "Bệnh nhân: P, sinh {{DATE_OF_BIRTH}}, {{DIAGNOSIS}}", "P và P gặp P ở {{LOCATION}}", "chào, tôi là P, ở {{ADDRESS}}", "khách P ({{CUSTOMER_ID}}) hỏi đơn {{ORDER_ID}}", "Trân trọng,\nP", "P: đến chưa?\nP: rồi", "chồng tôi P", "Có mặt: P, P, P", "chị P bên kế toán",
        "Tóm tắt văn bản.", "Dịch sang tiếng Anh: chào buổi sáng", "Sửa lỗi chính tả", "Thủ đô nước Ý là gì?", "Giải thích quang hợp", "Viết bài thơ về mùa thu", "cách nấu phở", "huỷ đăng ký thế nào",
    ],
    "hi-Latn": [
        "P ko bill ke bare me mail likho", "P reply nahi kar raha, kya karu?", "meri boss P phir chillayi", "dadi P {{AGE}} saal ki ho gayi, wish likho", "P aur P {{LOCATION}} me P se mile", "hello main P, {{ADDRESS}} me rehta hu", "customer P order {{ORDER_ID}} puch raha hai", "P bhaiya se {{MONEY}} lene hai", "P ki mummy ka phone aaya, usko {{DIAGNOSIS}} hai", "mere papa P ko {{DIAGNOSIS}} hai", "P didi ki shaadi {{DATE}} ko hai", "sonu ko bolo P aa raha hai", "P: kaha hai?\nP: ghar pe", "chacha P ka number {{PHONE}}", "P ne P ko paise diye", "teacher P ke liye speech",
        "iska summary likho", "mujhe python sikhao", "france ki capital kya hai", "papa ke liye gift kya lu", "kya hua bhai", "bahut thand hai aaj", "chai banane ka tarika", "ye galat hai kya", "resume kaise banaye",
    ],
    "cs": [
        "napiš mail pro P ohledně faktury", "P neodpovídá, co mám dělat?", "moje šéfová P zase křičela", "přání pro babičku P k {{AGE}} narozeninám", "Pacient: P, nar. {{DATE_OF_BIRTH}}, {{DIAGNOSIS}}", "P a P se sešli s P v {{LOCATION}}", "ahoj, jsem P, bydlím {{ADDRESS}}", "S pozdravem\nP", "P: přijdeš?\nP: jo", "můj muž P", "Přítomni: P, P, P", "paní P z účtárny", "Shrň text.", "Přelož do angličtiny: dobré ráno", "Oprav chyby", "Jaké je hlavní město Itálie?", "recept na svíčkovou",
    ],
    "ro": [
        "scrie-i lui P un mail despre factură", "P nu răspunde, ce fac?", "șefa mea P a țipat iar", "urare pentru bunica P la {{AGE}} ani", "Pacient: P, născut {{DATE_OF_BIRTH}}, {{DIAGNOSIS}}", "P și P s-au văzut cu P în {{LOCATION}}", "salut, sunt P, stau pe {{ADDRESS}}", "Cu stimă,\nP", "P: vii?\nP: da", "soțul meu P", "Prezenți: P, P, P", "Rezumă textul.", "Tradu în engleză: bună dimineața", "Corectează greșelile", "Care e capitala Italiei?", "rețetă de sarmale",
    ],
    "sv": [
        "skriv ett mejl till P om fakturan", "P svarar inte, vad gör jag?", "min chef P skrek igen", "grattis till mormor P som fyller {{AGE}}", "Patient: P, född {{DATE_OF_BIRTH}}, {{DIAGNOSIS}}", "P och P träffade P i {{LOCATION}}", "hej jag heter P och bor på {{ADDRESS}}", "Vänliga hälsningar\nP", "P: kommer du?\nP: ja", "min man P", "Närvarande: P, P, P", "Sammanfatta texten.", "Översätt till engelska: god morgon", "Rätta felen", "Vad heter Italiens huvudstad?", "recept på pannkakor",
    ],
    "en": [
        "P and I are getting divorced", "is P a scam? he says he is from {{ORG}}", "P isn't answering", "what would P think", "told P no", "P's mom has {{DIAGNOSIS}}", "tell P hi", "P (the tenant at {{ADDRESS.full}}) stopped paying", "P will be late", "Can P work from home?", "P, P & P Solicitors are not involved, P is", "Re: P", "P owes P {{MONEY}}", "saw P w/ P at {{LOCATION}}", "P got {{MEDICATION}}", "dr P said its {{DIAGNOSIS}}", "my dog bit P", "P said yes!!", "old P next door", "little P is {{AGE}}", "P aka {{PERSON.nick}}", 'P "{{PERSON.nick}}" {{PERSON.last}}', "Miss P in room 4", "P b. {{DATE_OF_BIRTH}}", "c/o P, {{ADDRESS.full}}", "seat 14C P/{{PERSON.upper}}", "{{PERSON.upper}} vs. {{ORG}}", "Best,\nP", "-- P", "/s/ P", "cc P",
        "enum Color { Red, Rose, Amber, Violet }", "Mark the boxes, then hit Save.", "will it rain in may", "Rose is my favourite colour, not Violet", "The Grace period ends in June", "frank advice please", "Julian and Gregorian calendars differ, why?", "what did Newton discover", "who wrote Hamlet", "Compare Kant and Hegel", "summarise the Peace of Westphalia", "Is Einstein overrated?", "how did Napoleon lose", "was Cleopatra Egyptian", "what would Socrates say about TikTok", "Taylor Swift's best album?", "who won the 1998 World Cup", "does Elon Musk still run SpaceX", "list films by Christopher Nolan", "VARCHAR vs TEXT vs CHAR", "the cron job runs at 5", "A/B test, A wins?", "Q. What is GDP? A. Gross domestic product", "Norwegian or Swedish first?", "SHA256 vs MD5", "how to use Stripe with Zelle", "Tesla or Ford?", "Bach, Mozart or Beethoven for a beginner?", "explain Bayes theorem", "what is a Turing machine", "Write a bedtime story about Peter the rabbit", "use Alice and Bob to explain public keys", "Little Red Riding Hood retold as noir", "mark it as done", "pat the dog", "bill me later", "the art of war summary", "a jack of all trades", "sue them?",
    ],
}  # fmt: skip
