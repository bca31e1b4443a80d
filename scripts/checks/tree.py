"""The files that the checks read: what git tracks, as (path, text)."""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def tracked(*patterns):
    """Paths relative to the root of the tracked and new files that match the patterns, sorted."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted(path for path in listed.split("\0") if path and (ROOT / path).is_file())


def text_of(path):
    """The file's text, or None for one that is not text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def finish(findings):
    """Prints what was found and ends: 1 where anything was."""
    for finding in findings:
        print(finding)
    sys.exit(1 if findings else 0)
