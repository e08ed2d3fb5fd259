"""The parts of WordprocessingML that python-docx has no call for."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from ...base import catalog

EAST_BODY, EAST_HEAD = "宋体", "黑体"  # on every Chinese Windows and in WPS


def element(tag: str, **attributes: str) -> Any:
    """Return a new ``w:`` element with ``w:`` attributes."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_fonts(style: Any, latin: str, east: str) -> None:
    """Give a style its fonts, the Chinese one too, and no theme font in their place."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key, value in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", east)):
        fonts.set(qn(f"w:{key}"), value)


def set_language(document: Any, lang: str) -> None:
    """Set the proofing language of the whole document."""
    settings = document.styles.element.find(qn("w:docDefaults"))
    run = settings.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in run.findall(qn("w:lang")):
        run.remove(old)
    west = "en-US"
    run.append(element("lang", val=west, eastAsia="zh-CN" if lang == "zh" else "en-US"))


#: what Word lets no line end or begin with in Chinese, and beside it what follows a number
_NOT_LAST = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥/"
_NOT_FIRST = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠/"
    + catalog.load("measures")["after_number"]
)


_LATER_SETTINGS = (
    *("savePreviewPicture", "updateFields", "hdrShapeDefaults", "footnotePr", "endnotePr"),
    *("compat", "docVars", "rsids", "mathPr", "themeFontLang", "clrSchemeMapping"),
    *("shapeDefaults", "doNotIncludeSubdocsInStats", "decimalSymbol", "listSeparator"),
)


def set_line_breaks(document: Any) -> None:
    """Let no line part a number from its unit, a date in its middle, or a unit at its slash."""
    settings = document.settings.element
    for tag, signs in (("noLineBreaksAfter", _NOT_LAST), ("noLineBreaksBefore", _NOT_FIRST)):
        _insert(settings, element(tag, lang="zh-CN", val=signs), _LATER_SETTINGS)


def add_field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field such as ``PAGE`` or ``SEQ``; `shown` stands until Word updates it."""
    field = element("fldSimple", instr=f" {code} ")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def add_link(paragraph: Any, url: str, runs: list[Any]) -> None:
    """Move runs of a paragraph into a hyperlink to an address outside, or to a bookmark."""
    link = OxmlElement("w:hyperlink")
    if url.startswith("#"):
        link.set(qn("w:anchor"), url[1:])
    else:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link.set(qn("r:id"), paragraph.part.relate_to(url, kind, is_external=True))
    runs[0]._r.addprevious(link)
    for run in runs:
        link.append(run._r)


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """Put a bookmark round a paragraph's content."""
    start = element("bookmarkStart", id=str(number), name=name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def right_to_left(paragraph: Any) -> None:
    """Let a paragraph be set from right to left."""
    properties = paragraph._p.get_or_add_pPr()
    later = ("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "jc", "rPr")
    _insert(properties, element("bidi", val="1"), later)


def shade(properties: Any, color: str) -> None:
    """Give a cell or a run a background."""
    made = element("shd", val="clear", color="auto", fill=color.lstrip("#").upper())
    _insert(properties, made, ("fitText", "vertAlign", "lang", "noWrap", "tcMar", "vAlign"))


def _insert(parent: Any, made: Any, later: tuple[str, ...]) -> None:
    """Add a child before those that Word's schema wants after it."""
    tags = {qn(f"w:{tag}") for tag in later}
    after = next((child for child in parent if child.tag in tags), None)
    if after is None:
        parent.append(made)
    else:
        after.addprevious(made)


def borders(properties: Any, **sides: int) -> None:
    """Set the borders of a table or a cell; widths are in eighths of a point."""
    tag = "tblBorders" if properties.tag == qn("w:tblPr") else "tcBorders"
    made = OxmlElement(f"w:{tag}")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side in sides:
            width = sides[side]
            color = "C9CED6" if width < 4 else "1F2328"
            made.append(element(side, val="single", sz=str(width), space="0", color=color))
    _insert(properties, made, ("shd", "tblLayout", "tblCellMar", "tblLook", "noWrap", "vAlign"))


def cell_margins(properties: Any, beside: float) -> None:
    """Set the room beside the text of a table's cells, in points."""
    made = element("tblCellMar")
    for side in ("left", "right"):
        made.append(element(side, w=str(round(20 * beside)), type="dxa"))
    _insert(properties, made, ("tblLook", "tblCaption", "tblDescription"))


def repeat_header(row: Any) -> None:
    """Repeat a table row at the top of every page."""
    row._tr.get_or_add_trPr().append(element("tblHeader", val="true"))


def keep_whole(row: Any) -> None:
    """Do not break a table row between pages."""
    row._tr.get_or_add_trPr().append(element("cantSplit", val="true"))


def restart_numbering(document: Any, style: str, start: int) -> int:
    """Return the id of a new numbering that looks like a list style's and starts afresh."""
    numbering = document.part.numbering_part.element
    number_id = document.styles[style].element.pPr.numPr.numId.val
    base = next(n for n in numbering.num_lst if n.numId == number_id)
    made = numbering.add_num(base.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(made.numId)


def use_numbering(paragraph: Any, number_id: int) -> None:
    """Let a list paragraph count in the numbering `number_id`."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number_id


def set_alt(shape: Any, alt: str) -> None:
    """Give an inline picture its alternative text."""
    shape._inline.docPr.set("descr", alt)


def stable(data: bytes, moment: datetime | None) -> bytes:
    """Return the package with the same time on every file in it, so that it is reproducible."""
    when = (moment or datetime.now(UTC)).timetuple()[:6]
    when = max(when, (1980, 1, 1, 0, 0, 0))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            info = zipfile.ZipInfo(item.filename, when)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, old.read(item.filename))
    return out.getvalue()


_BAR = """<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><mc:Choice Requires="wps">
<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1"
 behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="column"><wp:posOffset>{left}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{number}" name="bar {number}" descr=""/><wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>
<a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>
</w:drawing></mc:Choice></mc:AlternateContent>"""


def add_bar(paragraph: Any, number: int, ink: str, left: float, wide: float, high: float) -> None:
    """Draw a bar behind a paragraph's text: where it starts, its width and height, in points."""
    points = 12_700  # of which Word has that many
    text = _BAR.format(
        number=number,
        ink=ink.lstrip("#").upper(),
        left=round(left * points),
        wide=max(1, round(wide * points)),
        high=round(high * points),
    )
    run = element("r")
    run.append(parse_xml(text.replace("\n", "")))
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, run)
