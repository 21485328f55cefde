"""What the codes of findings mean."""

from plbib.errors import UsageError
from plbib.findings import Code, Rule
from plbib.text.unicode import near


def explain(code: str | None = None) -> list[Rule]:
    """The rule of a code, or of every code, the worst first. Raises :class:`UsageError` for an unknown code."""
    rules = {str(rule): rule.value for rule in Code}
    if code is None:
        return list(rules.values())
    if code not in rules:
        meant = near(code.lower(), list(rules), 3)
        hint = f"did you mean {' or '.join(meant)}?" if meant else "plbib explain lists all codes"
        raise UsageError(f"no finding has the code {code}", hint)
    return [rules[code]]
