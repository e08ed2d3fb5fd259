"""OFD as its exporters differ: prefixes, blocks, templates, matrices, paths, resources, places."""

import html
import io
import zipfile

import annex_forms as forms
import pytest

import taian_analysis as ta

XS, STEP = [10, 40, 130, 150, 215, 280, 300], 8
STARTS = [0, *(a + 1 for a, _ in forms.GROUPS)]
SPACE = 'xmlns="http://www.ofdspec.org/2016"'

RULES = [(10 if r in (*STARTS, 28) else 40, 20 + STEP * r, 300, 20 + STEP * r) for r in range(29)]
RULES += [(x, 20, x, 20 + 28 * STEP) for x in XS]
WORDS = [
    ("".join(text.split()), XS[c] + 1, 22 + STEP * r)
    for r, row in enumerate([forms.HEAD, *forms.ROWS])
    for c, text in enumerate(row)
    if c or r in STARTS
]


def words(text, x, y):
    """A text object, its steps as one repeated number."""
    return (
        f'<TextObject Boundary="{x} {y} 90 5" Size="3"><TextCode X="0" Y="2.6" '
        f'DeltaX="g {len(text) - 1} 3">{html.escape(text)}</TextCode></TextObject>'
    )


def told(text, x, y):
    """Each step told; the last left out, as some do."""
    steps = " ".join(["3"] * (len(text) - 2))
    return words(text, x, y).replace(f"g {len(text) - 1} 3", steps)


def scaled(text, x, y):
    """Half as large, and twice as large by the object's matrix; the glyphs named, too."""
    glyphs = '<CGTransform CodePosition="0" CodeCount="1"><Glyphs>7</Glyphs></CGTransform>'
    return (
        f'<TextObject Boundary="{x} {y} 90 5" Size="1.5" CTM="2 0 0 2 0 0">{glyphs}<TextCode '
        f'X="0" Y="1.3" DeltaX="g {len(text) - 1} 1.5">{html.escape(text)}</TextCode></TextObject>'
    )


def alone(text, x, y):
    """An object a character."""
    return "".join(words(char, x + 3 * k, y) for k, char in enumerate(text))


def parted(text, x, y):
    """Two runs in an object, the second where the first ends."""
    first, second = html.escape(text[: len(text) // 2]), html.escape(text[len(text) // 2 :])
    at = 3 * (len(text) // 2)
    runs = f'<TextCode X="0" Y="2.6" DeltaX="g 99 3">{first}</TextCode>'
    runs += f'<TextCode X="{at}" Y="2.6" DeltaX="g 99 3">{second}</TextCode>'
    return f'<TextObject Boundary="{x} {y} 90 5" Size="3">{runs}</TextObject>'


def rule(x0, y0, x1, y1):
    return (
        f'<PathObject Boundary="{x0} {y0} {x1 - x0} {y1 - y0}"><AbbreviatedData>M 0 0 L {x1 - x0} '
        f"{y1 - y0}</AbbreviatedData></PathObject>"
    )


def thin(x0, y0, x1, y1):
    """A box a tenth of a millimetre thick, filled."""
    wide, high = max(x1 - x0, 0.1), max(y1 - y0, 0.1)
    return (
        f'<PathObject Boundary="{x0} {y0} {wide} {high}" Fill="true" Stroke="false"><AbbreviatedData>'
        f"M 0 0 L {wide} 0 L {wide} {high} L 0 {high} C</AbbreviatedData></PathObject>"
    )


def page(content, more="", box=""):
    return f"<Page {SPACE}>{box}{more}<Content><Layer>{content}</Layer></Content></Page>"


def packed(parts, how=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def document(content, *, more="", resources="", at="Pages/P.xml", root="Doc_0/Document.xml"):
    return {
        "OFD.xml": f"<OFD {SPACE}><DocBody><DocRoot>{root}</DocRoot></DocBody></OFD>",
        "Doc_0/Document.xml": f"<Document {SPACE}><CommonData>{resources}</CommonData><Pages>"
        f'<Page ID="1" BaseLoc="{at}"/></Pages></Document>',
        "Doc_0/Pages/P.xml": page(content, more),
    }


def body(write=words, draw=rule):
    return "".join(draw(*one) for one in RULES) + "".join(write(*one) for one in WORDS)


def prefixed(parts):
    """Every name with a prefix, a byte-order mark before the declaration."""
    out = {}
    for name, text in parts.items():
        text = text.replace("</", "\0").replace("<", "<ofd:").replace("\0", "</ofd:")
        text = text.replace("xmlns=", "xmlns:ofd=")
        out[name] = "\ufeff<?xml version='1.0' encoding='UTF-8'?>" + text
    return out


def templated():
    rules = "".join(rule(*one) for one in RULES)
    parts = document(
        "".join(words(*one) for one in WORDS),
        more='<Template TemplateID="9" ZOrder="Background"/>',
        resources='<TemplatePage ID="9" BaseLoc="Tpls/T.xml"/>',
    )
    return parts | {"Doc_0/Tpls/T.xml": page(rules)}


def composed():
    """The rules as one object used on the page, in a resource at an odd place."""
    rules = "".join(rule(*one) for one in RULES)
    res = (
        f'<Res {SPACE} BaseLoc="Res"><CompositeGraphicUnits><CompositeGraphicUnit ID="5" Width="300" '
        f'Height="300"><Content>{rules}</Content></CompositeGraphicUnit></CompositeGraphicUnits></Res>'
    )
    content = '<CompositeObject Boundary="0 0 300 300" ResourceID="5"/>'
    content += "".join(words(*one) for one in WORDS)
    parts = document(content, resources="<PublicRes>/Odd/../Odd/R.xml</PublicRes>")
    return parts | {"Odd/R.xml": res}


def nested():
    blocks = "<PageBlock><PageBlock>{}</PageBlock></PageBlock>"
    return document(
        "".join(blocks.format(rule(*one)) for one in RULES)
        + "".join(blocks.format(words(*one)) for one in WORDS)
    )


def turned(text, x, y):
    """Written upwards, on a sheet that lies on its side."""
    steps = f'DeltaX="g {len(text) - 1} 3"'
    return (
        f'<TextObject Boundary="{y} {310 - x} 5 90" Size="3" CTM="0 -1 1 0 0 0"><TextCode X="0" '
        f'Y="2.6" {steps}>{html.escape(text)}</TextCode></TextObject>'
    )


def on_its_side(x0, y0, x1, y1):
    return rule(y0, 310 - x1, y1, 310 - x0)


def over_pages():
    """Twelve rows a page."""
    parts, kids = {}, []
    for n, first in enumerate(range(0, 28, 12)):
        low, high = 20 + STEP * first, 20 + STEP * min(first + 12, 28)
        inner = [one for one in WORDS if low <= one[2] < high]
        levels = [one for one in RULES if one[1] == one[3] and low <= one[1] <= high]
        levels += [(10, y, 300, y) for y in (low, high)]
        rules = levels + [(x, low, x, high) for x in XS]
        moved = [(a, b - low + 20, c, d - low + 20) for a, b, c, d in rules]
        content = "".join(rule(*one) for one in moved)
        content += "".join(words(text, x, y - low + 20) for text, x, y in inner)
        parts[f"Doc_0/Pages/P{n}.xml"] = page(content)
        kids.append(f'<Page ID="{n + 1}" BaseLoc="Pages/P{n}.xml"/>')
    whole = document("")
    del whole["Doc_0/Pages/P.xml"]
    whole["Doc_0/Document.xml"] = f"<Document {SPACE}><Pages>{''.join(kids)}</Pages></Document>"
    return whole | parts


def annotated():
    """A stamp and a note of a reader's lie over the page: they are not the report's."""
    stamp = words("受控文件严禁复制", 60, 60)
    note = f'<PageAnnot {SPACE}><Annot ID="3" Type="Stamp"><Appearance>{stamp}</Appearance></Annot></PageAnnot>'
    parts = document(body(), resources="<Annotations>Annots/A.xml</Annotations>")
    return parts | {
        "Doc_0/Annots/A.xml": f'<Annotations {SPACE}><Page PageID="1"><FileLoc>1.xml</FileLoc></Page></Annotations>',
        "Doc_0/Annots/1.xml": note,
    }


def watermarked():
    """Written aslant over the page."""
    mark = (
        '<TextObject Boundary="50 50 90 90" Size="12" CTM="0.7 -0.7 0.7 0.7 0 0"><TextCode X="0" Y="9" '
        'DeltaX="g 3 12">内部资料</TextCode></TextObject>'
    )
    return document(mark + body())


def unsaid(text, x, y):
    """The size of the type not said, or not where it belongs: the steps show it, or the box."""
    small = scaled(text, x, y).replace("2 0 0 2", "6 0 0 6").replace('Y="1.3"', 'Y="0.45"')
    small = small.replace(" 1.5", " 0.5").replace("90 5", "90 3")
    return small.replace('Size="1.5"', 'size="0.5"' if len(text) > 4 else "")


def as_an_office_suite(text, x, y):
    """A block and an object a character, in twentieths of the size, the glyphs named."""
    glyphs = '<CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><Glyphs>12</Glyphs></CGTransform>'
    return "".join(
        f'<PageBlock><PageBlock><TextObject Boundary="{x + 3 * k:.4f} {y:.4f} 3.0000 3.0000" '
        f'Size="60" CTM="0.05 0 0 0.05 0 0" Fill="true">{glyphs}<TextCode X="0" Y="51.5625">'
        f"{html.escape(char)}</TextCode></TextObject></PageBlock></PageBlock>"
        for k, char in enumerate(text)
    )


def close(text, x, y):
    """Digits as close as they are set."""
    return words(text, x, y).replace(' 3"', ' 1.6"') if text.isascii() else words(text, x, y)


def small():
    """The whole page at a third: 1 mm type, whose digits stand half a millimetre apart."""
    unit = f'<CompositeGraphicUnit ID="9"><Content>{body(close)}</Content></CompositeGraphicUnit>'
    use = '<CompositeObject ResourceID="9" Boundary="0 0 210 297" CTM="0.33 0 0 0.33 0 0"/>'
    parts = document(use)
    parts["Doc_0/Res.xml"] = (
        f"<Res {SPACE}><CompositeGraphicUnits>{unit}</CompositeGraphicUnits></Res>"
    )
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(
        "<CommonData>", "<CommonData><DocumentRes>Res.xml</DocumentRes>"
    )
    return parts


KINDS = {
    "size not said": lambda: document(body(unsaid)),
    "as an office suite": lambda: document(body(as_an_office_suite)),
    "a page at a third": small,
    "steps told": lambda: document(body(told)),
    "matrix and glyphs": lambda: document(body(scaled)),
    "an object a character": lambda: document(body(alone)),
    "two runs an object": lambda: document(body(parted)),
    "thin boxes for rules": lambda: document(body(draw=thin)),
    "prefix and byte-order mark": lambda: prefixed(document(body())),
    "rules on a template": templated,
    "rules as one composite": composed,
    "blocks in blocks": nested,
    "text upwards on its side": lambda: document(body(turned, on_its_side)),
    "three pages": over_pages,
    "type of no height": lambda: document(body() + words("编号", 10, 280).replace('"3"', '"0"')),
    "annotations": annotated,
    "watermark": watermarked,
    "absolute places": lambda: document(
        body(), at="/Doc_0/Pages/P.xml", root="/Doc_0/Document.xml"
    ),
    "places from here": lambda: document(body(), at="./Pages/P.xml", root="./Doc_0/Document.xml"),
    "places in capitals": lambda: document(body(), at="PAGES/p.XML", root="doc_0/DOCUMENT.xml"),
    "places of Windows": lambda: document(body(), at="Pages\\P.xml", root="Doc_0\\Document.xml"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_162_cells_whatever_the_exporter(kind):
    how = zipfile.ZIP_STORED if kind == "watermark" else zipfile.ZIP_DEFLATED
    report = ta.read_report(packed(KINDS[kind](), how))
    frame = ta.load_indicators(report)
    columns = ["area", "indicator", "unit", "target_text", "actual_text", "attribute"]
    got = frame[columns].astype("string").fillna("-").to_numpy().tolist()
    assert [["".join(cell.split()) for cell in row] for row in got] == [
        ["".join(cell.split()) for cell in row] for row in forms.ROWS
    ]
    assert "受控文件" not in report.text and "内部资料" not in report.text


def test_text_drawn_as_outlines_is_told():
    with pytest.raises(ta.ReportError, match="outlines"):
        ta.read_report(packed(document(rule(10, 10, 60, 10) + rule(10, 10, 10, 60))))


def test_all_documents_of_a_package_are_read():
    parts = document(body())
    parts["OFD.xml"] = parts["OFD.xml"].replace(
        "</OFD>", "<DocBody><DocRoot>Doc_1/Document.xml</DocRoot></DocBody></OFD>"
    )
    parts["Doc_1/Document.xml"] = parts["Doc_0/Document.xml"]
    parts["Doc_1/Pages/P.xml"] = page(words("附件二说明如下", 20, 20))
    report = ta.read_report(packed(parts))
    assert "附件二说明如下" in report.text and report.meta["pages"] == 2


def test_a_page_named_for_thousands_is_refused(tmp_path) -> None:
    """Twenty thousand pages of 40 KB name one part, and would be 6 million objects."""
    whole = document("".join(words("指标", 10 + n, 20) for n in range(100)))
    kids = "".join(f'<Page ID="{n}" BaseLoc="Pages/P.xml"/>' for n in range(20_000))
    whole["Doc_0/Document.xml"] = f"<Document {SPACE}><Pages>{kids}</Pages></Document>"
    path = tmp_path / "pages.ofd"
    path.write_bytes(packed(whole))
    with pytest.raises(ta.ReportError, match="too many things on the pages"):
        ta.read_report(path)
