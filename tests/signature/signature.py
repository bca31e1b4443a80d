"""signature.py COMMAND SOURCE [--update]: the parser's drafts over a fixed list of questions.

signature.txt holds, for every wording of examples/tickit/questions/, the status and the SQL that it gets in a dry run:

    == seeds                                  the question file
    14 answered SELECT COUNT(*) FROM event    the wording's line in it, status, SQL on one line

A change to the parser that means to change no draft leaves it as it is; one that does is committed with the new file,
written by `make signature`, so that a reader of the commit sees which questions are read otherwise. Files over
databases of SAYQUEL_DATA are left as they are where it is not set.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

MOST_SHOWN = 20


def wordings(path):
    """(database, today, [(line, question)]) of a question file; later turns of conversations are left out."""
    database, today, asked = "tickit", "2008-12-31", []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := re.match(r"(database|today):\s*(\S+)", line):
            if match[1] == "database":
                database = match[2]
            else:
                today = match[2]
        elif line.startswith("? "):
            asked.append((number, line[2:].strip()))
    return database, today, asked


def drafts(command, database, today, asked):
    """A line of the signature for each question."""
    lines = "".join(json.dumps({"question": question}) + "\n" for _, question in asked)
    done = subprocess.run([command, "ask", "--database", database, "--dry-run", "--today", today, "--questions", "-"],
                          input=lines, capture_output=True, text=True, timeout=600, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return [f"{number} {answer['status']} {' '.join((answer['sql'] or '-').split())}"
            for (number, _), answer in zip(asked, answers, strict=True)]


def read(path):
    """The signature's sections: name -> lines."""
    sections, lines = {}, []
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
        if line.startswith("== "):
            lines = sections.setdefault(line[3:], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return sections


def draft_all(command, source, known):
    """The sections as they are drafted now; those whose database is not there are taken from `known`."""
    data = os.environ.get("SAYQUEL_DATA")
    sections = {}
    with tempfile.TemporaryDirectory() as folder:
        tickit = str(pathlib.Path(folder, "tickit.duckdb"))
        os.environ["XDG_CACHE_HOME"] = str(pathlib.Path(folder, "cache"))
        subprocess.run([command, "demo", "--output", tickit], check=True, stdout=subprocess.DEVNULL)
        for path in sorted((source / "examples" / "tickit" / "questions").glob("*.txt")):
            database, today, asked = wordings(path)
            if database == "tickit" or data:
                where = tickit if database == "tickit" else str(pathlib.Path(data, database))
                sections[path.stem] = drafts(command, where, today, asked)
            else:
                print(f"skipped: {path.name} asks a database of SAYQUEL_DATA, which is not set")
                sections[path.stem] = known.get(path.stem, [])
    return sections


def write(path, sections):
    text = "# The parser's drafts, written by `make signature` (signature.py says what a line is).\n"
    for name, lines in sections.items():
        text += f"\n== {name}\n" + "".join(line + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")


def differences(known, now):
    for name in sorted(known.keys() | now.keys()):
        before, after = ({line.partition(" ")[0]: line for line in sections.get(name, [])} for sections in (known, now))
        for number in sorted(before.keys() | after.keys(), key=int):
            if before.get(number) != after.get(number):
                yield f"{name}\n  - {before.get(number, '')}\n  + {after.get(number, '')}"


def main():
    command, source = sys.argv[1], pathlib.Path(sys.argv[2])
    path = source / "tests" / "signature" / "signature.txt"
    known = read(path)
    now = draft_all(command, source, known)
    changed = list(differences(known, now))
    for difference in changed[:MOST_SHOWN]:
        print(difference)
    total = sum(map(len, now.values()))
    print(f"{len(changed)} of {total} drafts differ from tests/signature/signature.txt")
    if sys.argv[3:] == ["--update"]:
        write(path, now)
    elif changed:
        sys.exit("Where that is meant, `make signature` writes the file anew: commit it with the change.")


main()
