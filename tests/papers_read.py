"""The text of a finished paper, a page an entry."""

from __future__ import annotations

import pypdfium2


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
