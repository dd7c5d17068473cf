"""README tells the truth about where an address is served."""

from collections import defaultdict

from flask import Flask

from core_service.launcher.settings import CLONE


def address_table(app: Flask) -> str:
    """The first part of each address under /api, and the subjects whose routes serve it."""
    subjects: defaultdict[str, set[str]] = defaultdict(set)
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        package, _, subject = getattr(view, "view_class", view).__module__.partition(".")
        if package == "core_service" and rule.rule.startswith("/api/") and ".routes" in subject:
            subjects["/".join(rule.rule.split("/")[:3])].add(f"`{subject.partition('.')[0]}`")
    rows = (f"| `{prefix}` | {', '.join(sorted(found))} |" for prefix, found in sorted(subjects.items()))
    return "\n".join(["| address | subjects |", "|---|---|", *rows])


def test_readme_says_where_each_address_is_served(app: Flask) -> None:
    """Someone with a failing request should open the right folder first."""
    readme = (CLONE / "README.md").read_text()
    written = readme.partition("<!-- addresses: begin -->\n")[2].partition("\n<!-- addresses: end -->")[0]
    assert written == address_table(app)
