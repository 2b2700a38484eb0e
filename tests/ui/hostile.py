"""Sixty texts that no caller, partner or force system should send, and one day will."""

from __future__ import annotations

from typing import Final

#: What a text may name to be fetched or run; none of it may be opened by showing the text.
BAIT: Final = ("/etc/passwd", "127.0.0.1:9")

_MARKUP = (
    "<img src='file:///etc/passwd'>",
    "<img src='http://127.0.0.1:9/x.png' width=5000 height=5000>",
    "<a href='http://127.0.0.1:9/'>click here</a>",
    "<a href='file:///etc/passwd'>your record</a>",
    "<qt><h1>NOT A HEADING</h1></qt>",
    "<b>bold</b> &amp; <i>italic</i> &lt;tag&gt; &#0; &nbsp;",
    "<html><head><style>* { color: red }</style></head><body>styled</body></html>",
    "<link rel='stylesheet' href='file:///etc/passwd'>",
    "<script>alert('x')</script>",
    "<table width='99999'><tr><td>wide</td></tr></table>",
    "<br>" * 200,
    "<!DOCTYPE html><!-- <p> --><p>after a comment",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
    "<object data='file:///etc/passwd'></object><iframe src='http://127.0.0.1:9/'></iframe>",
    "![picture](file:///etc/passwd) [link](http://127.0.0.1:9/) # heading **bold**",
    "url(file:///etc/passwd); } * { image: url(/etc/passwd)",
    "<p style='font-size:500px;background-image:url(file:///etc/passwd)'>huge</p>",
    "<svg onload='x()'><image href='http://127.0.0.1:9/x'/></svg>",
)
_DIRECTION = (
    "\u202egnp.exe\u202c read backwards",
    "\u2067right to left isolate\u2069 and \u2066left to right\u2069",
    "\u200f\u200e\u061cmarks alone",
    "\u202a\u202b\u202d" * 50 + "never closed",
    "שלום مرحبا mixed with Latin 123",
)
_SHAPELESS = (
    "nul \x00 in the middle",
    "\x00",
    "".join(map(chr, range(1, 32))) + "controls",
    "\x7f\x80\x85\x9b31m C1 controls",
    "bell \a backspace \b\b\b form feed \f vertical tab \v",
    "zero\u200bwidth\u200c \u200djoin\u2060ers\ufeff",
    "\u200b" * 500,
    "soft\u00adhyphens\u00ad" * 20,
    "line\u2028separator and paragraph\u2029separator",
    "tags \U000e0041\U000e0042\U000e007f and annotations \ufff9a\ufffab\ufffb",
    "lone surrogate \ud800 and the other half \udfff",
    "private \ue000 \U000f0000 and not a character \ufffe \uffff",
)
_PILED = (
    "Z" + "\u0301" * 400 + "algo",
    "".join(c + "\u0335\u0336\u0489\u20dd\u0300" * 6 for c in "everything piled up"),
    "\u0301\u0302\u0303 starting with marks",
)
_LONG = (
    "x" * 10_000,
    "W" * 1_000,
    "many words " * 300,
    "\u3042" * 2_000,
    "\n" * 1_000 + "far below",
    "one\ntwo\r\nthree\rfour\n\n\nseven",
    "\t" * 200 + "to the right",
    " " * 5_000 + "far away",
    "",
)
_MACHINES = (
    "\x1b[31mred\x1b[0m \x1b]8;;http://127.0.0.1:9/\x07link\x1b]8;;\x07 \x1b[2J",
    "%s %d %n %x %1 %L2 %(name)s {0} {words} {0.__class__} {{}} $HOME ${PATH} `id`",
    "'; DROP TABLE events; -- \" OR 1=1 /*",
    "../../../../../../etc/passwd",
    "..\\..\\windows\\system32\\config\\sam \\\\host\\share\\x.png C:\\nul",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "tel:+447700900123?call mailto:somebody@example.invalid",
    "=cmd|' /C calc'!A0",
    "-----BEGIN PGP MESSAGE----- \\u0000 \\x00 \\N{DIGIT ONE}",
)
_SHORT_CUTS = (
    "Marks && Sons & Daughters &Alone &",
    "&F1 Alt&+F4 [*] (&S)end\tCtrl+Q",
)
_PICTURES = ("👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇬🇧 👮🏽‍♀️ " + "🚨" * 200,)

TEXTS: Final = (
    *_MARKUP, *_DIRECTION, *_SHAPELESS, *_PILED, *_LONG, *_MACHINES, *_SHORT_CUTS, *_PICTURES,
)  # fmt: skip
