# ruff: noqa: UP031 - braces are what these are about
"""The inputs with which plbib was attacked: each as it grows with the number of its marks."""

from collections.abc import Callable

_HEAD = "# L\n\n## S\n\n"
_ADDRESS = "https://arxiv.org/abs/2101.00001"


def _entry(title: str, address: str = _ADDRESS) -> str:
    return f"[ICLR'23] [{title}]({address}), X\n\n"


def _article(field: str, instead_of: str = "") -> str:
    """An entry of a .bib with one more field, instead of one that it has."""
    usual = {"title": "T", "author": "A, B", "journal": "J", "year": "2020"}
    fields = ", ".join(f"{name}={{{value}}}" for name, value in usual.items() if name != instead_of)
    return f"@article{{k, {fields}, {field}}}\n"


LIST: dict[str, Callable[[int], str]] = {
    "open_br": lambda n: _HEAD + "[" * n + "a](https://arxiv.org/abs/2101.00001)\n",
    "nest_br": lambda n: _HEAD + "[ICLR'23] " + "[" * n + "T" + "]" * n + "(https://arxiv.org/abs/2101.00001), X\n",
    "many_open_lines": lambda n: _HEAD + ("[\n" * n),
    "backslash": lambda n: _HEAD + "[ICLR'23] [T" + "\\" * n + "](https://arxiv.org/abs/2101.00001), X\n",
    "title_backslash_chars": lambda n: _HEAD + _entry("T" + "\\a" * n),
    "parens": lambda n: _HEAD + "[ICLR'23] [T](https://arxiv.org/abs/2101.00001" + "(" * n + "), X\n",
    "parens2": lambda n: _HEAD + "[ICLR'23] [T](https://arxiv.org/abs/2101.00001" + "(" * n + ")" * n + "), X\n",
    "table_rows": lambda n: _HEAD + "| a | b |\n|---|---|\n" + "| [T](https://arxiv.org/abs/2101.00001) | b |\n" * n,
    "table_cols": lambda n: (
        _HEAD + "|" + " a |" * n + "\n|" + "---|" * n + "\n|" + " [T](https://arxiv.org/abs/2101.00001) |" * n + "\n"
    ),
    "long_word": lambda n: _HEAD + _entry("T" * n),
    "long_words": lambda n: _HEAD + _entry("Word " * n),
    "blockquote": lambda n: _HEAD + ">" * n + " [ICLR'23] [T](https://arxiv.org/abs/2101.00001), X\n",
    "blockquote_sp": lambda n: _HEAD + "> " * n + "[ICLR'23] [T](https://arxiv.org/abs/2101.00001), X\n",
    "heading": lambda n: "#" * n + " H\n\n" + _entry("T"),
    "list_mark": lambda n: _HEAD + "- " * n + "[ICLR'23] [T](https://arxiv.org/abs/2101.00001), X\n",
    "comment_open": lambda n: _HEAD + "<!--" * n + "\n" + _entry("T"),
    "comment_open_lines": lambda n: _HEAD + "<!--\n" * n + "\n" + _entry("T"),
    "html_open": lambda n: _HEAD + "<a " * n + "\n" + _entry("T"),
    "html_tags": lambda n: _HEAD + _entry("<b>x</b> " * n),
    "html_unclosed": lambda n: _HEAD + _entry("<i>" * n),
    "lt": lambda n: _HEAD + _entry("<" * n),
    "amp": lambda n: _HEAD + _entry("&" * n),
    "star": lambda n: _HEAD + _entry("*" * n),
    "star_a": lambda n: _HEAD + _entry("*a " * n),
    "under_a": lambda n: _HEAD + _entry("_a " * n),
    "backtick": lambda n: _HEAD + _entry("`" * n),
    "backticks_grow": lambda n: _HEAD + _entry(" ".join("`" * i for i in range(1, int((2 * n) ** 0.5)))),
    "dollar": lambda n: _HEAD + _entry("$" * n),
    "dollar_a": lambda n: _HEAD + _entry("$a " * n),
    "dollar_brace": lambda n: _HEAD + _entry("$x_{" * n),
    "braces": lambda n: _HEAD + _entry("{" * n),
    "braces_bal": lambda n: _HEAD + _entry("{" * n + "x" + "}" * n),
    "caret": lambda n: _HEAD + _entry("^" * n),
    "tilde": lambda n: _HEAD + _entry("~" * n),
    "quotes": lambda n: _HEAD + _entry('"' * n),
    "quotes_a": lambda n: _HEAD + _entry('"a ' * n),
    "squote": lambda n: _HEAD + _entry("'a " * n),
    "colon": lambda n: _HEAD + _entry(": " * n),
    "dash": lambda n: _HEAD + _entry("-" * n),
    "digits": lambda n: _HEAD + _entry("1" * n),
    "caps": lambda n: _HEAD + _entry("AbC" * n),
    "caps_sp": lambda n: _HEAD + _entry("AbC " * n),
    "combining": lambda n: _HEAD + _entry("a" + "\u0301" * n),
    "spaces": lambda n: _HEAD + "[ICLR'23] [T](https://arxiv.org/abs/2101.00001)," + " " * n + "X\n",
    "spaces2": lambda n: _HEAD + "[ICLR'23]" + " " * n + "[T](https://arxiv.org/abs/2101.00001), X\n",
    "spaces_title": lambda n: _HEAD + _entry("a" + " " * n + "b"),
    "tabs": lambda n: _HEAD + "\t" * n + "[ICLR'23] [T](https://arxiv.org/abs/2101.00001), X\n",
    "links_line": lambda n: _HEAD + "[ICLR'23] " + "[T](https://arxiv.org/abs/2101.00001) " * n + ", X\n",
    "tags_line": lambda n: _HEAD + "[ICLR'23] " * n + "[T](https://arxiv.org/abs/2101.00001), X\n",
    "aff_commas": lambda n: _HEAD + "[ICLR'23] [T](https://arxiv.org/abs/2101.00001)" + ", X" * n + "\n",
    "aff_br": lambda n: _HEAD + "[ICLR'23] [T](https://arxiv.org/abs/2101.00001), " + "[X] " * n + "\n",
    "aff_paren": lambda n: _HEAD + "[ICLR'23] [T](https://arxiv.org/abs/2101.00001), " + "(X " * n + "\n",
    "aff_stop": lambda n: _HEAD + "[ICLR'23] [T](https://arxiv.org/abs/2101.00001), " + "X. " * n + "\n",
    "venue_long": lambda n: _HEAD + "[I" + "C" * n + "'23] [T](https://arxiv.org/abs/2101.00001), X\n",
    "venue_sp": lambda n: _HEAD + "[I" + " C" * n + "'23] [T](https://arxiv.org/abs/2101.00001), X\n",
    "venue_apos": lambda n: _HEAD + "[I" + "'" * n + "23] [T](https://arxiv.org/abs/2101.00001), X\n",
    "url_long": lambda n: _HEAD + _entry("T", "https://arxiv.org/" + "a" * n),
    "url_slash": lambda n: _HEAD + _entry("T", "https://arxiv.org/" + "a/" * n),
    "url_pct": lambda n: _HEAD + _entry("T", "https://arxiv.org/" + "%41" * n),
    "url_http": lambda n: _HEAD + _entry("T", "https://" * n),
    "url_doi": lambda n: _HEAD + _entry("T", "https://doi.org/10." + "1" * n),
    "url_doi2": lambda n: _HEAD + _entry("T", "https://doi.org/" + "10.1000/" * n),
    "bare_url": lambda n: _HEAD + "https://" * n + "\n",
    "angle_url": lambda n: _HEAD + "<https://arxiv.org/" * n + "\n",
    "gloss": lambda n: _HEAD + "[ICLR'23] [T](https://arxiv.org/abs/2101.00001), X\n" + "> g\n" * n,
    "gloss_long": lambda n: _HEAD + "[ICLR'23] [T](https://arxiv.org/abs/2101.00001), X\n> " + "g. " * n + "\n",
    "fence": lambda n: _HEAD + "`" * n + "\n" + _entry("T"),
    "fence_lines": lambda n: _HEAD + "```\n" * n + "\n" + _entry("T"),
    "headings": lambda n: "".join(f"# H{i}\n" for i in range(n)) + _entry("T"),
    "headings_same": lambda n: "".join(
        "## H\n\n" + _entry(f"T{i}", f"https://arxiv.org/abs/21{i % 12 + 1:02d}.{i:05d}") for i in range(min(n, 3000))
    ),
    "dup_entries": lambda n: _HEAD + _entry("Same title") * n,
    "same_title_other_url": lambda n: (
        _HEAD + "".join(_entry("Same title", f"https://example.org/{i}.pdf") for i in range(n))
    ),
    "same_key": lambda n: (
        _HEAD + "".join(_entry(f"Same {i}", f"https://arxiv.org/abs/21{i % 12 + 1:02d}.{i:05d}") for i in range(n))
    ),
    "refdefs": lambda n: (
        _HEAD + "".join(f"[a{i}]: https://arxiv.org/abs/21{i % 12 + 1:02d}.{i:05d}\n" for i in range(n))
    ),
    "nul": lambda n: _HEAD + _entry("T" + "\0" * n),
    "bidi": lambda n: _HEAD + _entry("T" + "\u202e" * n),
    "cr": lambda n: _HEAD + "\r" * n + _entry("T"),
    "entity": lambda n: _HEAD + _entry("&amp;" * n),
    "entity2": lambda n: _HEAD + _entry("&#" * n),
    "img": lambda n: _HEAD + "![a](b)" * n + "[T](https://arxiv.org/abs/2101.00001)\n",
    "img_nest": lambda n: _HEAD + "[![" * n + "](b)](https://arxiv.org/abs/2101.00001)\n",
    "setext": lambda n: _HEAD + "a\n" * n + "===\n",
    "frontmatter": lambda n: "---\n" + "a: b\n" * n,
    "sup": lambda n: _HEAD + _entry("<sup>" * n + "x" + "</sup>" * n),
    "cjk": lambda n: _HEAD + _entry("漢" * n),
    "emoji": lambda n: _HEAD + _entry("👩‍👩‍👧" * n),
}
BIB: dict[str, Callable[[int], str]] = {
    "title_lower": lambda n: _article("title={" + "a" * n + "}", "title"),
    "braces_open": lambda n: _article("note={" + "{" * n),
    "braces_bal": lambda n: _article("note={" + "{" * n + "x" + "}" * n + "}"),
    "title_braces_bal": lambda n: _article("title={" + "{" * n + "x" + "}" * n + "}", "title"),
    "title_braces_seq": lambda n: _article("title={" + "{A}" * n + "}", "title"),
    "title_accents": lambda n: _article("title={" + r"{\'e}" * n + "}", "title"),
    "title_accents2": lambda n: _article("title={" + r"\'" * n + "}", "title"),
    "title_cmd": lambda n: _article("title={" + r"\emph{" * n + "x" + "}" * n + "}", "title"),
    "title_cmd2": lambda n: _article("title={" + r"\emph{x} " * n + "}", "title"),
    "title_unknown": lambda n: _article("title={" + r"\foo{x} " * n + "}", "title"),
    "title_bs": lambda n: _article("title={" + "\\" * n + " }", "title"),
    "title_math": lambda n: _article("title={" + "$x$ " * n + "}", "title"),
    "title_math_open": lambda n: _article("title={" + "$x " * n + "}", "title"),
    "title_math_nest": lambda n: _article("title={$" + "x_{" * n + "y" + "}" * n + "$}", "title"),
    "title_math_frac": lambda n: _article("title={$" + r"\frac{" * n + "y" + "}" * n + "$}", "title"),
    "title_sup": lambda n: _article("title={" + r"\textsuperscript{" * n + "y" + "}" * n + "}", "title"),
    "title_quote": lambda n: _article("title={" + "``" * n + "}", "title"),
    "title_amp": lambda n: _article("title={" + "&amp;" * n + "}", "title"),
    "title_amp2": lambda n: _article("title={" + "&" + "amp;" * n + "}", "title"),
    "title_undefined": lambda n: _article("title={" + "undefined" * n + "}", "title"),
    "title_html": lambda n: _article("title={" + "<i>" * n + "}", "title"),
    "title_html2": lambda n: _article("title={" + "<i>" * n + "x" + "</i>" * n + "}", "title"),
    "title_apos": lambda n: _article("title={" + "d'A" * n + "}", "title"),
    "title_mixed": lambda n: _article("title={" + "aB " * n + "}", "title"),
    "title_spaces": lambda n: _article("title={a" + " " * n + "b}", "title"),
    "title_dash": lambda n: _article("title={" + "a-" * n + "}", "title"),
    "authors": lambda n: _article("editor={" + " and ".join("Doe%d, John" % i for i in range(n)) + "}"),
    "authors_same": lambda n: _article("editor={" + " and ".join("Doe, John" for i in range(n)) + "}"),
    "author_words": lambda n: _article("editor={" + "de " * n + " X}"),
    "author_words_caps": lambda n: _article("editor={" + "De " * n + " X}"),
    "author_commas": lambda n: _article("editor={" + "a, " * n + " X}"),
    "author_braces": lambda n: _article("editor={" + "{" * n + "X" + "}" * n + "}"),
    "author_hom": lambda n: _article("editor={Wei Wang" + " 0001" * n + "}"),
    "author_hom2": lambda n: _article("editor={Wei Wang" + " 0001" * n + "x}"),
    "author_hom3": lambda n: _article("editor={" + "{" * n + " 0001" + "}" * n + "}"),
    "author_hom4": lambda n: _article("editor={" + "{a " * n + "}"),
    "author_ini": lambda n: _article("editor={X, " + "A." * n + "}"),
    "author_dash": lambda n: _article("editor={X, " + "A-" * n + "}"),
    "author_and": lambda n: _article("editor={" + " and" * n + "}"),
    "pages": lambda n: _article("pages={" + "1-" * n + "}"),
    "pages2": lambda n: _article("pages={" + "1" * n + "}"),
    "pages3": lambda n: _article("pages={" + "1, " * n + "}"),
    "pages4": lambda n: _article("pages={" + "1" * n + "-}"),
    "month": lambda n: _article("month={" + "1" * n + " Jan}"),
    "month2": lambda n: _article("month={" + " " * n + "1}"),
    "month3": lambda n: _article("month={" + "-" * n + "}"),
    "month4": lambda n: _article("month={1 Jan " + "-" * n + "}"),
    "year": lambda n: _article("date={" + "1" * n + "}"),
    "doi": lambda n: _article("doi={10." + "1" * n + "}"),
    "doi2": lambda n: _article("doi={10.1016/J." + "A" * n + "b}"),
    "doi3": lambda n: _article("doi={" + "https://doi.org/" * n + "}"),
    "isbn": lambda n: _article("isbn={" + "978-" * n + "}"),
    "isbn2": lambda n: _article("isbn={" + "1" * n + "}"),
    "url": lambda n: _article("url={http://" + "a" * n + "}"),
    "url2": lambda n: _article("url={" + "\\url{" * n + "x" + "}" * n + "}"),
    "keywords": lambda n: _article("keywords={" + "a, " * n + "}"),
    "strings": lambda n: "".join("@string{s%d = {x}}\n" % i for i in range(n)) + _article("note=s0"),
    "string_chain": lambda n: (
        "@string{s0={x}}\n"
        + "".join("@string{s%d = s%d # {x}}\n" % (i + 1, i) for i in range(n))
        + _article("note=s%d" % n)
    ),
    "string_bomb": lambda n: (
        "@string{s0={xxxxxxxxxx}}\n"
        + "".join("@string{s%d = s%d # s%d}\n" % (i + 1, i, i) for i in range(min(n, 60)))
        + _article("title=s%d" % min(n, 60), "title")
    ),
    "concat": lambda n: _article("note={a}" + " # {a}" * n),
    "fields": lambda n: _article(", ".join("f%d={x}" % i for i in range(n))),
    "field_same": lambda n: _article(", ".join("note={x}" for i in range(n))),
    "at": lambda n: "@" * n + _article("note={x}"),
    "at_open": lambda n: "@article{k%d, " * 1 + "@article{" * n,
    "at_open_lines": lambda n: "@article{x,\n title={" * n,
    "at_noclose": lambda n: "".join("@article{k%d, title={T%d}, year=2020\n" % (i, i) for i in range(n)),
    "at_noclose2": lambda n: "".join("@article{k%d, title={T%d, year=2020}\n" % (i, i) for i in range(n)),
    "at_noclose3": lambda n: "".join('@article{k%d, title="T%d, year=2020}\n' % (i, i) for i in range(n)),
    "entries": lambda n: "".join(
        "@article{k%d, title={T%d}, author={Doe, J}, journal={J}, year=2020}\n" % (i, i) for i in range(n)
    ),
    "entries_same_key": lambda n: "".join(
        "@article{k, title={T%d}, author={Doe, J}, journal={J}, year=2020}\n" % (i) for i in range(n)
    ),
    "entries_same_title": lambda n: "".join(
        "@article{k%d, title={T}, author={Doe, J}, journal={J}, year=2020}\n" % (i) for i in range(n)
    ),
    "crossref_chain": lambda n: "".join(
        "@inproceedings{k%d, title={T%d}, crossref={k%d}}\n" % (i, i, i + 1) for i in range(n)
    ),
    "crossref_loop": lambda n: "".join(
        "@inproceedings{k%d, title={T%d}, crossref={k%d}}\n" % (i, i, (i + 1) % n) for i in range(n)
    ),
    "xdata": lambda n: (
        "".join("@xdata{x%d, f={a}}\n" % i for i in range(n))
        + _article("xdata={" + ",".join("x%d" % i for i in range(n)) + "}")
    ),
    "comment": lambda n: "@comment{" * n,
    "percent": lambda n: "%" * n + _article("note={x}"),
    "quote_val": lambda n: _article('note="' + '{"}' * n + '"'),
    "groups": lambda n: _article("groups={" + "a," * n + "}"),
    "jabref": lambda n: (
        _article("note={x}")
        + "@Comment{jabref-meta: groupstree:\n0 AllEntriesGroup:;\n"
        + "".join("%d ExplicitGroup:g%d\\;0\\;k\\;;\n" % (i + 1, i) for i in range(n))
        + "}\n"
    ),
    "jabref_bs": lambda n: (
        _article("note={x}")
        + "@Comment{jabref-meta: groupstree:\n0 AllEntriesGroup:;\n1 ExplicitGroup:g"
        + "\\" * n
        + "\\;0\\;k\\;;\n}\n"
    ),
    "key_long": lambda n: "@article{" + "k" * n + ", title={T}}\n",
    "nul": lambda n: _article("note={" + "\0" * n + "}"),
    "ids": lambda n: _article("ids={" + ",".join("i%d" % i for i in range(n)) + "}"),
    "cjk_title": lambda n: _article("title={" + "漢" * n + "}", "title"),
    "lower_nonascii": lambda n: _article("title={é" + "a" * n + "}", "title"),
    "comb": lambda n: _article("title={" + ("a" + "\u0301") * n + "}", "title"),
    "journal": lambda n: _article("journal={" + "a" * n + "}", "journal"),
    "journal_acr": lambda n: _article("journal={" + "(" * n + "A" + " 1" * n + "}", "journal"),
    "booktitle": lambda n: _article("booktitle={Proc " + "(A " * n + "2020}"),
    "booktitle2": lambda n: _article("booktitle={Proc (" + "A" * n + "2020}"),
    "booktitle3": lambda n: _article("booktitle={Proc (A" + " " * n + "2020}"),
    "title_digit_tail": lambda n: _article("title={" + "1 " * n + "}", "title"),
}
