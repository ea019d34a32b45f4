"""Words that tell on a list of participants that somebody does not sign up there, or that two do.

They are kept for the languages of the largest wikis, and hold in all of them: a word of another language
than the wiki's does no harm. What the bot itself says stands in :mod:`bot.i18n`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.wikitext.sections import comparable

_LONGEST = 100
_MOST_WORDS = 4
"""A longer text before a colon, or a longer heading, is a sentence."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


_ROLES = _words("""
    organizer, organiser, organizing, organising, organised by, organized by, organisator,
    organisateur, organisatrice, organizador, organizator, organizatör, organitzador, organizzator,
    organizátor, organizaator, organizanto, orga$, orga-team, coorgani, koorgani, co-organi, arrangør,
    arrangement, arranger, arrangeur, veranstalt, järjestä, korrald, szervez, pořadat, usporiad,
    prireditel, διοργαν, οργανωτ, організатор, организатор, арганізатар, düzenle, antolatzaile,
    skipuleg, trefnydd, penyelenggara, penganjur, panitia, tổ chức, ban tổ chức, ผู้จัด, منظم, المنظم,
    برگزارکننده, مארגן, מארג, המארג, आयोजक, আয়োজক, ஒருங்கிணைப், సమన్వయ, 主催, 主办, 主辦, 組織者,
    组织者, 幹事, 주최, 주관, 운영, ორგანიზატ, կազմակերպ, coordin, coördin, koordin, samordn,
    ansvarlig, ansvarig, verantwort, responsab, responsáv, odpowiedz, αρμόδι, συντονισ, коорд,
    каардын, منسق, المنسق, هماهنگ, רכז, समन्वयक, সমন্বয়, 協調, 协调, 코디, mentor, ментор, наставн,
    المرشد, مرشد, חונך, 导师, 導師, 멘토, メンター, coach, trainer, entrenador, treinador, formateur,
    formatrice, тренер, tutor, jury, juror, juro, jurad, jurat, júri, jurí, žiri, žyūri, жюри, журі,
    жири, žiūri, zsűri, porota, kritis, tuomar, bedömare, dommer, domare, judge, juez, jueces, juíz,
    giuri, giudic, giudici, giurat, juge, richter, schiedsricht, κριτ, критическ, судья, судьи, судді,
    juri, giám khảo, กรรมการ, محكم, المحكم, لجنة, لجنه, داور, שופט, צוות, निर्णायक, বিচারক, 審査,
    评委, 評審, 裁判, 심사, host$, hosts$, hosted by, hôte, anfitri, gastgeb, vert$, verter$,
    vertskap, värd$, värdar, facilit, moderat, moderador, modér, модерат, contact, kontakt, contatt,
    contato, контакт, επικοινων, جهة, اتصال, ליצירת קשר, 連絡, 联系, 聯繫, 담당, 担当, help$, helper,
    helpdesk, hilfe$, helfer, hjelp$, hjelper, hjælp, hjälp, ayuda$, ayudante, aide$, aiuto$, ajuda$,
    pomoc, помощ, допомог, assist, support, speaker, photo$, photos$, photo by, photographer, image$,
    foto$, fotos$, фото$, 写真, 摄影, 攝影, 사진, sponsor, parrain, invited by, inviter, created by,
    maintainer, lead$, team lead, leader, led by, leiter, leitung, leder$, ledere$, ledare, staff, admin,
    curator, kurator, chair, secretar, sekret, supervis, betreu, veileder, handledare, begeleid,
    ohjaaj, opiekun, translated by, questions$, thanks$, thanks to
""")
"""How these words begin; with ``$``: all of it."""
_WITHDRAWN = _words("""
    withdr, former, inactive, retired, left$, dropped out, dropout, drop-out, resigned, disqualif,
    no longer, not participating, not taking part, cancelled, canceled, declined, removed, struck$,
    quit$, unsubscribed, opted out, past participant, trukket, trukne, avmeld, frameld, avanmäl,
    avhopp, drog sig ur, tidligere, tidigare, inaktiv, utmeld, hætt, zurückgezogen, zurückgetreten,
    ausgeschieden, ausgestiegen, abgemeldet, abmeld, ehemalig, nicht mehr, retiré, retirée, désist,
    ancien, inactif, abandon, retirad, bajas$, baja$, inactiv, antigu, desist, saíram, ritirat, ritir,
    inattiv, teruggetrokken, afgemeld, afmeld, voormalig, gestopt, wycofan, zrezygnowa, rezygn, byli$,
    nieaktyw, odstoup, odhláš, neaktiv, odstúp, visszalép, kilép, inaktív, retras, odustal, odjavljen,
    odstop, vetäyty, perunee, peruutt, peruneet, entiset, loobunud, atteik, pasitrauk, izstāj, αποχώρ,
    αποσύρ, ανενεργ, выбыв, отказ, снявш, вышед, покинув, бывш, неактив, вибул, відмов, знялис,
    вийшли, колишн, неактивн, оттегл, отпадн, повлеч, одуста, повук, çekil, ayrılan, vazgeç,
    eski katıl, mundur, mengundurkan, menarik diri, rút, đã rút, ถอน, ยกเลิก, منسحب, المنسحب, انسحب,
    انسحاب, انصراف, کناره, غیرفعال, פרשו, פורשים, פרש, לא פעיל, לשעבר, निष्क्रिय, नाम वापस,
    প্রত্যাহার, নিষ্ক্রিয়, 辞退, 取り消し, 退出, 棄権, 弃权, 已退, 탈퇴, 철회, 취소, 기권
""")
_NAMES = frozenset(
    _words("""
    name, names, user, users, username, user name, account, participant, participants, editor, member,
    benutzer, benutzername, teilnehmer, teilnehmerin, nom, utilisateur, utilisatrice, participante,
    nom d'utilisateur, nombre, usuario, usuaria, nome, utilizador, usuário, utente, partecipante, naam,
    gebruiker, deelnemer, navn, namn, bruker, brukar, brukernavn, deltaker, deltakar, användare,
    användarnamn, deltagare, bruger, brugernavn, deltager, nimi, käyttäjä, osallistuja, uczestnik,
    użytkownik, nazwa użytkownika, imię, jméno, uživatel, účastník, meno, név, szerkesztő, résztvevő,
    имя, участник, участница, имя участника, ім'я, учасник, учасниця, име, потребител, корисник, учесник,
    ime, korisnik, sudionik, όνομα, χρήστης, συμμετέχων, isim, kullanıcı, katılımcı, nama, pengguna,
    peserta, tên, thành viên, người tham gia, ชื่อ, ผู้ใช้, ผู้เข้าร่วม, اسم, الاسم, مستخدم, المستخدم,
    مشارك, المشارك, نام, کاربر, شرکت‌کننده, שם, משתמש, משתתף, नाम, सदस्य, प्रतिभागी, নাম, ব্যবহারকারী,
    அங்கத்தவர், பெயர், పేరు, 名前, 利用者, 参加者, 用户, 用户名, 用戶, 用戶名, 姓名, 參與者, 参与者, 이름,
    사용자, 참가자, სახელი, მომხმარებელი, անուն, մասնակից, usor, uzanto, nomo
""")
)
"""What the column of names is called in a table."""
_TWO_ARE_JOINED_BY = frozenset(
    _words("""
    &, &amp;, +, /, a, ac, agus, and, as well as, ati, dan, dhe, e, ed, edhe, en, et, eta, i, i també,
    ile, in, ir, ja, kaj, kuma, na, och, og, oraz, plus, sekä, si, u., un, und, und auch, ve, và,
    và cả, y, és, és a, şi, și, και, κι, да, ды, и, й, та, і, եւ, և, ו, ועם, اور, و, आणि, और, এবং, ও,
    மற்றும், మరియు, ಮತ್ತು, ഒപ്പം, และ, და, と, 与, 及, 和, 與, 跟, 과, 및, 와
""")
)
_STRIKING = frozenset(
    _words("""
    barrato, barré, del, deleted, doorhalen, durchgestrichen, durchstreichen, genomstruken,
    overstreket, przekreślenie, riscado, s, sbarrato, stricken, strike, striked, strikeout,
    strikethrough, stroke, struck, strøket, tachado, texte barré, withdrawn, yliviivaus, закреслено,
    зачеркнуто, зачёркнуто, שטוב, مشطوب, 删除线, 取り消し線, 打ち消し線, 취소선
""")
)
_STEMS = "|".join(re.escape(word) for word in (*_ROLES, *_WITHDRAWN) if not word.endswith("$"))
_ASIDE = re.compile(rf"(?<!\S)(?:{_STEMS})")
_WHOLE = frozenset(word.rstrip("$") for word in (*_ROLES, *_WITHDRAWN) if word.endswith("$"))
_EDGES = " \t\n,;:()[]|·•.،、，；؛\u200e\u200f"


@lru_cache(maxsize=1024)
def is_aside(label: str) -> bool:
    """Whether who is named behind this label or below this heading does something else than sign up.

    It names a role, such as *Organizers* or *Jury*, or says that these withdrew.
    """
    if len(label) > _LONGEST:
        return False
    words = comparable(label).split()
    if not words or len(words) > _MOST_WORDS:
        return False
    parts, part = [], list[str]()
    for word in words:
        if word in _TWO_ARE_JOINED_BY:
            parts.append(part)
            part = []
        else:
            part.append(word)
    named = list(filter(None, [*parts, part]))
    return bool(named) and all(map(_names_a_role, named))


def _names_a_role(words: list[str]) -> bool:
    text = " ".join(words)
    return text in _WHOLE or bool(_ASIDE.search(text))


def joins(between: str) -> bool:
    """Whether the text between two people says that both are meant: "and", "&", "/"."""
    words = between.strip(_EDGES).casefold() if len(between) <= _LONGEST else ""
    return words.rstrip("-־ ") in _TWO_ARE_JOINED_BY


def strikes(template: str) -> bool:
    """Whether a template of this name strikes out what it holds."""
    return template.casefold() in _STRIKING


def is_name(text: str) -> bool:
    """Whether a column with this header holds the names of those who take part."""
    return len(text) <= _LONGEST and comparable(text).strip(" :") in _COMPARED_NAMES


_COMPARED_NAMES = frozenset(map(comparable, _NAMES))
