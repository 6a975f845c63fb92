"""What others may see of a name, a number, a telephone: enough to recognise, too little to use. Pure."""

_STAR = "*"
_DOTS = "·•・"


def mask_name(name: str) -> str:
    """王* for 王芳, 王*明 for 王小明, 阿****提 for 阿卜杜拉·艾合买提, J*** S**** for John Smith."""
    name = name.strip()
    if name.isascii():
        return " ".join(word[0] + _STAR * max(len(word) - 1, 1) for word in name.split())
    letters = [letter for letter in name if letter not in _DOTS and not letter.isspace()]
    if len(letters) < 3:  # noqa: PLR2004 - with two characters the second is the whole given name
        return name[:1] + _STAR
    return letters[0] + _STAR * min(len(letters) - 2, 4) + letters[-1]


def mask_number(number: str) -> str:
    """The first three and the last two signs of a document number; short ones keep only the last."""
    number = number.strip()
    if len(number) < 8:  # noqa: PLR2004 - of fewer signs, five would give the number away
        return _STAR * max(len(number) - 1, 0) + number[-1:]
    return number[:3] + _STAR * (len(number) - 5) + number[-2:]


def mask_phone(phone: str) -> str:
    """138****5678; anything shorter than seven signs keeps its last two."""
    phone = phone.strip()
    if len(phone) < 7:  # noqa: PLR2004 - three and four signs are shown of a mobile number
        return _STAR * max(len(phone) - 2, 0) + phone[-2:]
    return phone[:3] + _STAR * (len(phone) - 7) + phone[-4:]
