"""A file is read in a sitting: 600 lines is the end, 400 is long. Lines are at most 120 characters wide."""
import sys

from tree import finish, text_of, tracked

LONGEST = 600
LONG = 400
WIDEST = 120

# Longer files, each with why it is better in one piece.
ALLOWED = {}


def main():
    findings = []
    long_files = []
    for path in tracked("*.h", "*.cpp", "*.py", "*.js", "*.ts", "scripts/*"):
        text = text_of(path)
        if text is None:
            continue
        lines = text.split("\n")
        if len(lines) > LONGEST and path not in ALLOWED:
            findings.append(f"{path}: {len(lines)} lines; split it where a reader would, or say why in sizes.py")
        elif len(lines) > LONG:
            long_files.append(path)
        for number, line in enumerate(lines, 1):
            if len(line) > WIDEST and path.endswith((".h", ".cpp", ".py")):
                findings.append(f"{path}:{number}: {len(line)} characters wide")
    for path in ALLOWED:
        if len((text_of(path) or "").split("\n")) <= LONGEST:
            findings.append(f"{path}: is in sizes.py's list, and no longer needs to be")
    if long_files:
        print(f"note: over {LONG} lines: {', '.join(long_files)}", file=sys.stderr)
    finish(findings)


main()
