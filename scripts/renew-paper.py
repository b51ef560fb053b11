#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""scripts/renew-paper.py: writes plugins/summary/zh.docx and en.docx, the paper of turnout summary --format docx.

Each is an empty document from which pandoc takes the page (A4) and the styles. Running it again gives the same bytes.
"""
import pathlib
import zipfile

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "plugins" / "summary"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TYPES = f"""{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
</Types>
"""

RELATIONS = '{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{office}/{type}" Target="{target}"/></Relationships>\n'

# A4 in twentieths of a point, with the margins of an office's letter.
DOCUMENT = f"""{HEAD}<w:document xmlns:w="{MAIN}"><w:body><w:p/><w:sectPr>
<w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1440" w:right="1531" w:bottom="1440" w:left="1531" w:header="851" w:footer="992" w:gutter="0"/>
</w:sectPr></w:body></w:document>
"""

# The Chinese indents a paragraph by two characters; headings are black in both.
LOOKS = {
    "zh": {"lang": "zh-CN", "latin": "Times New Roman", "body": "宋体", "head": "黑体", "indent": '<w:ind w:firstLineChars="200" w:firstLine="480"/>', "line": 360},
    "en": {"lang": "en-GB", "latin": "Times New Roman", "body": "宋体", "head": "黑体", "indent": "", "line": 300},
}


def paragraph(identifier, name, based, properties, run="", extra=""):
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"{extra}><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + f"<w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{run}</w:rPr></w:style>\n"
    )


def size(half_points):
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def styles(look):
    head = f'<w:rFonts w:ascii="{look["latin"]}" w:hAnsi="{look["latin"]}" w:eastAsia="{look["head"]}"/><w:b/><w:bCs/>'
    keep = "<w:keepNext/><w:keepLines/>"
    text = f'{HEAD}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    text += f'<w:rFonts w:ascii="{look["latin"]}" w:hAnsi="{look["latin"]}" w:eastAsia="{look["body"]}" w:cs="{look["latin"]}"/>'
    text += f'{size(24)}<w:lang w:val="{look["lang"]}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\n'
    text += paragraph("Normal", "Normal", None, f'<w:spacing w:line="{look["line"]}" w:lineRule="auto"/>', extra=' w:default="1"')
    text += paragraph("BodyText", "Body Text", "Normal", f'<w:spacing w:after="120"/>{look["indent"]}')
    text += paragraph("FirstParagraph", "First Paragraph", "BodyText", "")
    text += paragraph("Compact", "Compact", "Normal", '<w:spacing w:before="0" w:after="40"/>')
    text += paragraph("Title", "Title", "Normal", f'{keep}<w:spacing w:before="240" w:after="120"/><w:jc w:val="center"/>', head + size(36))
    text += paragraph("Subtitle", "Subtitle", "Normal", f'{keep}<w:spacing w:after="240"/><w:jc w:val="center"/>', size(21))
    for level, points in ((1, 32), (2, 28), (3, 24)):
        text += paragraph(f"Heading{level}", f"heading {level}", "Normal", f'{keep}<w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="{level - 1}"/>', head + size(points))
    text += paragraph("FootnoteText", "footnote text", "Normal", '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>', size(18))
    text += '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>\n'
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    text += '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>'
    text += f'<w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>\n'
    return text + "</w:styles>\n"


def write(name, look):
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(head=HEAD, office=OFFICE, type="officeDocument", target="word/document.xml"),
        "word/document.xml": DOCUMENT,
        "word/_rels/document.xml.rels": RELATIONS.format(head=HEAD, office=OFFICE, type="styles", target="styles.xml"),
        "word/styles.xml": styles(look),
    }
    with zipfile.ZipFile(FOLDER / f"{name}.docx", "w") as archive:
        for path, text in parts.items():
            archive.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


for name, look in LOOKS.items():
    write(name, look)
