"""Gather the sentences that wait for translation, and bring the translations up to date."""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, TokenType

from peaceops.analyse.models import MODELS
from peaceops.collate.coverage import Coverage
from peaceops.disseminate.map import BOUNDARY_NOTE
from peaceops.evaluate.scoring import SIMPLE_LIST_TITLE

PACKAGE = Path(__file__).resolve().parents[1] / "src/peaceops"
LOCALE = PACKAGE / "data/locale"
ROOMS = ("disseminate", "web")
SAID = {"say": 1, "count": 2}
"""What says a sentence, and how many texts it takes: one, or one by number."""
LOOKED_UP = (
    *(model.title for model in MODELS),
    SIMPLE_LIST_TITLE,
    *map(str, Coverage),
    BOUNDARY_NOTE,
)
"""Sentences that are said by a name, so that they do not stand where they are said."""

Sentence = str | tuple[str, ...]


def said_in_code(text: str) -> Iterator[Sentence]:
    """Give the sentences of a module.

    Babel's own extractor sees no call inside an f-string, nor one that holds another named alike.
    """
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
            said = [one for one in texts if isinstance(one, str)]
            if said and len(said) == SAID.get(node.func.attr):
                yield said[0] if len(said) == 1 else tuple(said)


def said_in_page(text: str) -> Iterator[Sentence]:
    """Give the sentences of a Django template: `{% say "a sentence" %}`."""
    for token in Lexer(text).tokenize():
        parts = token.split_contents() if token.token_type == TokenType.BLOCK else []
        if parts[:1] == ["say"]:
            yield parts[1].strip("\"'")


def gathered() -> Catalog:
    """Return every sentence of products and pages, without a translation."""
    catalogue = Catalog(charset="utf-8")
    for title in LOOKED_UP:
        catalogue.add(title)
    for room in ROOMS:
        for ending, said in ((".py", said_in_code), (".html", said_in_page)):
            for file in (PACKAGE / room).rglob(f"*{ending}"):
                for sentence in said(file.read_text(encoding="utf-8")):
                    catalogue.add(sentence)
    return catalogue


def write(file: Path, catalogue: Catalog) -> None:
    """Write a catalogue, its sentences in order, with no more of a header than is needed."""
    for message in catalogue:
        message.flags.discard("python-format")  # "80 % of" is no form of printf's
    text = BytesIO()
    write_po(text, catalogue, omit_header=True, ignore_obsolete=True, sort_output=True)
    header = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    if catalogue.locale is not None:
        header += [f"Language: {catalogue.locale}", f"Plural-Forms: {catalogue.plural_forms}"]
    lines = "".join(f'"{line}\\n"\n' for line in header)
    file.write_bytes(f'msgid ""\nmsgstr ""\n{lines}\n'.encode() + text.getvalue())


def main() -> None:
    """Write the catalogue; add to each translation what is new, and drop what went."""
    catalogue = gathered()
    write(LOCALE / "peaceops.pot", catalogue)
    for file in sorted(LOCALE.glob("*.po")):
        translated = read_po(BytesIO(file.read_bytes()), locale=file.stem)
        translated.update(catalogue, no_fuzzy_matching=True)
        write(file, translated)


if __name__ == "__main__":
    main()
