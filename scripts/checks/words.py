"""Words that have no place in the tree: paths of one machine, registries' hosts, and notes of work undone."""
import re

from tree import finish, text_of, tracked

# Written so that this file does not find itself.
FORBIDDEN = {
    "a note of work undone": re.compile(r"\b(?:TO" r"DO|FIX" r"ME|HA" r"CK|X" r"XX)\b"),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:ho" r"me|ro" r"ot|Us" r"ers|wo" r"rk|op" r"t/sq)/\w"),
    "a registry's host": re.compile(
        r"\b(?:registry\.(?:npmjs|yarnpkg)\.\w+|(?:deb|archive|security)\.(?:debian|ubuntu)\.\w+|pypi\.org|"
        r"files\.pythonhosted\.org)\b"),
}


def main():
    findings = []
    for path in tracked("."):
        if path == "scripts/checks/words.py":
            continue
        text = text_of(path)
        if text is None:
            continue
        for number, line in enumerate(text.split("\n"), 1):
            for what, pattern in FORBIDDEN.items():
                match = pattern.search(line)
                if match:
                    findings.append(f"{path}:{number}: {what}: {match.group(0)}")
    finish(findings)


main()
