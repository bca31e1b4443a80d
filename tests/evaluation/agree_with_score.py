"""agree_with_score.py COMMAND: `sayquel evaluate` and score.py say the same of every question.

score.py computes execution accuracy as test-suite-sql-eval defines it; it stands beside the question sets, in
$SAYQUEL_DATA/../tools. Two runs over the training set's first questions: on the program's own drafts, and on drafts
made out of right queries (another question's, columns in another order, without ORDER BY, cut, with DISTINCT), which
reach into every corner of the comparison. Ends with 77, for "skipped", without SAYQUEL_DATA.
"""
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ASKED = 300
MADE = 1500


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def first_questions(dataset, count, folder):
    """The file's first questions as a file, and as objects."""
    lines = dataset.read_text(encoding="utf-8").splitlines()[:count]
    path = folder / f"first-{count}.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path, [json.loads(line) for line in lines]


def made_draft(gold, others, dice):
    """A query that is now and then right: one of the right queries, changed."""
    kind = dice.random()
    if kind < 0.3:
        return dice.choice(others)
    selected = re.match(r"select\s+(.*?)\s+from\s+(.*)", gold, re.IGNORECASE | re.DOTALL)
    if kind < 0.6 and selected and "(" not in selected[1]:
        columns = selected[1].split(",")
        dice.shuffle(columns)
        return f"SELECT {', '.join(columns)} FROM {selected[2]}"
    if kind < 0.75:
        return re.sub(r"\s+order by.*", "", gold, flags=re.IGNORECASE | re.DOTALL)
    if kind < 0.9 and "limit" not in gold.lower():
        return f"{gold.rstrip('; ')} LIMIT 3"
    return re.sub(r"^\s*select\s+(?!distinct)", "SELECT DISTINCT ", gold, count=1, flags=re.IGNORECASE)


def made_drafts(cases, path):
    dice = random.Random(20)
    golds = {}
    for case in cases:
        golds.setdefault(case["database"], []).append(case["gold"][0])
    with path.open("w", encoding="utf-8") as file:
        for case in cases:
            sql = made_draft(case["gold"][0], golds[case["database"]], dice)
            file.write(json.dumps({"id": case["id"], "sql": sql, "confidence": dice.random()}) + "\n")


def wrong_ids(path):
    return {json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()}


def compare(name, command, score, questions, databases, drafts, folder, answers=None):
    """The ids on which the two disagree."""
    ours, theirs = folder / f"{name}-ours.jsonl", folder / f"{name}-theirs.jsonl"
    given = ["--answers", answers] if answers else ["--dry-run", "--outcomes", drafts]
    common = ["--wrong", ours, *given]
    subprocess.run([command, "evaluate", "--questions", questions, "--database-root", databases, *common],
                   check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, score, "--dataset", questions, "--drafts", drafts, "--root", databases,
                    "--wrong", theirs], check=True, stdout=subprocess.DEVNULL)
    wrong, expected = wrong_ids(ours), wrong_ids(theirs)
    print(f"{name}: {len(wrong)} wrong, and {len(expected)} by score.py")
    return wrong ^ expected


def main():
    command = sys.argv[1]
    data = os.environ.get("SAYQUEL_DATA")
    if not data:
        skip("SAYQUEL_DATA is not set")
    spider = pathlib.Path(data, "spider")
    score = pathlib.Path(data).resolve().parent / "tools" / "score.py"
    if not score.is_file() or not (spider / "train.jsonl").is_file():
        skip(f"{score} or {spider / 'train.jsonl'} is not there")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        asked, _ = first_questions(spider / "train.jsonl", ASKED, folder)
        many, cases = first_questions(spider / "train.jsonl", MADE, folder)
        made_drafts(cases, folder / "made.jsonl")
        differ = compare("own drafts", command, score, asked, spider / "database", folder / "own.jsonl", folder)
        differ |= compare("made drafts", command, score, many, spider / "database", folder / "made.jsonl", folder,
                          folder / "made.jsonl")
    for identifier in sorted(differ):
        print(f"they disagree on {identifier}")
    sys.exit(1 if differ else 0)


main()
