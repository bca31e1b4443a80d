"""No rule knows a benchmark's database.

The names of question_set_names.txt stand in no text file of src/, apps/ or include/, code, comment or data. Names and
values that only one of the question sets' databases has stand in no string of src/ or apps/; that part needs
SAYQUEL_DATA, and says without it that it was skipped."""
import collections
import json
import os
import pathlib
import re
import sys

from tree import finish, text_of, tracked

STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
COMMENT = re.compile(r"(?<!:)//.*$", re.MULTILINE)
IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+")
WORD = re.compile(r"\w+")
QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
# General knowledge names places that databases name too.
EXEMPT = ("src/grounding/knowledge/", "src/grounding/lexicon/")


def names_of_one_database(folder):
    """Identifiers of several words that a single database has, lower case."""
    databases = collections.defaultdict(set)
    for schema in json.loads((folder / "tables.json").read_text(encoding="utf-8")):
        names = schema["table_names_original"] + [column[1] for column in schema["column_names_original"]]
        for name in [*names, schema["db_id"]]:
            databases[name.lower()].add(schema["db_id"])
    return {name for name, owners in databases.items() if len(owners) == 1 and "_" in name}


def values_asked_for(folder):
    """Values of several words that the training questions' queries compare with, lower case."""
    values = set()
    for line in (folder / "train.jsonl").read_text(encoding="utf-8").splitlines():
        for query in json.loads(line)["gold"]:
            for match in QUOTED.finditer(query):
                value = (match.group(1) or match.group(2) or "").strip("% ").lower()
                if " " in value and len(value) >= 8:
                    values.add(value)
    return values


def listed_names():
    """Lower-case name -> question set, of question_set_names.txt."""
    lines = (pathlib.Path(__file__).parent / "question_set_names.txt").read_text(encoding="utf-8").splitlines()
    return {name.lower(): source for name, source in (line.split() for line in lines if line[:1] not in ("", "#"))}


def check_listed(findings):
    names = listed_names()
    for path in tracked("src/*", "apps/*", "include/*"):
        for number, line in enumerate((text_of(path) or "").split("\n"), 1):
            for word in WORD.findall(line):
                if source := names.get(word.lower()):
                    findings.append(f"{path}:{number}: {word} is a name of {source}")


def main():
    findings = []
    check_listed(findings)
    data = os.environ.get("SAYQUEL_DATA")
    folder = pathlib.Path(data, "spider") if data else None
    if folder is None or not (folder / "tables.json").is_file():
        print("the question sets' own names: skipped, SAYQUEL_DATA names no folder with spider/tables.json",
              file=sys.stderr)
        finish(findings)
    names = names_of_one_database(folder)
    values = values_asked_for(folder)
    for path in tracked("src/*", "apps/*"):
        text = text_of(path)
        if text is None or path.startswith(EXEMPT):
            continue
        strings = STRING.findall(COMMENT.sub("", text)) if path.endswith((".h", ".cpp")) else text.split("\n")
        for string in strings:
            if string.lower() in values:
                findings.append(f'{path}: "{string}" is a value of a question set')
            for identifier in IDENTIFIER.findall(string):
                if identifier.lower() in names:
                    findings.append(f'{path}: "{identifier}" is a name of one question set\'s database')
    finish(findings)


main()
