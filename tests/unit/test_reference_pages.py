"""Pages that are made from the code say what the code says."""

from tools.build_pages import pages


def test_the_pages_are_those_of_the_code() -> None:
    behind = [
        file.name
        for file, text in pages()
        if not file.exists() or file.read_text(encoding="utf-8") != text
    ]
    assert behind == [], "make pages"
