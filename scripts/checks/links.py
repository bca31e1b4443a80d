"""Every relative link in a Markdown file leads to a file that is there, and to a heading that it has."""
import re

from tree import ROOT, finish, text_of, tracked

LINK = re.compile(r"(?<!\\)!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


def anchors_of(path):
    """The anchors of a Markdown file's headings, as the usual renderers make them."""
    anchors = set()
    for heading in HEADING.findall(CODE.sub("", text_of(path) or "")):
        plain = re.sub(r"[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        anchors.add(re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", plain)))
    return anchors


def check(path, findings):
    text = CODE.sub(lambda block: "\n" * block.group(0).count("\n"), text_of(path))
    for match in LINK.finditer(text):
        link = match.group(1)
        line = text.count("\n", 0, match.start()) + 1
        if re.match(r"[a-z][a-z0-9+.-]*:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (ROOT / path).parent / file if file else ROOT / path
        if not target.exists():
            findings.append(f"{path}:{line}: {link} leads nowhere")
        elif anchor and target.suffix == ".md" and anchor not in anchors_of(target.resolve().relative_to(ROOT)):
            findings.append(f"{path}:{line}: {link}: no such heading")


def main():
    findings = []
    for path in tracked("*.md"):
        check(path, findings)
    finish(findings)


main()
