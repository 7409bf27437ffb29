"""Write as hasty thumbs do: slips of the finger and shortened words, the same for the same seed.

The search is taught with such copies of every phrasing, and measured on others.
"""

import random

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LETTERS_A_SLIP = 20
WORDS_A_SHORTENING = 8
SHORTEST = 4  # letters of a word that is worth shortening


def hasty(text: str, seed: int) -> str:
    """Shorten about one word in eight («koperasi» → «kprs», «kop») and slip about once in twenty letters."""
    dice = random.Random(seed)  # noqa: S311 - typing errors, no secrets
    shortened = " ".join(
        _short(word, dice) if dice.randrange(WORDS_A_SHORTENING) == 0 else word for word in text.split(" ")
    )
    letters = list(shortened)
    for _ in range(max(1, round(len(letters) / LETTERS_A_SLIP)) if letters else 0):
        _slip(letters, dice)
    return "".join(letters)


def _short(word: str, dice: random.Random) -> str:
    if len(word) < SHORTEST or not word.isalpha():
        return word
    if dice.randrange(3) == 0:
        return word[: dice.choice((3, 4))]
    consonants = word[0] + "".join(letter for letter in word[1:] if letter not in "aiueo")
    return consonants if len(consonants) > 1 else word


def _slip(letters: list[str], dice: random.Random) -> None:
    place = dice.randrange(len(letters))
    kind = dice.choice(("lose", "double", "swap", "other"))
    if kind == "lose":
        letters[place] = ""
    elif kind == "double":
        letters[place] *= 2
    elif kind == "swap" and place + 1 < len(letters):
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
    else:
        letters[place] = dice.choice(LETTERS)
