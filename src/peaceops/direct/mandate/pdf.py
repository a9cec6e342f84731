"""Text of a PDF, page by page, by pdfium."""

import pypdfium2

from peaceops.domain.error import PeaceopsError

MOST_PAGES = 300
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})  # pdfium's marks of a word broken at a line
_FEWEST_LETTERS = 20
_TRAILER_BYTES = 4096  # a whole file says within them that it ends


def text_of(content: bytes, where: str) -> str:
    """Return the text of a PDF, pages parted by form feeds.

    Raises:
        PeaceopsError: a password is asked for, the file is damaged, it holds only pictures of
            pages, or it has more than `MOST_PAGES` pages.
    """
    if b"%%EOF" not in content[-_TRAILER_BYTES:]:
        raise PeaceopsError("the PDF is damaged or cut short", where=where, remedy="fetch it again")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise PeaceopsError(
                "the PDF is protected by a password",
                where=where,
                remedy="save a copy without one",
            ) from error
        raise PeaceopsError(
            "the PDF is damaged or cut short", where=where, remedy="fetch it again"
        ) from error
    try:
        return _pages(document, where)
    except pypdfium2.PdfiumError as error:
        raise PeaceopsError(
            "a page of the PDF can not be read: it is damaged or cut short",
            where=where,
            remedy="fetch it again",
        ) from error
    finally:
        document.close()


def _pages(document: pypdfium2.PdfDocument, where: str) -> str:
    number = len(document)
    if number > MOST_PAGES:
        raise PeaceopsError(
            f"{number} pages: more than {MOST_PAGES}, so hardly one document",
            where=where,
            remedy="cut out the document's own pages",
        )
    pages = []
    for page in document:
        textpage = page.get_textpage()
        pages.append(textpage.get_text_range().translate(_HYPHENS))
        textpage.close()
        page.close()
    text = "\f".join(pages).replace("\r\n", "\n")
    if number and sum(character.isalpha() for character in text) < _FEWEST_LETTERS:
        raise PeaceopsError(
            f"the PDF's {number} pages hold no text: it looks scanned",
            where=where,
            remedy="recognise its text first, for example with ocrmypdf",
        )
    return text
