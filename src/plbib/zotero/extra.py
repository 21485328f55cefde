"""Zotero's field Extra: text of people, among it lines ``Label: value`` that programs understand.

Labels differ neither by case nor by blank, hyphen or underscore. A line without a value does not count. A label may
stand in several lines, as it does for several editors: its value is theirs, one a line.
"""

import re
from collections.abc import Mapping

_LABELLED = re.compile(r"([A-Za-z][A-Za-z0-9 _-]*):(.*)", re.DOTALL)
_BLANKS = " \t\r"


def label(name: str) -> str:
    """The form in which labels are compared: ``Original Date`` → ``original-date``."""
    return name.strip().lower().replace(" ", "-").replace("_", "-")


def lines(text: str) -> dict[str, str]:
    """The value of each label (see :func:`label`), in the order of ``text``."""
    by_label: dict[str, list[str]] = {}
    for line in text.split("\n"):
        spelled, value = _parts(line)
        if spelled:
            by_label.setdefault(label(spelled), []).append(value)
    return {name: "\n".join(values) for name, values in by_label.items()}


def edit(text: str, changes: Mapping[str, str]) -> str:
    """``text`` with these labels set to these values; an empty one takes the label away.

    Lines with other labels, and without one, stay as they are, and so do those of a label that has its value already.
    New values stand where the label first stood, spelled as it was there; new labels, spelled as given, at the end.
    """
    now = lines(text)
    pending = {label(name): (name, _values(value)) for name, value in changes.items()}
    pending = {key: new for key, new in pending.items() if "\n".join(new[1]) != now.get(key, "")}
    new_lines: list[str] = []
    done: set[str] = set()
    for line in text.split("\n") if text else []:
        spelled, _ = _parts(line)
        key = label(spelled)
        if key not in pending or not spelled:
            new_lines.append(line)
        elif key not in done:
            done.add(key)
            new_lines += [f"{spelled}: {value}" for value in pending[key][1]]
    appended = [f"{name}: {value}" for key, (name, values) in pending.items() if key not in done for value in values]
    return "\n".join(new_lines + appended)


def _parts(line: str) -> tuple[str, str]:
    """Label and value of a line; both empty if it has no label."""
    match = _LABELLED.fullmatch(line)
    value = match[2].strip(_BLANKS) if match else ""
    return (match[1].rstrip(), value) if match and value else ("", "")


def _values(value: str) -> list[str]:
    return [part for line in value.split("\n") if (part := line.strip(_BLANKS))]
