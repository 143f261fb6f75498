"""Korean particles, which change with the sound before them."""

from __future__ import annotations

import re

PAIR = r"\[([가-힣]+/[가-힣]+)\]"  # compiled when it is first needed: the first frame does not wait
VOWEL_AND_R = "[aeiouAEIOU][rR]$"  # 'layer' ends in a vowel when read, the letter 'r' alone does not
LETTER, READ_CLOSED = "(?:^|[^0-9A-Za-z])[A-Za-z]$", "lmnr"  # alone, as a key is: 엘 엠 엔 알, but 비
FIRST_SYLLABLE, LAST_SYLLABLE, FINALS, RIEUL = 0xAC00, 0xD7A3, 28, 8
DIGITS = {
    "0": 21,
    "1": 8,
    "2": 0,
    "3": 16,
    "4": 0,
    "5": 0,
    "6": 1,
    "7": 8,
    "8": 8,
    "9": 0,
}  # 영 일 이 삼 사 오 육 칠 팔 구
LATIN = {"l": 8, "m": 16, "n": 4, "r": 8, "b": 17, "p": 17, "k": 1, "g": 1}  # how a word that ends so is mostly read


def _final(text: str) -> int:
    """The final consonant of the last syllable as read: 0 none, 8 rieul."""
    read = text.rstrip(")]}'\"`*.!? ")
    last = read[-1:]
    if last and FIRST_SYLLABLE <= ord(last) <= LAST_SYLLABLE:
        return (ord(last) - FIRST_SYLLABLE) % FINALS
    if re.search(LETTER, read):
        return LATIN[last.lower()] if last.lower() in READ_CLOSED else 0
    if re.search(VOWEL_AND_R, read):
        return 0
    return DIGITS.get(last, LATIN.get(last.lower(), 0))


def settle(text: str) -> str:
    """The text with each `[이에요/예요]` as the right one of the two after what stands before it."""
    return re.sub(PAIR, lambda found: after(text[: found.start()], found[1]), text)


def after(text: str, pair: str) -> str:
    """The right one of a pair such as `은/는`, `이/가`, `을/를`, `으로/로` after `text`."""
    closed, _, opened = pair.partition("/")
    final = _final(text)
    if closed == "으로" and final == RIEUL:
        return opened
    return closed if final else opened
