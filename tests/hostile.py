"""A folder of malformed, encrypted, hostile and odd files, and what may come of each.

Every file is written from a few lines of ours: whole ones in every encoding and container, the same cut off and
damaged at many places, bombs, traps and names that no program likes.
"""

from __future__ import annotations

import codecs
import gzip
import io
import os
import random
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from raw_pdf import join_objects, pdf_bytes, stream
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

SAID = "秘书长根据大会第 72/164 号决议提交报告"
TEXT = f"选举援助问题\n\n秘书长的报告\n\n1. {SAID}。\n2. 开发署在马里登记了 12 500 名选民。\n"
TRADITIONAL = "秘書長根據大會第 72/164 號決議提交報告，請會員國就聯合國的選舉援助問題提出意見。\n" * 3
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = f"<w:body><w:p><w:r><w:t>{SAID}。</w:t></w:r></w:p></w:body>"
WORD = f"<w:document {W}>{BODY}</w:document>"
PAGE = f"<html><head><title>x</title></head><body><h1>报告</h1><p>{SAID}。</p><table><tr><td>马里</td><td>3</td></tr></table></body></html>"
DRAWN = "abcdefgh"
MEANINGS = dict(zip(DRAWN, "秘书长根据大会第", strict=True))
SHOWN = "".join(MEANINGS.values())
REFUSED = frozenset({"corrupt", "unsupported", "ok_empty"})
DAMAGED = REFUSED | {"ok", "ok_partial", "encrypted", "too_large"}
"""What may come of a file of which no one knows how much is left: a reading or a refusal, never a fault of ours."""
OK = frozenset({"ok"})


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file: its name, its bytes, the results that it may have, and words that its report must hold."""

    name: str
    content: bytes
    results: frozenset[str] = OK
    says: str = ""


def hostile() -> Iterator[Hostile]:
    """Every file of regular bytes; `write_hostile` adds links, pipes and names."""
    yield from _texts()
    yield from _pages()
    yield from _word()
    yield from _containers()
    yield from _pdf()
    yield from _others()


def write_hostile(folder: Path) -> dict[str, Hostile]:
    """Write all of it and return what is expected by the path that the manifest shows."""
    folder.mkdir()
    made = [*hostile(), *_names()]
    for one in made:
        path = os.fsencode(folder) + b"/" + os.fsencode(one.name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb") as file:
            file.write(one.content)
    made += _specials(folder)
    shown = {f"{folder}/" + os.fsencode(one.name).decode(errors="backslashreplace"): one for one in made}
    assert len(shown) == len(made)
    return shown


def _specials(folder: Path) -> list[Hostile]:
    missing, unsupported = frozenset({"missing"}), frozenset({"unsupported"})
    (folder / "lost.pdf").symlink_to(folder / "nowhere")
    (folder / "device.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.pdf")
    with (folder / "sparse.pdf").open("wb") as file:
        file.truncate(1 << 40)
    (folder / "closed.txt").write_text(TEXT, encoding="utf8")
    (folder / "closed.txt").chmod(0)
    closed = frozenset({"corrupt"}) if os.geteuid() else OK
    return [
        Hostile("lost.pdf", b"", missing),
        Hostile("device.txt", b"", unsupported),
        Hostile("pipe.pdf", b"", unsupported),
        Hostile("sparse.pdf", b"", frozenset({"too_large"})),
        Hostile("closed.txt", b"", closed),
    ]


def _names() -> Iterator[Hostile]:
    odd = ["line\nbreak", "esc\x1b[31mred", "bell\a", "😀", "=cmd|' 'calc", "<img src=x onerror=alert(1)>", "a'b\"c", "$(id)",
           "`id`", "-rf", "--help", " blank ", "%2f..%2fx", "con", "长" * 80, "x" * 250, "\u202egnp", "a;b&c|d", "%s%n", "{0}",
           "Ａ", "é", "e\u0301", "\\", "*", "?", "[a]", os.fsdecode(b"latin\xe9"), os.fsdecode(b"\xff\xfe")]  # fmt: skip
    for number, name in enumerate(odd):
        text = TEXT if number != 15 else TEXT + "3. 完。\n"
        yield Hostile(f"{name}.txt", text.encode(), OK, SAID)
    yield Hostile("folder.pdf/inner.txt", TEXT.encode(), OK, SAID)
    yield Hostile("no ending", TEXT.encode(), OK, SAID)


def _texts() -> Iterator[Hostile]:
    for name, mark, encoding in (
        ("utf8", b"", "utf-8"), ("utf8-mark", codecs.BOM_UTF8, "utf-8"), ("utf16le-mark", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf16be-mark", codecs.BOM_UTF16_BE, "utf-16-be"), ("utf16le", b"", "utf-16-le"), ("utf16be", b"", "utf-16-be"),
        ("gb18030", b"", "gb18030"), ("gbk", b"", "gbk"),
    ):  # fmt: skip
        whole = mark + TEXT.encode(encoding)
        yield Hostile(f"{name}.txt", whole, OK, SAID)
        yield from _cut(name, "txt", whole, 10)
    yield Hostile("big5.txt", TRADITIONAL.encode("big5hkscs"), OK, "秘書長根據大會第")
    for name, newline in (("crlf", "\r\n"), ("cr", "\r"), ("feed", "\f\n"), ("mixed", "\r\n\n\r")):
        yield Hostile(f"{name}.txt", TEXT.replace("\n", newline).encode(), OK, SAID)
    odd = {
        "one-line": SAID * 3_000,
        "brackets": TEXT + "（" * 5_000,
        "quotes": TEXT + "“《" * 5_000,
        "symbols": TEXT + "A/1/" * 5_000,
        "session": TEXT + "第" * 5_000 + "1、" * 5_000,
        "numbers": TEXT + "\n".join(f"{n}. 某事。" for n in range(2_000)),
        "same-number": TEXT + "1. 某事。\n" * 1_000,
        "blanks": " \t\u3000\n" * 2_000 + TEXT + "\u3000" * 5_000,
        "zero-width": TEXT.replace("\n", "\u200b\u200d\ufeff\n"),
        "joined": TEXT + "e" + "\u0301" * 5_000,
        "turned": TEXT + "\u202e\u2066写反\u2069" * 100,
        "private": TEXT + "\ue000\uf8ff" * 500,
        "beyond": TEXT + "𠮷😀" * 500,
        "markup": TEXT + "<script>alert(1)</script>]]><!-- & &amp; \"'`${x}",
        "formula": TEXT + "=HYPERLINK(\"http://x\",1)\n+1+1\n@SUM(A1)\n-2\n\t=1\n",
        "cypher": TEXT + "'}) DETACH DELETE n //\n\\' OR 1=1 --\n",
        "terminal": TEXT + "\x1b]0;own\x07\x1b[2J",
        "separators": TEXT + "\u2028\u2029\x85",
        "huge-number": TEXT + "9" * 5_000 + " 名选民，" + "9" * 400 + "%，占 1" + "0" * 400 + " 万人。",
        "years": TEXT + "0000年00月00日 9999年99月99日 2018年2月30日",
    }  # fmt: skip
    for name, text in odd.items():
        yield Hostile(f"odd-{name}.txt", text.encode(), OK, SAID)
    yield Hostile("nul.txt", TEXT.encode().replace(b"\n", b"\0"), DAMAGED)
    yield Hostile("surrogate.txt", TEXT.encode() + b"\xed\xa0\x80", frozenset({"corrupt"}))
    yield Hostile("overlong.txt", TEXT.encode() + b"\xc0\xaf\xf4\x90\x80\x80", frozenset({"corrupt"}))
    yield from _hurt("text", "txt", TEXT.encode(), 15)


def _pages() -> Iterator[Hostile]:
    yield Hostile("page.html", PAGE.encode(), OK, SAID)
    yield from _cut("page", "html", PAGE.encode(), 40)
    yield from _hurt("page", "html", PAGE.encode(), 20)
    odd = {
        "deep": PAGE.replace("<p>", "<div>" * 3_000 + "<p>"),
        "unclosed": "<html><body><table><tr><td>" + f"<td>{SAID}<tr><td>" * 20,
        "tables": "<html><body>" + "<table><tr><td>" * 200 + SAID,
        "lists": "<html><body>" + '<ol start="99999999999999999999"><li>' * 200 + SAID,
        "comment": PAGE + "<!--" + "x" * 5_000,
        "attributes": PAGE.replace("<p>", "<p " + "a='b' " * 5_000 + ">"),
        "entities": PAGE.replace("。", "&#x110000;&#xD800;&nosuch;&#0;&#99999999999;&amp;amp;"),
        "script": PAGE.replace("<p>", "<script>document.write('<p>假</p>')</script><p>"),
        "frames": PAGE.replace("<p>", '<iframe src="file:///etc/passwd"></iframe><img src=x onerror=alert(1)><p>'),
        "doctype": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + PAGE.replace("。", "&x;。"),
        "lower-than": PAGE.replace("。", "。1 < 2 <3 </ > <>"),
        "lie": PAGE.replace("<title>", '<meta charset="utf-16"><title>'),
        "unknown": PAGE.replace("<title>", '<meta charset="klingon"><title>'),
    }
    for name, page in odd.items():
        yield Hostile(f"odd-{name}.html", page.encode(), OK, SAID)
    yield Hostile("gbk.html", PAGE.replace("<title>", '<meta charset="gbk"><title>').encode("gbk"), OK, SAID)
    yield Hostile("utf16.html", codecs.BOM_UTF16_LE + PAGE.encode("utf-16-le"), OK, SAID)
    yield Hostile("page.pdf", PAGE.encode(), OK, SAID)


def zipped(*parts: tuple[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return made.getvalue()


def _word() -> Iterator[Hostile]:
    whole = zipped(("word/document.xml", WORD))
    yield Hostile("word.docx", whole, OK, SAID)
    yield Hostile("word.txt", whole, OK, SAID)
    yield Hostile("stored.docx", zipped(("word/document.xml", WORD), method=zipfile.ZIP_STORED), OK, SAID)
    yield from _cut("word", "docx", whole, 40)
    yield from _hurt("word", "docx", whole, 50)
    stored = zipped(("word/document.xml", WORD), method=zipfile.ZIP_STORED)
    yield from _hurt("stored", "docx", stored, 30)
    numbers = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="2147483647"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%2.%9"/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    counted = WORD.replace(
        "<w:p>", '<w:p><w:pPr><w:numPr><w:ilvl w:val="77777777"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    )
    circle = f'<w:styles {W}><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>'
    styled = WORD.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>')
    outside = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="1" Type="x/header" Target="file:///etc/passwd"/>'
        '<Relationship Id="2" Type="x/header" Target="../../../etc/passwd"/>'
        '<Relationship Id="3" Type="x/header" Target="http://192.0.2.1/x" TargetMode="External"/></Relationships>'
    )
    good = {
        "numbers": [("word/document.xml", counted), ("word/numbering.xml", numbers)],
        "circle": [("word/document.xml", styled), ("word/styles.xml", circle)],
        "outside": [("word/document.xml", WORD), ("word/_rels/document.xml.rels", outside)],
        "climbing": [("word/document.xml", WORD), ("../../../../tmp/unreport-escaped", "x"), ("/etc/x", "x")],
        "nested": [("word/document.xml", WORD), ("inner.zip", zipped(("inner.zip", whole)))],
        "long": [("word/document.xml", WORD.replace("。", "。" + "很长" * 200_000))],
        "lost-note": [("word/document.xml", WORD.replace("</w:t>", '</w:t><w:footnoteReference w:id="9"/>'))],
    }  # fmt: skip
    for name, parts in good.items():
        yield Hostile(f"odd-{name}.docx", zipped(*parts), OK, SAID)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bad = {
        "empty-part": "",
        "no-xml": "秘书长",
        "other-root": "<x/>",
        "no-body": f"<w:document {W}/>",
        "entity": f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>{WORD.replace("。", "&x;")}',
        "laughs": f'<!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>{WORD.replace("。", "&l9;")}',
        "remote": f'<!DOCTYPE w SYSTEM "http://192.0.2.1/x.dtd">{WORD}',
        "very-deep": WORD.replace("<w:p>", "<w:sdt>" * 10_000),
        "zeros": b"\0" * 60_000_000,
    }
    for name, part in bad.items():
        yield Hostile(f"bad-{name}.docx", zipped(("word/document.xml", part)), REFUSED)
    nested = (
        "<w:sdt><w:sdtContent>" * 100
        + "<w:p><w:r><w:t>"
        + SAID
        + "</w:t></w:r></w:p>"
        + "</w:sdtContent></w:sdt>" * 100
    )
    yield Hostile(
        "deep.docx", zipped(("word/document.xml", f"<w:document {W}><w:body>{nested}</w:body></w:document>")), OK, SAID
    )


def _containers() -> Iterator[Hostile]:
    whole = zipped(("word/document.xml", WORD))
    central = whole.index(b"PK\x01\x02")
    large = frozenset({"too_large"})
    yield Hostile("bomb.docx", whole[: central + 24] + struct.pack("<I", 0xF0000000) + whole[central + 28 :], large)
    yield Hostile("crowd.docx", zipped(("word/document.xml", WORD), *((f"x/{n}", b"") for n in range(10_001))), large)
    locked = bytearray(whole)
    locked[6] |= 1
    locked[central + 8] |= 1
    yield Hostile("locked.docx", bytes(locked), frozenset({"encrypted"}))
    for method in (1, 6, 9, 12, 14, 93, 99):
        odd = bytearray(whole)
        odd[8] = odd[central + 10] = method
        yield Hostile(f"method-{method}.docx", bytes(odd), frozenset({"corrupt"}))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    yield Hostile("locked-ole.docx", ole + "EncryptedPackage".encode("utf-16-le"), frozenset({"encrypted"}))
    yield Hostile("empty.docx", zipped(), REFUSED)
    yield Hostile("plain.zip", zipped(("a.txt", TEXT)), REFUSED)
    yield Hostile("front.docx", b"MZ" + whole, DAMAGED)
    yield Hostile("word.docx.gz", gzip.compress(whole, mtime=0), REFUSED)


def _reportlab(pages: int = 1, **kwargs: object) -> bytes:
    made = io.BytesIO()
    drawing = canvas.Canvas(made, invariant=True, **kwargs)
    for number in range(pages):
        drawing.drawString(72, 700, f"1. General Assembly resolution 72/164, part {number}")
        drawing.showPage()
    drawing.save()
    return made.getvalue()


def _pdf() -> Iterator[Hostile]:
    whole = pdf_bytes([DRAWN, DRAWN], MEANINGS)
    yield Hostile("pdf.pdf", whole, OK, SHOWN)
    yield Hostile("pdf.docx", whole, OK, SHOWN)
    yield Hostile("junk-before.pdf", b"junk\n" * 100 + whole, OK, SHOWN)
    yield Hostile("junk-behind.pdf", whole + b"junk\n" * 500, OK, SHOWN)
    yield from _cut("pdf", "pdf", whole, 60)
    yield from _hurt("pdf", "pdf", whole, 80)
    yield from _hurt("packed", "pdf", _reportlab(2, pageCompression=1), 30)
    yield Hostile("many-pages.pdf", _reportlab(60), OK, "72/164")
    locked = StandardEncryption("secret", ownerPassword="owner", strength=128)
    yield Hostile("locked.pdf", _reportlab(encrypt=locked), frozenset({"encrypted"}))
    owned = StandardEncryption("", ownerPassword="owner", strength=128)
    yield Hostile("owned.pdf", _reportlab(encrypt=owned), OK, "72/164")
    yield from _page_trees()
    yield from _page_contents()
    for name, box in (("none", ""), ("zero", "[0 0 0 0]"), ("turned", "[595 842 0 0]"), ("huge", "[0 0 1e30 1e30]"),
                      ("negative", "[-9999 -9999 -1 -1]"), ("words", "[a b c d]"), ("short", "[0 0]")):  # fmt: skip
        odd = whole.replace(b"/MediaBox [0 0 595 842]", f"/MediaBox {box}".encode() if box else b"")
        yield Hostile(f"box-{name}.pdf", odd, DAMAGED)
    for turn in ("45", "-90", "1e9", "/x"):
        odd = whole.replace(b"/MediaBox", f"/Rotate {turn} /MediaBox".encode())
        yield Hostile(f"turn-{turn.strip('/')}.pdf", odd, DAMAGED)
    for action in ("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "/OpenAction << /S /Launch /F (/bin/sh) >>",
                   "/OpenAction << /S /URI /URI (http://192.0.2.1) >>", "/AcroForm << /XFA 2 0 R >>"):  # fmt: skip
        odd = whole.replace(b"/Type /Catalog", f"/Type /Catalog {action}".encode())
        yield Hostile(f"action-{len(action)}.pdf", odd, OK, SHOWN)


def _tree(pages: str, *more: str) -> bytes:
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    )
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return join_objects(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            pages,
            page,
            stream("BT /F 14 Tf 72 700 Td (General Assembly resolution 72/164) Tj ET"),
            font,
            *more,
        ]
    )


def _page_trees() -> Iterator[Hostile]:
    trees = {
        "no-pages": "<< /Type /Pages /Kids [] /Count 0 >>",
        "count": "<< /Type /Pages /Kids [3 0 R] /Count 4000 >>",
        "huge-count": "<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>",
        "minus": "<< /Type /Pages /Kids [3 0 R] /Count -1 >>",
        "circle": "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>",
        "lost-kid": "<< /Type /Pages /Kids [3 0 R 99 0 R] /Count 2 >>",
        "no-kids": "<< /Type /Pages /Count 1 >>",
        "number": "17",
        "deep": "[" * 20_000,
        "deep-dict": "<< /Kids " * 20_000,
        "same-kid": f"<< /Type /Pages /Kids [{'3 0 R ' * 500}] /Count 500 >>",
    }  # fmt: skip
    for name, pages in trees.items():
        yield Hostile(f"tree-{name}.pdf", _tree(pages), DAMAGED)
    good = _tree("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    yield Hostile("tree-good.pdf", good, OK, "72/164")
    yield Hostile(
        "xref-circle.pdf",
        good.replace(b"/Root", b"/Prev 0 /Root").replace(b"/Prev 0", b"/Prev %d" % good.index(b"xref")),
        DAMAGED,
    )
    yield Hostile("no-trailer.pdf", good[: good.index(b"trailer")], DAMAGED)
    yield Hostile("no-root.pdf", good.replace(b"/Root 1 0 R", b""), DAMAGED)
    yield Hostile("itself.pdf", good.replace(b"/Root 1 0 R", b"/Root 4 0 R"), DAMAGED)
    partly = _tree("<< /Type /Pages /Kids [3 0 R 6 0 R 3 0 R] /Count 3 >>", "(no page)")
    yield Hostile("page-lost.pdf", partly, frozenset({"ok", "ok_partial"}), "72/164")


def _page_contents() -> Iterator[Hostile]:
    whole = pdf_bytes([DRAWN], MEANINGS)
    show = b"BT /F 14 Tf"
    contents = {
        "saved": "q " * 20_000,
        "unsaved": "Q " * 20_000,
        "arrays": "[" * 5_000,
        "marks": "BT " * 5_000,
        "itself": "/X Do " * 50,
        "numbers": "9" * 5_000 + " 0 m 1e400 -1e400 l S",
        "tiny": "1e-30 0 0 1e-30 0 0 cm",
        "infinite": "1e38 0 0 1e38 1e38 1e38 cm",
        "picture": "BI /W 99999 /H 99999 /BPC 8 /CS /RGB ID xx EI",
        "lines": "0 0 m " + "1 1 l 2 2 l " * 3_000 + "S",
        "boxes": "0 0 9 9 re S " * 5_000,
        "nothing": "%",
    }
    for name, before in contents.items():
        yield Hostile(f"drawn-{name}.pdf", pdf_bytes([DRAWN], MEANINGS, before=before + "\n"), DAMAGED)
    yield Hostile("no-font.pdf", whole.replace(b"/F 5 0 R", b"/F 9 0 R"), DAMAGED)
    yield Hostile("huge-type.pdf", whole.replace(show, b"BT /F 1e9 Tf"), DAMAGED)
    yield Hostile("no-type.pdf", whole.replace(show, b"BT /F 0 Tf"), DAMAGED)
    yield Hostile("mirrored.pdf", whole.replace(show, b"BT /F -14 Tf"), DAMAGED)
    yield Hostile("hidden.pdf", whole.replace(show, b"BT 3 Tr /F 14 Tf"), DAMAGED)
    bomb = "<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
    packed = codecs.encode(b" " * 40_000_000, "zlib").decode("latin1")
    pages = "<< /Type /Pages /Kids [6 0 R] /Count 1 >>"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R >>"
    yield Hostile("bomb.pdf", _tree(pages, page, bomb % (len(packed), packed)), DAMAGED)


def _others() -> Iterator[Hostile]:
    yield Hostile("empty.pdf", b"", frozenset({"ok_empty"}))
    yield Hostile("empty.txt", b"", frozenset({"ok_empty"}))
    yield Hostile("blank.txt", " \n\t\u3000\n".encode(), frozenset({"ok_empty"}))
    yield Hostile("one.txt", b"\xe5", REFUSED)
    heads = {
        "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff", "tiff": b"II*\0", "gif": b"GIF89a", "gz": b"\x1f\x8b", "elf": b"\x7fELF",
        "7z": b"7z\xbc\xaf", "rar": b"Rar!", "pdf-head": b"%PDF-1.7\n", "zip-head": b"PK\x03\x04", "xml": b"<?xml version='1.0'?><x/>",
    }  # fmt: skip
    for name, head in heads.items():
        yield Hostile(f"head-{name}.pdf", head, DAMAGED)
        yield Hostile(f"head-{name}.txt", head + random.Random(name).randbytes(500), DAMAGED)
    for number in range(15):
        yield Hostile(f"noise-{number}.docx", random.Random(number).randbytes(400), DAMAGED)


def _cut(stem: str, ending: str, whole: bytes, times: int) -> Iterator[Hostile]:
    """The file broken off at places spread over it."""
    for number in range(times):
        yield Hostile(f"cut-{stem}-{number:02}.{ending}", whole[: len(whole) * (number + 1) // (times + 1)], DAMAGED)


def _hurt(stem: str, ending: str, whole: bytes, times: int) -> Iterator[Hostile]:
    """The file with bytes of it changed, taken out or put in."""
    for number in range(times):
        chance, hurt = random.Random(f"{stem}{number}"), bytearray(whole)
        for _ in range(1 + number % 4):
            at = chance.randrange(len(hurt))
            how = chance.randrange(3)
            hurt[at : at + (how != 2) * chance.choice([1, 1, 8])] = chance.randbytes(1) if how else b""
        yield Hostile(f"hurt-{stem}-{number:02}.{ending}", bytes(hurt), DAMAGED)
