"""Names that are everyday words, and the same words when they name nobody.

"ask faith" and "keep the faith" differ in their sentence only: the model has to see both.
"""

from __future__ import annotations

import random
from typing import Final

__all__ = ["EVERYDAY", "everyday_name", "wordplay"]

EVERYDAY: Final[dict[str, list[str]]] = {
    "en": "Hope Will Mark Grace Joy Rose Ruby Pearl Jade Amber Dawn Eve Summer April May June Sky Skye Rain River Brook Basil Ivy Lily Daisy Violet Hazel Olive Iris Bob Jack Pat Frank Ernest Art Gene Dean Duke Earl Chase Mason Cooper Carter Parker Drew Grant Chance Rich Sandy Misty Star Storm Angel Destiny Harmony Melody Prudence Felicity Honor Robin Jay Lark Raven Phoenix Wolf Bear Fox Coral Opal Ginger Candy Sunny Friday Monday Christian Bishop King Prince Page Reed Rock Clay Cliff Dale Glen Ford Heath Rowan Cherry Gift Goodness Favour Happy Innocent Princess Justice Gray Brown Green White Black Strong Young Long Short Little Small Rice Berry Cook Baker Love True Noble Early Winter Snow Frost Waters Fields Banks Bridges Stern Wise Sharp Moody Savage Wild Merry Major Sterling Cash Gold Diamond Peaches Buddy Junior Fern Poppy".split(),
    "de": "Rose Viola Heide Linde Jasmin Ernst Frank Bernd Wolf Fuchs Vogel Klein Groß Lang Kurz Schnell Sommer Winter Herbst Montag Freitag Sonntag König Kaiser Bauer Fischer Koch Schäfer Sonja Maus Engel Stern Stein Berg Wald Baum Frost Fröhlich Kühn Weise Recht Lieb Süß Roth Weiß Schwarz Braun Grün Herz Glück Friede Gabel Ring Morgen Abend Feder".split(),
    "fr": "Rose Olive Clémence Espérance Modeste Aimé Aimée Désiré Parfait Océane Fleur Capucine Ange Luna Juste Petit Leblanc Boulanger Berger Lilas Marguerite Victoire Prudence Grâce Reine Roi Lefort Legrand Leroy Dubois Montagne Rivière Fontaine Cerise Myrtille Pomme Églantine Garance Anémone Lumière Félicité Bonheur Joie Merci Noël Pascal Avril".split(),
    "es": "Sol Paz Mar Rocío Consuelo Dolores Soledad Mercedes Pilar Blanca Alba Estrella Cielo Nieves Rosa Violeta Perla Ángel Jesús Socorro Remedios Esperanza Caridad Luna Flor Salvador Domingo León Cruz Iglesias Rey Delgado Rubio Moreno Bueno Concepción Encarnación Victoria Gloria Aurora Clara Serena Amparo Martirio Primitivo Justo Bravo Calvo Guerra Nube Lluvia Abril Libertad Guapo Feliz".split(),
    "pt": "Sol Rosa Glória Fé Graça Pérola Flor Aurora Dores Pinto Coelho Carneiro Pereira Céu Lua Estrela Alegria Felicidade Paz Branca Clara Amado Justo Domingos Santos Reis Rocha Costa Ribeiro Campos Machado Cordeiro Neve Prazeres Penha Socorro".split(),
    "it": "Stella Rosa Viola Fiore Grazia Speranza Fortuna Vera Allegra Sole Luna Alba Aurora Celeste Bianca Perla Marina Sereno Felice Leone Guerra Bianchi Rossi Russo Gallo Serena Chiara Letizia Amore Natale Primo Secondo Settimo Benvenuto Libero Fedele Costanza Mare Neve Vittoria Gemma Ginestra Margherita Ortensia Ambra".split(),
    "nl": "Storm Madelief Sterre Lente Zomer Fleur Hoop Wolf Vos Bakker Visser Jager Kok Smit Boer Koning Prins Mooi Zon Ster Maan Fee Engel Joy Pip Sterk Groot Klein Jong Zwart Bruin Vrede Liefde Guus Geluk Duif Merel Valk Raaf".split(),
    "pl": "Wiara Nadzieja Malina Kalina Gracja Zając Lis Gołąb Zima Wiosna Szczęsny Miła Dobra Luba Słowik Sroka Kowal Młynarz Piekarz Król Cesarz Kwiatek Wrzos Lilia Fiołek Mucha Sikora Baran".split(),
    "tr": "Can Yağmur Bulut Rüzgar Çiçek Yaprak Ada Derya Işık Kaya Demir Aslan Başak Nehir Ege Bahar Eylül Mavi Duru Su Ateş Yıldız Ay Defne Lale Doğa Irmak Pınar Zafer Ümit Şimşek Çelik Taş Dağ Deren Kardelen Elmas İnci Tuna Usta Sevinç".split(),
    "hi-Latn": "Asha Kiran Jyoti Shanti Chand Suraj Sagar Khushi Raja Rani Deepak Bunty Chhotu Munna Babli Pyaari Megha Barkha Sona Moti Heera Lali Gudiya Rinku Chintu Pappu Tara Roshni Prakash Vijay Anand Prem Sahil Sapna Mamta Daya Laxmi".split(),
    "id": "Putri Dewi Surya Bunga Cahaya Fajar Bintang Bulan Melati Mawar Indah Mulia Budi Harapan Guntur Bayu Embun Mega Ratu Raja Intan Mutiara Kasih Citra Permata Senja Pelangi Dian Gilang Bagus Cantik Slamet Untung".split(),
    "vi": "Hoa Mai Lan Hồng Sen Bình An Xuân Thu Hạ Đông Ngọc Sơn Hải Long Phượng Yến Vân Tuyết Nguyệt Hương Phúc Lộc Thọ Kim Bạch Dương".split(),
    "sv": "Björn Sten Ros Lilja Storm Frost Varg Alm Berg Dal Sommar Vår Frid Tyra Glad Rask Stark Kvist Gren Lo Måne Sol Liv Saga Hjalmar Stjärna Kung Tova".split(),
    "cs": "Růžena Naděje Víra Láska Květa Bohumil Vlk Liška Zajíc Holub Beran Kočka Mráz Zima Jaro Novák Černý Malý Veselý Tichý Krása Sova Fiala Růžička Kovář Pekař Král Slavík Sokol Jahoda".split(),
    "ro": "Floare Crina Lăcrămioara Viorica Zambila Doina Lupu Ursu Vulpe Soare Luna Steaua Negru Albu Rusu Moraru Ciobanu Lumina Speranța Victoria Garofița Brândușa Codrea Pădure Munteanu Bucur".split(),
}  # fmt: skip

PLAY: Final = {
    "en": "what does the word {0} mean|another word for {0}|use {0}, {1} and {2} in a sentence|is {0} a noun or a verb|a haiku about {0} and {1}|spell {0} backwards|what rhymes with {0}|why do we say {0}|the meaning of {0} vs {1}|translate {0} into german|words like {0}, {1}, {2} for a brand name|paint colours called {0} and {1}|plural of {0}|write a poem with {0} and {1} in it",
    "de": "was bedeutet {0}|synonym für {0}|bilde sätze mit {0}, {1} und {2}|ein gedicht über {0} und {1}|was reimt sich auf {0}|Mehrzahl von {0}",
    "fr": "que veut dire {0}|synonyme de {0}|fais une phrase avec {0}, {1} et {2}|un poème sur {0} et {1}|le pluriel de {0}|rime avec {0}",
    "es": "qué significa {0}|sinónimo de {0}|haz oraciones con {0}, {1} y {2}|un poema sobre {0} y {1}|plural de {0}|palabras que riman con {0}",
    "pt": "o que significa {0}|sinônimo de {0}|faça frases com {0}, {1} e {2}|um poema sobre {0} e {1}|plural de {0}|palavras que rimam com {0}",
    "it": "cosa significa {0}|sinonimo di {0}|fai una frase con {0}, {1} e {2}|una poesia su {0} e {1}|il plurale di {0}|rima con {0}",
    "nl": "wat betekent {0}|ander woord voor {0}|maak zinnen met {0}, {1} en {2}|een gedicht over {0} en {1}|meervoud van {0}|wat rijmt op {0}",
    "pl": "co znaczy {0}|synonim słowa {0}|ułóż zdania ze słowami {0}, {1} i {2}|wiersz o {0} i {1}|co się rymuje z {0}",
    "tr": "{0} ne demek|{0} kelimesinin eş anlamlısı|{0}, {1} ve {2} ile cümle kur|{0} ve {1} hakkında şiir|{0} ile kafiyeli kelimeler",
    "hi-Latn": "{0} ka matlab kya hai|{0}, {1} aur {2} se vakya banao|{0} ka paryayvachi|{0} aur {1} par kavita",
    "id": "apa arti {0}|sinonim {0}|buat kalimat dengan {0}, {1} dan {2}|puisi tentang {0} dan {1}",
    "sv": "vad betyder {0}|synonym till {0}|skriv meningar med {0}, {1} och {2}|en dikt om {0} och {1}",
}  # fmt: skip


def everyday_name(culture: str, rng: random.Random) -> str | None:
    """A name that is a word in the language, if any are known for it."""
    words = EVERYDAY.get(culture.split("-", maxsplit=1)[0] if culture not in EVERYDAY else culture)
    return rng.choice(words) if words else None


def wordplay(rng: random.Random) -> str:
    """A request about the words themselves: nobody is named."""
    lang = rng.choice(["en", "en", "en", *PLAY])
    words = rng.sample(EVERYDAY[lang], 3)
    if rng.random() < 0.75:
        words = [word.lower() for word in words]
    return rng.choice(PLAY[lang].split("|")).format(*words)
