"""Small wikis in several languages, as the test cases name them: real words, made up by hand."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from bot.wikitext.scanner.syntax import Syntax


class Words(NamedTuple):
    """What a language calls things; aliases behind the local name."""

    file: tuple[str, ...]
    category: tuple[str, ...]
    template: str
    redirects: tuple[str, ...]
    behaviours: tuple[str, ...] = ()
    defaultsort: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()


WORDS = {
    "en": Words(("File", "Image"), ("Category",), "Template", ()),
    "de": Words(
        ("Datei", "Bild"),
        ("Kategorie",),
        "Vorlage",
        ("#WEITERLEITUNG",),
        ("__KEIN_INHALTSVERZEICHNIS__",),
        ("SORTIERUNG:",),
        ("erweiterung",),
    ),
    "fr": Words(
        ("Fichier",), ("Catégorie",), "Modèle", ("#REDIRECTION",), ("__AUCUNSOMMAIRE__",), ("CLEFDETRI:",)
    ),
    "ru": Words(
        ("Файл", "Изображение"),
        ("Категория",),
        "Шаблон",
        ("#перенаправление", "#перенапр"),
        ("__БЕЗОГЛ__",),
        ("СОРТИРОВКА_ПО_УМОЛЧАНИЮ:",),
    ),
    "ar": Words(("ملف", "صورة"), ("تصنيف",), "قالب", ("#تحويل",), ("__لافهرس__",)),
    "fa": Words(("پرونده", "تصویر"), ("رده",), "الگو", ("#تغییر_مسیر", "#تغییرمسیر")),
    "he": Words(("קובץ", "תמונה"), ("קטגוריה",), "תבנית", ("#הפניה",)),
    "hi": Words(("चित्र",), ("श्रेणी",), "साँचा", ("#अनुप्रेषित",)),
    "ja": Words(
        ("ファイル", "画像"),
        ("Category", "カテゴリ"),
        "Template",
        ("#転送", "#リダイレクト"),
        ("＿＿目次非表示＿＿",),
    ),
    "zh": Words(("File", "文件", "檔案"), ("Category", "分类", "分類"), "Template", ("#重定向",)),
    "sr": Words(("Датотека", "Слика"), ("Категорија",), "Шаблон", ("#Преусмери", "#преусмери")),
    "th": Words(("ไฟล์", "ภาพ"), ("หมวดหมู่",), "แม่แบบ", ("#เปลี่ยนทาง",)),
    "tr": Words(("Dosya", "Resim"), ("Kategori",), "Şablon", ("#YÖNLENDİRME",)),
    "pl": Words(("Plik", "Grafika"), ("Kategoria",), "Szablon", ("#PATRZ",)),
    "sv": Words(("Fil", "Bild"), ("Kategori",), "Mall", ("#OMDIRIGERING",)),
    "fi": Words(("Tiedosto", "Kuva"), ("Luokka",), "Malline", ("#OHJAUS",)),
    "nb": Words(("Fil", "Bilde"), ("Kategori",), "Mal", ("#OMDIRIGERING",)),
    "ko": Words(("파일", "그림"), ("분류",), "틀", ("#넘겨주기",)),
    "my": Words(("ဖိုင်",), ("ကဏ္ဍ",), "တမ်းပလိတ်", ()),
    "km": Words(("ឯកសារ",), ("ចំណាត់ថ្នាក់ក្រុម",), "ទំព័រគំរូ", ()),
    "lo": Words(("ຮູບ",), ("ໝວດ",), "ແມ່ແບບ", ()),
    "bo": Words(("File",), ("Category",), "Template", ()),
}
# fmt: off
EXTENSION_TAGS = (
    "pre", "nowiki", "gallery", "indicator", "ref", "references", "poem", "math", "chem", "score",
    "timeline",
    "syntaxhighlight", "source", "imagemap", "templatestyles", "section", "mapframe",
)
# fmt: on


def siteinfo(language: str) -> dict[str, Any]:
    """The ``query`` part of the siteinfo of the small wiki in this language."""
    words = WORDS[language]
    local = {
        -2: "Media",
        0: "",
        1: "Talk",
        2: "User",
        6: words.file[0],
        10: words.template,
        14: words.category[0],
    }
    canonical = {6: "File", 10: "Template", 14: "Category"}
    return {
        "general": {
            "wikiid": f"{language}wiki",
            "lang": language,
            "server": f"//{language}.wikipedia.org",
            "articlepath": "/wiki/$1",
            "script": "/w/index.php",
        },
        "namespaces": {
            str(number): {
                "id": number,
                "case": "first-letter",
                "name": name,
                "content": number == 0,
                "canonical": canonical.get(number, name),
            }
            for number, name in local.items()
        },
        "namespacealiases": [
            {"id": 6, "alias": "Image"},
            *({"id": 6, "alias": alias} for alias in words.file[1:]),
            *({"id": 14, "alias": alias} for alias in words.category[1:]),
        ],
        "interwikimap": [
            {"prefix": "xx", "language": "Xish", "url": "https://xx.wikipedia.org/wiki/$1"},
            {"prefix": "wikt", "url": "https://en.wiktionary.org/wiki/$1"},
        ],
        "magicwords": [
            {"name": "redirect", "aliases": [*words.redirects, "#REDIRECT"]},
            {"name": "notoc", "aliases": [*words.behaviours, "__NOTOC__"]},
            {"name": "defaultsort", "aliases": [*words.defaultsort, "DEFAULTSORT:", "DEFAULTSORTKEY:"]},
            {"name": "formatnum", "aliases": ["FORMATNUM"]},
            {"name": "pagename", "aliases": ["PAGENAME"]},
            {"name": "tag", "aliases": [*words.tag, "tag"]},
        ],
        "functionhooks": ["defaultsort", "formatnum", "if", "tag", "pagename"],
        "variables": ["pagename", "!"],
        "extensiontags": [f"<{tag}>" for tag in EXTENSION_TAGS],
        "languagevariants": {"zh": {}, "sr": {}, "en": {}},
    }


@cache
def syntax(language: str) -> Syntax:
    """The words of that wiki."""
    return Syntax.from_siteinfo(siteinfo(language))
