#!/usr/bin/env python3
"""A session in a terminal as a person sees it: what stands on the screen, by tmux.

    tests/tmux.py --charter build/charter [--cc CC] [--cflags FLAGS]

terminal.py looks at the bytes that come; here a real terminal has made a screen of them: lists of completions, a line while the
window changes, a pager that is left, a block that is pasted, given up or fetched from the history; a dumb terminal; a program
that is built without readline. Prints TAP.
"""
import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time

WAIT = 30  # seconds for something to be shown
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
KEYS = ("Enter", "Tab", "Up", "Space", "BSpace", "C-c", "C-d", "C-l")
BLOCK = ("suppose target response", "  within 1 hour otherwise", "end")


class Screen:
    """A window of tmux with a session in it."""
    count = 0

    def __init__(self, program, folder, environment=(), size=(80, 24)):
        Screen.count += 1
        self.tmux = ["tmux", "-u", "-S", os.path.join(folder, "socket%d" % Screen.count), "-f", "/dev/null"]
        self.folder = folder
        settings = {"HOME": folder, "XDG_STATE_HOME": "", "NO_COLOR": "1", "PAGER": "less -X"}
        settings.update(environment)
        command = ["env", "-u", "LESS"] + ["%s=%s" % pair for pair in settings.items()]
        command += [program, "repl", "d/service.chr", "--log", "d/tickets.csv"]
        self.ended = os.path.join(folder, "ended%d" % Screen.count)
        # The shell stays when a key interrupts, and tells how the session ended.
        script = "trap : INT; %s; echo $? >%s; mv %s %s" % (shlex.join(command), self.ended + ".new", self.ended + ".new", self.ended)
        self.do("new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), "-c", folder, shlex.join(["sh", "-c", script]))
        self.do("set-option", "-g", "remain-on-exit", "on")

    def do(self, *command):
        return subprocess.run(self.tmux + list(command), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True).stdout.decode()

    def lines(self, *more):
        """The lines of the screen, without blank ones at its end."""
        return self.do("capture-pane", "-p", *more).rstrip("\n").split("\n")

    def shows(self, pattern, where=0):
        """Waits until the screen, from line WHERE on, has PATTERN."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            if re.search(pattern, "\n".join(self.lines()[where:]), re.M):
                return True
            time.sleep(0.05)
        return False

    def type(self, *keys):
        """Keys by name, all else as it is."""
        for key in keys:
            self.do("send-keys", *(["-l"] if key not in KEYS else []), key)

    def paste(self, text):
        path = os.path.join(self.folder, "pasted")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        self.do("load-buffer", path)
        self.do("paste-buffer", "-p", "-d")

    def clear(self):
        self.type("C-c")
        self.shows(r"charter>\Z")
        self.type("C-l")
        self.shows(r"\Acharter>\Z")

    def close(self):
        """The exit status, or None."""
        self.type("C-d")
        end = time.monotonic() + WAIT
        while time.monotonic() < end and not os.path.exists(self.ended):
            time.sleep(0.05)
        self.do("kill-server")
        if not os.path.exists(self.ended):
            return None
        with open(self.ended, encoding="ascii") as file:
            return int(file.read())


class Tap:
    failed = 0

    def ok(self, fine, name, screen=None):
        print("%s - %s" % ("ok" if fine else "not ok", name), flush=True)
        if not fine:
            self.failed += 1
            for line in screen.lines() if screen else []:
                print("# | " + line)


def completes(tap, screen):
    screen.type("compliance of response by ", "Tab", "Tab")
    tap.ok(screen.shows(r"^day +month +quarter.*\n.*\Z|^day +month.*\n.*\ncharter> compliance of response by\Z"), "what may come stands below the line, and the line again",
           screen)
    screen.type("pri", "Tab")
    tap.ok(screen.shows(r"charter> compliance of response by priority\Z"), "a word is completed where it stands", screen)
    screen.type("when priority is at least ", "Tab", "Tab")
    tap.ok(screen.shows(r"^critical +high +low +normal\n"), "behind `is at least` there are values", screen)
    screen.type("no", "Tab", "Enter")
    tap.ok(screen.shows(r"^  normal +\d") and screen.shows(r"charter>\Z"), "and the answer stands below", screen)
    screen.clear()
    screen.type("why resolution of 10", "Tab", "Tab", "Tab")
    tap.ok(screen.shows(r"^1001 +1002 +1003"), "tickets of the log are offered", screen)
    screen.clear()


def resizes(tap, screen):
    query = "compliance of response by priority when priority is at least low and not (priority is high)"
    screen.type(query[:50])
    screen.shows(re.escape(query[:50]) + r"\Z")
    screen.do("resize-window", "-x", "46", "-y", "20")
    screen.shows(r"\Z")
    screen.type(query[50:])
    tap.ok(screen.shows(r"\(priority\s*is\s*high\)\Z"), "a line goes on in a window that is narrower", screen)
    whole = re.sub(r"\s+", " ", "\n".join(screen.lines()))
    tap.ok(query in whole or query.replace(" ", "") in whole.replace(" ", ""), "and none of it is lost", screen)
    screen.do("resize-window", "-x", "100", "-y", "30")
    screen.type("Enter")
    tap.ok(screen.shows(r"^  critical +\d") and screen.shows(r"charter>\Z"), "nor in one that is wider", screen)
    screen.clear()
    screen.do("resize-window", "-x", "80", "-y", "24")


def blocks(tap, screen):
    screen.type(BLOCK[0], "Enter", BLOCK[1])
    tap.ok(screen.shows(r"^    \.\.\.>   within 1 hour otherwise\Z"), "a block goes on behind a prompt of its own", screen)
    screen.type("C-c")
    tap.ok(screen.shows(r"otherwise\ncharter>\Z"), "an interrupt gives the block up", screen)
    screen.type(":diff", "Enter")
    tap.ok(screen.shows(r":diff\n(Nothing is supposed.*\n)?charter>\Z"), "and nothing of it is left", screen)
    screen.clear()
    screen.paste("\n".join(BLOCK) + "\n")
    tap.ok(screen.shows(r"\Acharter> suppose target response\n  within 1 hour otherwise\nend\Z"), "a block that is pasted waits for a key", screen)
    screen.type("Enter")
    tap.ok(screen.shows(r"^Supposed \(1\)\.\ncharter>\Z"), "and is taken as one", screen)
    screen.clear()
    screen.type("Up")
    screen.shows(r"^end\Z")
    tap.ok([line.rstrip() for line in screen.lines()] == ["charter> " + BLOCK[0], BLOCK[1], BLOCK[2]], "it comes back as a block", screen)
    screen.type("Up")
    tap.ok(screen.shows(r"\Acharter> :diff\Z"), "and what was entered before it, in its place", screen)
    screen.clear()
    screen.type(":undo", "Enter")
    screen.shows("0 supposed")
    screen.clear()


def explains(tap, screen):
    screen.type("quit", "Enter")
    tap.ok(screen.shows(r"a command begins with a colon: `:quit`\ncharter>\Z"), "a command without its colon is told of", screen)
    screen.clear()
    screen.type("best limit of response", "Enter", "Enter")
    tap.ok(screen.shows(r"this goes on, with `for`; Ctrl-C gives it up\n    \.\.\.>\Z"), "an empty line asks what is lacking", screen)
    screen.clear()


def pages(tap, screen):
    screen.do("resize-window", "-x", "80", "-y", "12")
    screen.type(":help", "Enter")
    tap.ok(screen.shows(r"\A.*:help.*\n(.*\n)*:\Z|^Ask in the words.*\n(.*\n)*:\Z"), "a long answer stops at the first page", screen)
    screen.type("Space")
    screen.shows(r"^:\Z")
    screen.do("resize-window", "-x", "80", "-y", "16")
    screen.type("G")
    tap.ok(screen.shows(r":quit +leave"), "its end is shown in a window that has changed", screen)
    screen.type("q")
    tap.ok(screen.shows(r"charter>\Z"), "and it can be left", screen)
    screen.type("hours of office on 2026-12-24", "Enter")
    tap.ok(screen.shows(r"09:00 GMT to 2026-12-24 17:30 GMT\ncharter>\Z"), "the session goes on", screen)
    screen.do("resize-window", "-x", "80", "-y", "24")
    screen.clear()


def edited(tap, program, folder):
    screen = Screen(program, folder)
    tap.ok(screen.shows(r"charter>\Z"), "there is a prompt", screen)
    for part in (completes, resizes, blocks, explains, pages):
        part(tap, screen)
    tap.ok(screen.close() == 0, "the end of the input ends the session")


def coloured(tap, program, folder):
    for environment, colour in (({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": "", "TERM": "dumb"}, False)):
        screen = Screen(program, folder, environment)
        screen.shows(r"charter>\Z")
        screen.type("hours of nowhere on 2026-12-24", "Enter")
        tap.ok(screen.shows(r"`nowhere`") and screen.shows(r"charter>\Z"), "an answer with %s" % environment, screen)
        seen = "\x1b[1" in "\n".join(screen.lines("-e"))
        tap.ok(seen == colour, "colour: %s" % ("some" if colour else "none"), screen)
        screen.type("hours of office on 2026-12-24", "Enter")
        tap.ok(screen.shows(r"^2026-12-24 09:00 GMT to 2026-12-24 17:30 GMT\ncharter>\Z"), "and one after a mistake", screen)
        tap.ok(screen.close() == 0, "to its end")


def without_readline(program, folder, compiler, flags):
    """The same program, with lines that are not edited."""
    build = os.path.dirname(program)
    made, out = os.path.join(folder, "line.o"), os.path.join(folder, "charter")
    libraries = subprocess.run(["make", "-s", "--no-print-directory", "libs", "READLINE=no"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    base = shlex.split(compiler) + ["-std=c11", "-pthread", "-Iinclude", "-Isrc", "-I" + build, "-D_GNU_SOURCE", "-DCHARTER_NO_READLINE"]
    base += shlex.split(flags)
    subprocess.run(base + ["-c", "-o", made, "src/cli/line.c"], cwd=ROOT, check=True)
    subprocess.run(base + ["-o", out, os.path.join(build, "cli", "main.o"), made, os.path.join(build, "libcharter.a")] +
                   libraries.decode().split(), cwd=ROOT, check=True)
    return out


def unedited(tap, program, folder, arguments):
    plain = without_readline(program, folder, arguments.cc, arguments.cflags)
    with open(plain, "rb") as file:
        content = file.read()
    tap.ok(b"INPUTRC" not in content and b"libreadline" not in content, "a program without readline can be built")
    screen = Screen(plain, folder)
    tap.ok(screen.shows(r"charter>\Z"), "it has a prompt", screen)
    screen.type("hours of office on 2026-12-25x", "BSpace", "BSpace", "4", "Enter")
    tap.ok(screen.shows(r"^2026-12-24 09:00 GMT to 2026-12-24 17:30 GMT\ncharter>\Z"), "a line is mended by the terminal, and answered", screen)
    for line in BLOCK:
        screen.type(line, "Enter")
        screen.shows(r"> %s\n(.*\n)*.*>\Z" % re.escape(line))
    tap.ok(screen.shows(r"^    \.\.\.> end\nSupposed \(1\)\.\ncharter>\Z"), "a block is read on", screen)
    screen.type(BLOCK[0], "Enter")
    screen.shows(r"^    \.\.\.>\Z")
    screen.type("C-c")
    tap.ok(screen.shows(r"\.\.\.> \^C\ncharter>\Z"), "until it is given up", screen)
    screen.paste("\n".join(BLOCK) + "\n")
    tap.ok(screen.shows(r"Supposed \(2\)\.\ncharter>\Z"), "or pasted", screen)
    tap.ok(screen.close() == 0, "and the session ends")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--cflags", default="")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.charter)
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "new", "d"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with open(program, "rb") as file:
            content = file.read()
        if b"libreadline" in content or b"INPUTRC" in content:
            edited(tap, program, folder)
        else:
            print("# the program has no readline: lines are not edited")
        coloured(tap, program, folder)
        unedited(tap, program, folder, arguments)
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
