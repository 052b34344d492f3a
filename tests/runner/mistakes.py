"""The sentences of grammar/mistakes.txt: each is checked in its frame, gets one error, with its row's code and at its
mark; what is told of all of them is docs/mistakes.md."""
import json
import os
import re

from .core import compare_file, read, run, write

HEAD = """# What people write, and what they are told

Every sentence of `grammar/mistakes.txt` with the message that it gets. The page is made by the tests: see
`tests/runner/mistakes.py`.
"""
KEYWORDS = ("says", "try", "behind", "for", "at", "gives", "reads")


def parse(text):
    """{frame: [(before, behind)]}, [(code, [(frame, sentence)], {keyword: rest})], and the headings of parts by row"""
    frames, rows, parts = {}, [], {}
    for line in text.splitlines():
        line = line.strip()
        part = re.match(r"# -+ (.*?) -+$", line)
        if part:
            parts[len(rows)] = part.group(1)
        if not line or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        rest = rest.strip()
        if word == "frame":
            name, _, shape = rest.partition(" ")
            frames.setdefault(name, []).append(tuple(shape.strip().split("…")))
        elif re.match(r"CHR\d{4}$", word):
            rows.append((word, [], {}))
        elif rest.startswith("| "):
            rows[-1][1].append((word, rest[2:]))
        else:
            rows[-1][2][word] = rest
    return frames, rows, parts


def jobs(context):
    return [("mistakes", lambda: mistakes(context))]


def framed(frame, sentence):
    """The text of a sentence, and from which byte to which its mark goes."""
    text = (frame[0] + sentence + frame[1]).replace("⏎", "\n").replace("‸", "")
    start = len(text.split("«")[0].encode())
    end = start + len(text.split("«")[1].split("»")[0].encode())
    return text.replace("«", "").replace("»", "") + "\n", start, end


def told(context, text):
    """The errors of the syntax."""
    folder = context.folder()
    write(os.path.join(folder, "mistake.chr"), text)
    _, output = run(context, [context.charter, "check", "--format", "json", "mistake.chr"], folder, merged=False)
    return [d for d in json.loads(output) if d["code"] < "CHR0100"]


def shown(sentence, errors):
    """As on the page: the lines of the sentence, and what is told."""
    lines = [line.rstrip() for line in re.sub("[«»‸]", "", sentence).replace(" ⏎ ", "\n").replace("⏎", "\n").split("\n")]
    out = ["    " + line for line in lines if line]
    for error in errors:
        out.append("%s: %s" % (error["code"], error["message"]))
        out += ["  note: " + note for note in error["notes"]]
        if error["hint"]:
            out.append("  try: " + error["hint"])
    return "\n".join(out)


def wrong(errors, code, start, end):
    if len(errors) != 1:
        return "%d errors" % len(errors)
    place = errors[0]["place"]
    if errors[0]["code"] != code:
        return "code %s, expected %s" % (errors[0]["code"], code)
    if not (start <= place["from"] <= end):
        return "at byte %d, expected %d to %d" % (place["from"], start, end)
    return None


def mistakes(context):
    frames, rows, parts = parse(read(os.path.join(context.root, "grammar", "mistakes.txt")))
    cases, page = [], [HEAD]
    for number, (code, sentences, said) in enumerate(rows):
        if number in parts:
            page.append("## %s\n" % parts[number].capitalize())
        blocks = []
        for frame, sentence in sentences:
            for shape in {0, len(frames[frame]) - 1}:
                text, start, end = framed(frames[frame][shape], sentence)
                errors = told(context, text)
                failure = wrong(errors, code, start, end)
                cases.append(("mistakes: %s, in frame %d" % (sentence, shape),
                              failure and failure + "\n" + text + json.dumps(errors, indent=1)))
                if not shape:
                    blocks.append(shown(sentence, errors))
        page.append("```\n%s\n```\n" % "\n\n".join(blocks))
        odd = [w for w in said if w not in KEYWORDS]
        cases.append(("mistakes: the lines of row %d" % (number + 1), "%s" % odd if odd else None))
    cases.append(("mistakes: there are at least 40", None if len(rows) >= 40 else str(len(rows))))
    cases.append(("docs/mistakes.md", compare_file(context, os.path.join(context.root, "docs", "mistakes.md"), "\n".join(page))))
    return cases
