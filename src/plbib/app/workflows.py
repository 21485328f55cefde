"""Workflows for GitHub, as ``init`` writes them into a project.

No expression stands in a script, none needs a secret, and what pull requests of strangers start may read only.
"""

from pathlib import PurePosixPath

CHECK = PurePosixPath(".github/workflows/plbib.yml")
PUBLISH = PurePosixPath(".github/workflows/plbib-publish.yml")


def check(requirement: str) -> str:
    """The workflow that checks the list; ``requirement`` is what pip installs."""
    return f"{_CHECK_HEAD}{_steps(requirement)}      - run: plbib check --format github\n"


def publish(requirement: str) -> str:
    """The workflow that publishes the page, and proposes what the lock file lacks as a pull request."""
    steps = _steps(requirement, "fetch-depth: 0, ")
    proposing = _steps(requirement).replace("        with: { persist-credentials: false }\n", "")
    return f"{_PUBLISH_HEAD}{steps}{_PAGE}{proposing}{_PROPOSE}"


def _steps(requirement: str, depth: str = "") -> str:
    return _STEPS.replace("REQUIREMENT", requirement).replace("DEPTH", depth)


_STEPS = """\
      - uses: actions/checkout@v4
        with: { DEPTHpersist-credentials: false }
      - uses: actions/setup-python@v5
        with: { python-version: "3.12" }
      - run: pip install "REQUIREMENT"
"""
_CHECK_HEAD = """\
# Checks the list on every change; what is wrong is shown beside its line. It may read, and nothing else.
name: paper list
on: [push, pull_request]
permissions: { contents: read }
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
"""
_PUBLISH_HEAD = """\
# On a push to the main branch: publishes the page, and proposes as a pull request what the committed lock file and
# bibliography lack. Pages must be on (Settings, Pages, Source: GitHub Actions), and for the second job pull requests by
# workflows (Settings, Actions, General). Take out a job that you do not want.
name: paper list, published
on:
  push:
    branches: [main, master]
permissions: { contents: read }
concurrency: { group: plbib-publish }
jobs:
  page:
    runs-on: ubuntu-latest
    environment: github-pages
    permissions: { contents: read, pages: write, id-token: write }
    steps:
"""
_PAGE = """\
      - run: plbib site --out=site
      - uses: actions/upload-pages-artifact@v3
        with: { path: site }
      - uses: actions/deploy-pages@v4
  lock:
    runs-on: ubuntu-latest
    permissions: { contents: write, pull-requests: write }
    steps:
"""
_PROPOSE = """\
      - run: plbib build
      - name: propose what changed
        env: { GH_TOKEN: "${{ github.token }}" }
        run: |
          git add --update
          git ls-files -z --others --exclude-standard -- '*.lock.json' | xargs -0 -r git add --
          if git diff --cached --quiet; then exit 0; fi
          git switch --quiet --create plbib/lock
          git config user.name plbib
          git config user.email plbib@users.noreply.github.com
          git commit --quiet --message "What the paper list says now"
          git push --quiet --force origin plbib/lock
          if test "$(gh pr list --head plbib/lock --state open --json number --jq length)" = 0; then
            gh pr create --head plbib/lock --fill
          fi
"""
