"""The arrows between folders point one way: an include that points up, or sideways, is an error.

ALLOWED says for each folder which others it may include, itself aside; ARCHITECTURE.md draws it.
"""
import re

from tree import finish, text_of, tracked

DATA = {"base", "sql", "database", "catalog", "analysis"}
DRAFTING = DATA | {"grounding", "grounding/lexicon", "grounding/knowledge"}
ANSWERING = DATA | {"guard", "execute"}
ENGINE = DRAFTING | ANSWERING | {"draft", "answer", "store"}

ALLOWED = {
    "base": set(),
    "sql": {"base"},
    "store": {"base"},
    "database": {"base", "sql"},
    "catalog": {"base", "sql", "database"},
    "analysis": {"base", "sql", "database", "catalog"},
    "grounding/lexicon": {"base"},
    "grounding/knowledge": {"base"},
    "grounding": DATA | {"grounding/lexicon", "grounding/knowledge"},
    "draft": DRAFTING,
    "guard": DATA,
    "execute": DATA | {"guard"},
    "answer": ANSWERING,
    "engine": ENGINE,
    "evaluation": ENGINE | {"engine"},
    "service": ENGINE | {"engine", "evaluation"},
    "apps": {"base", "service", "store", "examples", "evaluation"},
    "examples": {"base", "sql", "database"},
    "include": set(),
}
EXAMPLES = {"tickit"}  # folders of examples/ that are included by their own name
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def folder_of(path):
    """The folder, as ALLOWED names it, of a file or of an include's path."""
    parts = path.split("/")
    if parts[0] == "src":
        parts = parts[1:]
    if parts[0] in EXAMPLES:
        return "examples"
    two = "/".join(parts[:2])
    return two if two in ALLOWED else parts[0]


def check(path, findings):
    text = text_of(path)
    folder = folder_of(path)
    if folder not in ALLOWED:
        findings.append(f"{path}: folder {folder} is not in scripts/checks/includes.py")
        return
    for match in INCLUDE.finditer(text):
        included = match.group(1)
        line = text.count("\n", 0, match.start(1)) + 1
        if included.startswith("sayquel/"):  # the front door, which everybody sees
            continue
        if "/" not in included:
            if not path.startswith(("apps/", "examples/")):
                findings.append(f'{path}:{line}: "{included}" is written from src/ on: "folder/{included}"')
            continue
        target = folder_of(included)
        if target != folder and target not in ALLOWED[folder]:
            findings.append(f"{path}:{line}: {folder} may not include {included}: the arrow points the wrong way")
    if path.endswith(".h") and not re.search(r"^#pragma once$", text, re.MULTILINE):
        findings.append(f"{path}:1: no #pragma once")


def main():
    findings = []
    for folder in ("src", "apps", "examples", "include"):
        for path in tracked(f"{folder}/*.h", f"{folder}/*.cpp"):
            check(path, findings)
    finish(findings)


main()
