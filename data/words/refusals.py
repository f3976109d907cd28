"""What to say when something is refused: by the code of the error, else by its kind."""

from __future__ import annotations

from data.words.sentences import has, text
from metrics.errors import EvaluationError


def refusal(trouble: EvaluationError, language: str) -> str:
    """The sentence for an error of the program; every kind of error has one, some codes one of their own."""
    numbers = {name: value for name, value in trouble.numbers.items() if name not in ("key", "language")}
    for key in (f"refused.{trouble.code}", *(f"refused.{one.__name__}" for one in type(trouble).__mro__)):
        if has(key, language):
            return text(key, language, **numbers)
    return text("refused.EvaluationError", language)
