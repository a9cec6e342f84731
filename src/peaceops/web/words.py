"""The words of pages in the reader's language: `{% say "a sentence with {name}" name=value %}`."""

from django.http import HttpRequest
from django.template import Context, Library

from peaceops.disseminate.language import Language, language

register = Library()


def words_for(request: HttpRequest) -> Language:
    """Return the language that a reader chose, else the first of ours that the browser asks for."""
    return language(request.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def say(context: Context, sentence: str, **values: object) -> str:
    """Translate a sentence of a page and fill in its names; the template escapes the answer."""
    words: Language = context["words"]
    return words.say(sentence, **values)
