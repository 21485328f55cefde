"""Houses that publish books and are called after people: what looks like authors, and is none."""

import re

_HOUSES = """
Simon & Schuster; Taylor & Francis; Vandenhoeck & Ruprecht; Duncker & Humblot; Harper & Row; Farrar, Straus & Giroux;
Farrar, Straus, & Giroux; Rowman & Littlefield; Chapman & Hall; Lawrence Erlbaum; Lawrence Erlbaum Associates;
Faber & Faber; Königshausen & Neumann; Hoffmann & Campe; Kiepenheuer & Witsch; Rütten & Loening; Little, Brown;
Hodder & Stoughton; Allen & Unwin; Thames & Hudson; Sweet & Maxwell; Jones & Bartlett; Allyn & Bacon; Wiley & Sons;
John Wiley & Sons; Morgan Kaufmann; Edward Elgar; Mohr Siebeck; Marcel Dekker; Houghton Mifflin;
Houghton Mifflin Harcourt; Prentice Hall; Palgrave Macmillan; Addison Wesley; Wolters Kluwer; Franz Steiner;
Armand Colin; Peter Lang; Georg Olms; Felix Meiner; Wilhelm Fink; Eugen Diederichs; Benjamin Cummings
"""
_AND = re.compile(r"\b(?:and|und|et|y)\b")
_KNOWN = frozenset(" ".join(house.split()).casefold() for house in _HOUSES.split(";"))


def is_house(text: str) -> bool:
    """Whether ``text`` is the name of a publisher that could be taken for people: ``Simon & Schuster``."""
    return " ".join(_AND.sub("&", text.strip(" ,.;:")).split()).casefold() in _KNOWN
