"""check_docs.py CLAIM COMMAND SOURCE: holds what the Markdown files say against the program.

flags     every --flag that stands behind `sayquel SUBCOMMAND` is in that subcommand's --help
folders   ARCHITECTURE.md's list of folders is the tree's
targets   every `make TARGET` is in the Makefile
server    the curl commands of docs/server.md print what they show, against a server started for them
sessions  README.md's console sessions print what they show; "..." stands for any lines, times and confidence may differ

`check_docs.py update COMMAND SOURCE` writes what the sessions print now into README.md, and draws docs/session.svg from
the first of them.
"""
import html
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

SHOWN_COMMAND = "build/release/sayquel"
SUBCOMMANDS = "ask|chat|sql|schema|evaluate|demo|serve|mcp|token"
SHOWN_ADDRESS = "http://127.0.0.1:8080"
SHOWN_DATABASE = "build/demo/tickit.duckdb"


def documents(source):
    """The project's own Markdown files: path and text."""
    for path in sorted([*source.glob("*.md"), *source.glob("docs/**/*.md"), *source.glob("examples/**/*.md"),
                        *source.glob("evaluation/**/*.md")]):
        yield path.relative_to(source), path.read_text(encoding="utf-8")


def run(command, arguments):
    return subprocess.run([command, *arguments], capture_output=True, text=True, timeout=120, check=False)


def check_flags(command, source):
    helps = {}
    checked = 0
    for path, text in documents(source):
        for line in text.replace("\\\n", " ").split("\n"):
            for match in re.finditer(rf"\bsayquel\s+({SUBCOMMANDS})\b([^`|#]*)", line):
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
    line = re.sub(r"\d+(\.\d+)? ?(ms|s)\b", "N ms", line)
    return re.sub(r"\d+% sure", "N% sure", line).rstrip()


def agrees(shown, printed):
    """Whether the printed lines are those shown, where "..." may stand for any number of them."""
    pattern = r"\n".join(r"(?:.*\n?)*?" if line == "..." else re.escape(line) for line in map(without_times, shown))
    return re.fullmatch(pattern, "\n".join(map(without_times, printed))) is not None


def replay(command, source):
    """(command line, lines shown, exit status, lines printed) of each session, over a database made for it."""
    with tempfile.TemporaryDirectory() as folder:
        database = str(pathlib.Path(folder, "tickit.duckdb"))
        made = run(command, ["demo", "--output", database])
        if made.returncode != 0:
            sys.exit(f"sayquel demo failed: {made.stderr}")
        for line, shown in sessions_of((source / "README.md").read_text(encoding="utf-8")):
            words = [word.replace(SHOWN_DATABASE, database) for word in shlex.split(line)]
            if words[0] != SHOWN_COMMAND:
                sys.exit(f"README.md: `{line}` does not begin with {SHOWN_COMMAND}")
            done = run(command, words[1:])
            printed = (done.stdout + done.stderr).strip("\n").replace(database, SHOWN_DATABASE)
            yield line, shown, done.returncode, [part.rstrip() for part in printed.split("\n")]


def check_sessions(command, source):
    replayed = list(replay(command, source))
    if not replayed:
        yield "README.md shows no session"
    for line, shown, status, printed in replayed:
        # 3 is an answer too (declined, or asked back), and 1 what was refused.
        if status not in (0, 1, 3) or not agrees(shown, printed):
            yield f"README.md: `{line}` ended with {status} and printed:\n" + "\n".join(printed)


def check_server(command, source):
    with tempfile.TemporaryDirectory() as folder:
        database = str(pathlib.Path(folder, "tickit.duckdb"))
        run(command, ["demo", "--output", database])
        server = subprocess.Popen([command, "serve", "--database", database, "--port", "0", "--today", "2008-12-31",
                                   "--store", str(pathlib.Path(folder, "store.sqlite"))],
                                  stderr=subprocess.PIPE, text=True)
        try:
            address = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline()).group(0)
            for line, shown in sessions_of((source / "docs/server.md").read_text(encoding="utf-8")):
                done = subprocess.run(["bash", "-c", line.replace(SHOWN_ADDRESS, address)], capture_output=True,
                                      text=True, timeout=120, check=False)
                printed = [part.rstrip() for part in done.stdout.strip("\n").split("\n")]
                if done.returncode != 0 or not agrees(shown, printed):
                    yield f"docs/server.md: `{line}` ended with {done.returncode} and printed:\n" + "\n".join(printed)
        finally:
            server.terminate()
            if server.wait(timeout=60) != 0:
                yield f"the server ended with {server.returncode} after SIGTERM"


def draw(line, printed):
    """A terminal with the session in it, as SVG."""
    rows = [f"$ {line}", *printed]
    width = max(map(len, rows)) * 8.43 + 32
    height = len(rows) * 19 + 50
    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" role="img" '
           f'aria-label="A session with sayquel">',
           f'<rect width="{width:.0f}" height="{height}" rx="8" fill="#16191d"/>',
           '<circle cx="18" cy="16" r="5" fill="#ff5f57"/><circle cx="36" cy="16" r="5" fill="#febc2e"/>'
           '<circle cx="54" cy="16" r="5" fill="#28c840"/>',
           '<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" fill="#d5dae0" '
           'xml:space="preserve">']
    for number, row in enumerate(rows):
        colour = ' fill="#7ee787"' if number == 0 else ""
        svg.append(f'<text x="16" y="{48 + 19 * number}"{colour}>{html.escape(row)}</text>')
    return "\n".join([*svg, "</g>", "</svg>", ""])


def update(command, source):
    readme = source / "README.md"
    text = readme.read_text(encoding="utf-8")
    for number, (line, shown, _, printed) in enumerate(list(replay(command, source))):
        text = text.replace("\n".join([f"$ {line}", *shown]), "\n".join([f"$ {line}", *printed]))
        if number == 0:
            (source / "docs").mkdir(exist_ok=True)
            (source / "docs" / "session.svg").write_text(draw(line, printed), encoding="utf-8")
    readme.write_text(text, encoding="utf-8")


def main():
    claim, command, source = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    if claim == "update":
        update(command, source)
        return
    checks = {"flags": check_flags, "folders": check_folders, "targets": check_targets, "server": check_server,
              "sessions": check_sessions}
    problems = list(checks[claim](command, source))
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
