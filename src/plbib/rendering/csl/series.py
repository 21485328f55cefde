"""What a cite leaves out after the one before it in a citation: names, years (CSL 1.0.2, "Cite Collapsing")."""


class Series:
    """The cites of one citation, in their order; ``collapse`` is the style's, ``suffixes`` if it adds year suffixes."""

    def __init__(self, collapse: str, *, suffixes: bool) -> None:
        self._collapses = bool(collapse)
        self._hides_years = suffixes and collapse.startswith("year-suffix")
        self._names = ""
        self._years_before: list[int | None] = []
        self._years: list[int | None] = []
        self.collapsed = False  # whether the cite goes on with what the one before it began
        self.same_names = False

    def start(self) -> None:
        """Begin the next cite."""
        self._years_before, self._years = self._years, []
        self.collapsed = self._collapses

    def hides_names(self, names: str) -> bool:
        """Note the names that a cite begins with; whether they are left out."""
        self.same_names = names == self._names
        if not self.same_names:
            self._names, self.collapsed = names, False
        return self.same_names and self._collapses

    def hides_year(self, year: int | None) -> bool:
        """Note a year; whether it is left out, so that its suffix stands alone."""
        if not self._hides_years:
            return False
        self._years.append(year)
        at = len(self._years) - 1
        return self.collapsed and at < len(self._years_before) and self._years_before[at] == year

    def tells_more(self) -> None:
        """Note that a cite prints more than names, a date and a locator."""
        self.collapsed = False
