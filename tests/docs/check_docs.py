"""check_docs.py CLAIM COMMAND SOURCE: holds what the Markdown files say against the program.

flags     every --flag that stands behind `sayquel SUBCOMMAND` is in that subcommand's --help
folders   ARCHITECTURE.md's list of folders is the tree's
targets   every `make TARGET` is in the Makefile
sessions  README.md's console sessions print what they show; "..." stands for any lines, and times may differ
"""
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

SHOWN_COMMAND = "build/release/sayquel"
SHOWN_DATABASE = "build/demo/tickit.duckdb"


def documents(source):
    """The project's own Markdown files: path and text."""
    for path in sorted([*source.glob("*.md"), *source.glob("docs/**/*.md"), *source.glob("examples/**/*.md")]):
        yield path.relative_to(source), path.read_text(encoding="utf-8")


def run(command, arguments):
    return subprocess.run([command, *arguments], capture_output=True, text=True, timeout=120, check=False)


def check_flags(command, source):
    helps = {}
    checked = 0
    for path, text in documents(source):
        for line in text.replace("\\\n", " ").split("\n"):
            for match in re.finditer(r"\bsayquel\s+(ask|chat|sql|schema|demo)\b([^`|#]*)", line):
                name, rest = match.groups()
                helps.setdefault(name, run(command, [name, "--help"]).stdout)
                for flag in re.findall(r"(?<![\w-])(--[a-z][a-z-]*|-[a-z])\b", re.sub(r'"[^"]*"', "", rest)):
                    checked += 1
                    if not re.search(rf"(?<![\w-]){re.escape(flag)}(?![\w-])", helps[name]):
                        yield f"{path}: `sayquel {name}` has no {flag}"
    if checked == 0:
        yield "no document names a flag: has the pattern gone stale?"


def check_folders(_command, source):
    text = (source / "ARCHITECTURE.md").read_text(encoding="utf-8")
    folder = r"^    ((?:include|src|apps|examples|tests|benchmarks|scripts)/(?:\w+/)?) "
    listed = set(re.findall(folder, text, re.MULTILINE))
    there = {f"src/{path.name}/" for path in (source / "src").iterdir() if path.is_dir() and any(path.iterdir())}
    for folder in sorted(listed):
        if not (source / folder).is_dir():
            yield f"ARCHITECTURE.md: there is no {folder}"
    for folder in sorted(there - listed):
        yield f"ARCHITECTURE.md does not say what {folder} is"


def check_targets(_command, source):
    targets = set(re.findall(r"^([a-z-]+):", (source / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for path, text in documents(source):
        code = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^make [^#\n]*", text, re.MULTILINE)
        for target in re.findall(r"\bmake ([a-z-]+)", "\n".join(code)):
            if target not in targets:
                yield f"{path}: the Makefile has no target {target}"


def sessions_of(text):
    """(command line, lines of output shown) for each command of the ```console blocks."""
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            yield line, output.strip("\n").split("\n")


def without_times(line):
    return re.sub(r"\d+(\.\d+)? ?(ms|s)\b", "N ms", line).rstrip()


def agrees(shown, printed):
    """Whether the printed lines are those shown, where "..." may stand for any number of them."""
    pattern = r"\n".join(r"(?:.*\n?)*?" if line == "..." else re.escape(line) for line in map(without_times, shown))
    return re.fullmatch(pattern, "\n".join(map(without_times, printed))) is not None


def check_sessions(command, source):
    sessions = list(sessions_of((source / "README.md").read_text(encoding="utf-8")))
    if not sessions:
        yield "README.md shows no session"
        return
    with tempfile.TemporaryDirectory() as folder:
        database = str(pathlib.Path(folder, "tickit.duckdb"))
        made = run(command, ["demo", "--output", database])
        if made.returncode != 0:
            yield f"sayquel demo failed: {made.stderr}"
            return
        for line, shown in sessions:
            words = [word.replace(SHOWN_DATABASE, database) for word in shlex.split(line)]
            if words[0] != SHOWN_COMMAND:
                yield f"README.md: `{line}` does not begin with {SHOWN_COMMAND}"
                continue
            done = run(command, words[1:])
            printed = (done.stdout + done.stderr).strip("\n").replace(database, SHOWN_DATABASE).split("\n")
            if done.returncode != 0 or not agrees(shown, printed):
                yield f"README.md: `{line}` ended with {done.returncode} and printed:\n" + "\n".join(printed)


def main():
    claim, command, source = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    checks = {"flags": check_flags, "folders": check_folders, "targets": check_targets, "sessions": check_sessions}
    problems = list(checks[claim](command, source))
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
