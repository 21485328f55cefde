"""GitHub and GitLab in small: files of projects, in the shapes of their interfaces; and pages of somebody's own."""

import json
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from plbib.io.http.messages import Request, Response

_JSON, _TEXT = "application/json; charset=utf-8", "text/plain; charset=utf-8"


class Forge:
    """Answers requests: ``projects`` are files by their names, on a branch ``main`` and on others by ``@BRANCH``.

    ``pages`` are bodies of other addresses. ``fault`` is the status of all answers. ``asked`` are the addresses.
    """

    def __init__(
        self, projects: Mapping[str, Mapping[str, str]], pages: Mapping[str, str] | None = None, fault: int = 200
    ) -> None:
        self.projects, self.pages, self.fault = projects, pages or {}, fault
        self.asked: list[str] = []

    def __call__(self, request: Request, _: float) -> Response:
        self.asked.append(request.url)
        parts = urlsplit(request.url)
        steps = parts.path.strip("/").split("/")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if self.fault != 200:
            return _answer(b"", _TEXT, self.fault)
        if parts.netloc == "raw.githubusercontent.com":
            return self._raw("/".join(steps[:2]), unquote("/".join(steps[2:])))
        if parts.netloc == "api.github.com":
            return self._trees("/".join(steps[1:3]), unquote("/".join(steps[5:])), deep="recursive" in query)
        if steps[:3] == ["api", "v4", "projects"]:
            return self._gitlab(unquote(steps[3]), steps[5:], query)
        page = self.pages.get(request.url)
        kind = "text/html" if page and page.startswith("<") else _TEXT
        return _answer(page.encode(), kind) if page is not None else _answer(b"not found", _TEXT, 404)

    def _files(self, project: str, ref: str) -> Mapping[str, str] | None:
        return self.projects.get(project if ref in ("HEAD", "main") else f"{project}@{ref}")

    def _raw(self, project: str, path: str) -> Response:
        for at, sign in enumerate(path):
            files = self._files(project, path[:at]) if sign == "/" else None
            if files and path[at + 1 :] in files:
                return _answer(files[path[at + 1 :]].encode(), _TEXT)
        return _answer(b"404: Not Found", _TEXT, 404)

    def _trees(self, project: str, ref: str, *, deep: bool) -> Response:
        files = self._files(project, ref)
        if files is None:
            return _answer(b'{"message":"Not Found"}', _JSON, 404)
        rows = [{"path": name, "type": "blob"} for name in files if deep or "/" not in name]
        rows += [{"path": name.partition("/")[0], "type": "tree"} for name in files if "/" in name]
        return _answer(json.dumps({"sha": "x", "tree": rows, "truncated": False}).encode(), _JSON)

    def _gitlab(self, project: str, steps: list[str], query: dict[str, str]) -> Response:
        files = self._files(project, query["ref"])
        if files is None:
            return _answer(b'{"message":"404 Tree Not Found"}', _JSON, 404)
        if steps[0] == "files":
            name = unquote(steps[1])
            return _answer(files[name].encode(), _TEXT) if name in files else _answer(b"{}", _JSON, 404)
        below = [name for name in sorted(files) if name.startswith(query.get("path", ""))]
        size, page = 2, int(query["page"])  # of a real one 100
        rows = [{"path": name, "type": "blob"} for name in below[(page - 1) * size : page * size]]
        further = str(page + 1) if len(below) > page * size else ""
        return _answer(json.dumps(rows).encode(), _JSON, headers={"x-next-page": further})


def _answer(body: bytes, kind: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(url="", status=status, headers={"content-type": kind, **(headers or {})}, body=body)
