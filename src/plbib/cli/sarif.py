"""Findings as SARIF 2.1.0, in the form that GitHub's code scanning takes."""

import hashlib
from typing import Any
from urllib.parse import quote

from plbib import __version__
from plbib.errors import Severity
from plbib.findings import Code, Rule, worst_first
from plbib.model import Edit, Finding, Place
from plbib.text.unicode import visible

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_MOST = 25_000
"""Results of a run that GitHub takes."""


def log(findings: tuple[Finding, ...]) -> dict[str, Any]:
    """One run with the rules of all codes and a result for each finding, the worst first, as many as GitHub takes.

    Columns count characters. A name of a file is relative, as code scanning needs it, where it was given so.
    """
    codes = {str(code): number for number, code in enumerate(Code)}
    somewhere = next((finding.place.file for finding in findings if finding.place), "")
    results = [_result(one, codes[one.code], somewhere) for one in worst_first(findings)[:_MOST]]
    driver = {"name": "plbib", "version": __version__, "rules": [_rule(code.value) for code in Code]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.code.replace("-", " ")},
        "fullDescription": {"text": rule.sentence},
        "help": {"text": f"{rule.sentence}. Cure: {rule.cure}."},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, index: int, somewhere: str) -> dict[str, Any]:
    """A result; of a finding without a place at the first line of the file ``somewhere``, as GitHub needs one."""
    text = finding.message + (f". Cure: {finding.cure}" if finding.cure else "")
    place = finding.place or (Place(file=somewhere) if somewhere else None)
    known = hashlib.sha256(f"{finding.code}\0{finding.message}".encode("utf-8", "surrogatepass")).hexdigest()
    result = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": visible(text)},
        "partialFingerprints": {"plbib/v1": known[:32]},
    }
    if place:
        result["locations"] = [
            {"physicalLocation": {"artifactLocation": _file(place), "region": _region(finding, place)}}
        ]
    if place and finding.edit:
        result["fixes"] = [_fix(finding.edit, place)]
    return result


def _file(place: Place) -> dict[str, str]:
    name = place.file.replace("\\", "/")
    address = quote(name, safe="/~", errors="replace")
    if name.startswith("/"):
        return {"uri": f"file://{address}"}
    return {"uri": address, "uriBaseId": "%SRCROOT%"}


def _region(finding: Finding, place: Place) -> dict[str, int]:
    """The characters that an edit replaces, where the finding is about them; else where it begins."""
    edit = finding.edit
    if edit and (edit.line, edit.column) == (place.line, place.column) and edit.old:
        return _extent(edit)
    start = {"startLine": max(place.line, 1)}
    return start | ({"startColumn": place.column} if place.column else {})


def _extent(edit: Edit) -> dict[str, int]:
    end = edit.column + len(edit.old)
    return {"startLine": edit.line, "startColumn": edit.column, "endLine": edit.line, "endColumn": end}


def _fix(edit: Edit, place: Place) -> dict[str, Any]:
    replacement = {"deletedRegion": _extent(edit), "insertedContent": {"text": edit.new}}
    return {
        "description": {"text": f"write {visible(edit.new)}"},
        "artifactChanges": [{"artifactLocation": _file(place), "replacements": [replacement]}],
    }
