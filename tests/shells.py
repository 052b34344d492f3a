#!/usr/bin/env python3
"""Completion as a user meets it: a line is typed into bash and zsh in a pseudo-terminal and Tab is pressed; fish is
asked what it offers. And the manual page, as mandoc and man judge it. What is not installed is named and left out;
bash always is.

    tests/shells.py --charter build/charter

Prints TAP.
"""
import argparse
import os
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time

# What is typed, what the line is after Tab, and what fish offers.
LINES = [
    ("charter ev", "charter eval ", "eval"),
    ("charter --ver", "charter --version ", "--version"),
    ("charter eval --verd", "charter eval --verdicts ", "--verdicts"),
    ("charter eval --format j", "charter eval --format json ", "json"),
    ("charter eval --format=j", "charter eval --format=json ", "--format=json"),
    ("charter test --format ta", "charter test --format tap ", "tap"),
    ("charter test --mut", "charter test --mutate ", "--mutate"),
    ("charter check somewhere/serv", "charter check somewhere/service.chr ", "somewhere/service.chr"),
    ("charter schema --infer somewhere/t", "charter schema --infer somewhere/tickets.csv ", "somewhere/tickets.csv"),
    ("charter eval x.chr --log somewhere/t", "charter eval x.chr --log somewhere/tickets.csv ", "somewhere/tickets.csv"),
    ("charter print --output somewhere/s", "charter print --output somewhere/service.chr ", "somewhere/service.chr"),
    ("charter debug pl", "charter debug plan ", "plan"),
    ("charter debug plan somewhere/s", "charter debug plan somewhere/service.chr ", "somewhere/service.chr"),
    ("charter completion f", "charter completion fish ", "fish"),
    ("charter explain CHR000", "charter explain CHR000", "CHR0006"),
    ("charter explain CHR0006", "charter explain CHR0006 ", "CHR0006"),
]
PROMPT = "ready> "


class Terminal:
    def __init__(self, argv, folder, path):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            environment = {"PATH": path, "TERM": "dumb", "HOME": folder, "LC_ALL": "C.UTF-8", "COLUMNS": "300"}
            os.execve(shutil.which(argv[0]), argv, environment)

    def read(self, wanted, seconds=10):
        """What comes until WANTED holds of it, or nothing comes any more."""
        got, end = b"", time.monotonic() + seconds
        while time.monotonic() < end and not wanted(got):
            if select.select([self.fd], [], [], 0.2)[0]:
                try:
                    got += os.read(self.fd, 65536)
                except OSError:
                    break
        return got

    def close(self):
        os.close(self.fd)
        os.waitpid(self.pid, 0)


def script_of(charter, shell):
    return subprocess.run([charter, "completion", shell], stdout=subprocess.PIPE, check=True).stdout


def typed(shell, folder, path):
    """{line: the line after Tab}, by what the shell then runs: `charter` is a program that writes its command line."""
    with open(os.path.join(folder, "ran"), "w", encoding="utf-8"):
        pass
    if shell == "bash":
        terminal, setup = Terminal(["bash", "--norc", "--noprofile", "-i"], folder, path), "source ./words.bash"
    else:
        terminal = Terminal(["zsh", "-f", "-i"], folder, path)
        setup = "fpath=($PWD/zsh $fpath); autoload -U compinit; compinit -u -D"
    out = {}
    os.write(terminal.fd, (setup + "; PS1='%s'; echo set''tled\r" % PROMPT).encode())
    terminal.read(lambda got: b"settled" in got and PROMPT.encode() in got.split(b"settled")[-1])
    for line, _, _ in LINES:
        before = os.path.getsize(os.path.join(folder, "ran"))
        os.write(terminal.fd, line.encode() + b"\t")
        terminal.read(lambda got: False, 0.5)
        os.write(terminal.fd, b"@\r")
        end = time.monotonic() + 10
        while os.path.getsize(os.path.join(folder, "ran")) == before and time.monotonic() < end:
            time.sleep(0.05)
        terminal.read(lambda got: PROMPT.encode() in got, 2)
        with open(os.path.join(folder, "ran"), encoding="utf-8") as file:
            out[line] = file.read()[before:].rstrip("\n")
    terminal.close()
    return out


def offered(folder, path, line):
    command = ["fish", "-N", "-c", "source words.fish; complete -C $argv[1]", line]
    found = subprocess.run(command, cwd=folder, env={"PATH": path, "HOME": folder}, stdout=subprocess.PIPE, check=False)
    return [row.split("\t")[0] for row in found.stdout.decode("utf-8", "replace").splitlines()]


def spread(folder, charter):
    """The folder in which lines are typed."""
    os.makedirs(os.path.join(folder, "somewhere"))
    os.makedirs(os.path.join(folder, "bin"))
    os.makedirs(os.path.join(folder, "zsh"))
    for name in ("service.chr", "tickets.csv"):
        with open(os.path.join(folder, "somewhere", name), "w", encoding="utf-8"):
            pass
    for shell, name in (("bash", "words.bash"), ("fish", "words.fish"), ("zsh", "zsh/_charter")):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(script_of(charter, shell))
    program = os.path.join(folder, "bin", "charter")
    with open(program, "w", encoding="utf-8") as file:
        file.write('#!/bin/sh\nprintf "charter"  >>"$HOME/ran"\nfor word; do printf " %s" "$word" >>"$HOME/ran"; done\n'
                   'echo >>"$HOME/ran"\n')
    os.chmod(program, 0o755)
    return os.path.join(folder, "bin") + ":" + os.environ["PATH"]


def judge_page(charter, folder):
    """[(what, problem)] of the manual page."""
    page, out = os.path.join(folder, "charter.1"), []
    with open(page, "wb") as file:
        file.write(script_of(charter, "man"))
    for command in (["mandoc", "-T", "lint", "-W", "warning", page], ["man", "--warnings", "-l", page]):
        if not shutil.which(command[0]):
            continue
        said = subprocess.run(command, stdout=subprocess.DEVNULL if command[0] == "man" else subprocess.PIPE,
                              stderr=subprocess.STDOUT if command[0] != "man" else subprocess.PIPE, check=False,
                              env=dict(os.environ, MANPAGER="cat", MANROFFOPT=""))
        text = (said.stdout or b"") + (said.stderr or b"")
        # the page has no date: the same program gives the same bytes
        rows = [row for row in text.decode("utf-8", "replace").splitlines() if "missing date" not in row]
        out.append((" ".join(command[:2]), "\n".join(rows)))
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    charter, count = os.path.abspath(parser.parse_args().charter), 0
    with tempfile.TemporaryDirectory() as folder:
        path = spread(folder, charter)
        for shell in ("bash", "zsh", "fish"):
            if not shutil.which(shell):
                print("# %s is not installed: apt-get install %s" % (shell, shell))
                continue
            found = typed(shell, folder, path) if shell != "fish" else {}
            for line, whole, offer in LINES:
                if shell == "fish":
                    got, good = offered(folder, path, line), offer in offered(folder, path, line)
                else:
                    # `@` is typed behind the completed line, so that a blank before it shows; zsh puts `=` there
                    # where a value comes
                    got = found[line]
                    good = got.replace("=@", " @") == whole + "@"
                count += 1
                print("%s - %s: %s" % ("ok" if good else "not ok", shell, line))
                if not good:
                    print("# " + repr(got))
        for what, said in judge_page(charter, folder):
            count += 1
            print("%s - the manual page: %s" % ("not ok" if said else "ok", what))
            print("".join("# %s\n" % row for row in said.splitlines()), end="")
    print("1..%d" % count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
