"""Hostile mails, each with one bad thing in it, made small here."""

from __future__ import annotations

import gzip
import io
import zipfile
from typing import Final

from tests.mailbox.builder import a_mail, with_files


def _nested(depth: int) -> bytes:
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth)
    )
    return b"From: rita@sales.example\r\nSubject: deep\r\n" + parts + b"Content-Type: text/plain\r\n\r\nwords"


def _many(number: int) -> bytes:
    part = b"--q\r\nContent-Type: text/plain; name=a.txt\r\n\r\nx\r\n"
    return a_mail(part * number + b"--q--\r\n", content_type="multipart/mixed; boundary=q")


def _bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 20_000_000)
    return held.getvalue()


def _html(text: str) -> bytes:
    return a_mail(text, content_type="text/html; charset=utf-8")


def _header(name: str, value: str) -> bytes:
    return a_mail(headers=[(name, value)])


CORPUS: Final[dict[str, bytes]] = {
    "nothing": b"",
    "one NUL": b"\0",
    "only line ends": b"\r\n" * 50,
    "no headers": b"just words\r\nand more",
    "only headers": b"From: rita@sales.example\r\nSubject: no end",
    "bytes": bytes(range(256)) * 20,
    "parameter without value": a_mail(content_type="text/plain; name*"),
    "parameter that goes on": a_mail(content_type="text/plain; name*0*=utf-8''%; name*1"),
    "receiver is a comment": _header("To", "(c):"),
    "receiver is a quote": _header("To", '"'),
    "open group": _header("Cc", "everybody: a@b.example, "),
    "thousand brackets": _header("To", "(" * 5000),
    "message id of Exchange": a_mail(name="[b378c]@microsoft.example"),
    "empty message id": a_mail(name="", headers=[("Message-ID", "")]),
    "message id of brackets": a_mail(name="", headers=[("Message-ID", "<>")]),
    "endless message id": a_mail(name="x" * 5000 + "@y.example"),
    "message id with a line end": a_mail(name="", headers=[("Message-ID", "<a\r\n b@c.example>")]),
    "two senders": _header("From", "boss@sales.example"),
    "sender without address": a_mail(sender="Rita"),
    "sender in a sender": a_mail(sender='"ceo@bank.example" <rita@sales.example>, x@y.example'),
    "made-up charset": a_mail(b"caf\xe9", content_type="text/plain; charset=x-klingon"),
    "charset of the desert": a_mail(b"\xe0\xe1", content_type="text/plain; charset=iso-8859-8-i"),
    "charset that computes": a_mail(b"xn--" + b"a" * 3000, content_type="text/plain; charset=punycode"),
    "charset that is none": a_mail(b"abc", content_type="text/plain; charset=base64"),
    "charset with a NUL": a_mail(b"abc", content_type='text/plain; charset="a\0b"'),
    "wrong utf-8": a_mail(b"caf\xe9 \xff\xfe"),
    "utf-16 without its marks": a_mail(
        "words".encode("utf-16-le"), content_type="text/plain; charset=utf-16"
    ),
    "NULs in the words": a_mail("a\0b\0c"),
    "half a character": a_mail(b"\xed\xa0\x80 \xed\xbf\xbf"),
    "controls and overrides": a_mail("\x1b[31mred\x07 \u202efdp.exe\u202c", subject="\u202etxt.exe"),
    "encoded word, unknown charset": a_mail(subject="=?x-none?Q?caf=E9?="),
    "encoded word, broken base64": a_mail(subject="=?utf-8?B?w6?= =?utf-8?B?!!?="),
    "encoded word with a line end": a_mail(subject="=?utf-8?Q?one=0D=0ABcc:_all=40house.example?="),
    "ten thousand encoded words": a_mail(subject="=?utf-8?Q?a?= " * 10_000),
    "eight bits in a header": a_mail(subject="Grüße aus Köln"),
    "date of no calendar": _header("Date", "Thu, 99 Foo 20266 99:99:99 +9999"),
    "date of the Romans": _header("Date", "1 Jan 0001 00:00:00 +1400"),
    "unknown encoding": a_mail(headers=[("Content-Transfer-Encoding", "x-rot13")]),
    "broken base64": a_mail("!!!not base64", headers=[("Content-Transfer-Encoding", "base64")]),
    "broken uuencode": a_mail("begin 644 x\nM\xff\n", headers=[("Content-Transfer-Encoding", "uuencode")]),
    "no boundary": a_mail("words", content_type="multipart/mixed"),
    "boundary never comes": a_mail("words", content_type="multipart/mixed; boundary=q"),
    "empty boundary": a_mail("--\r\n\r\nx", content_type='multipart/mixed; boundary=""'),
    "deep": _nested(40),
    "deeper": _nested(3000),
    "mails in mails": b"From: a@b.example\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 3000,
    "ten thousand parts": _many(10_000),
    "forty thousand headers": b"X-Header: y\r\n" * 40_000 + b"\r\nwords",
    "half of a message": a_mail("x", content_type="message/partial; id=1; number=1; total=9"),
    "somewhere else": a_mail(
        "", content_type='message/external-body; access-type=URL; URL="http://10.0.0.1/"'
    ),
    "zip bomb": with_files([("filename=all.zip", "application/zip", _bomb())]),
    "gzip bomb": with_files([("filename=a.gz", "application/gzip", gzip.compress(b"\0" * 10_000_000))]),
    "path in RFC 2231": with_files([("filename*=utf-8''..%2F..%2Fetc%2Fpasswd", "text/plain", b"x")]),
    "path of Windows": with_files([('filename="C:\\\\Windows\\\\evil.txt"', "text/plain", b"x")]),
    "name with a NUL": with_files([("filename*=utf-8''a%00.txt", "text/plain", b"x")]),
    "name that turns": with_files([("filename*=utf-8''invoice%E2%80%AEfdp.exe", "application/pdf", b"MZ")]),
    "name of dots": with_files([('filename="..."', "text/plain", b"x")]),
    "endless name": with_files([(f'filename="{"n" * 4000}.txt"', "text/plain", b"x")]),
    "name with line ends": with_files([("filename*=utf-8''a%0D%0AX-Evil%3A1.txt", "text/plain", b"x")]),
    "html with a script": _html("<script>alert(1)</script><p onclick=alert(2)>Hello</p>"),
    "html that loads": _html('<img src="https://spy.example/1.gif"><link rel=stylesheet href=//x.example>Hi'),
    "html that covers": _html('<div style="position:fixed;top:0;left:0;width:100%">Sign in</div>'),
    "html with a form": _html('<form action="https://x.example"><input name=password></form><base href=//x>'),
    "html with links": _html('<a href="javascript:alert(1)">a</a><a href="data:text/html,x">b</a>'),
    "html that computes": _html("<svg><use href='#a'/></svg><math><mi xlink:href='data:x'>1</mi></math>"),
    "html that never closes": _html("<div>" * 30_000 + "words"),
    "html of brackets": _html("<" * 100_000),
    "html of comments": _html("<!--" * 20_000 + "-->"),
    "html of a NUL": _html("<p>a\0b</p>"),
    "list of references": _header("References", "<a@b.example> " * 20_000),
    "address of a case made up": a_mail(to="support+c.rb-2026-000001.0123456789@accountops.example"),
    "message id of ours made up": _header("In-Reply-To", "<ao.rb-2026-000001.00.0123456789@localhost>"),
}
