"""Own packs, the theme of paper and papers in hand, from the command line."""

from __future__ import annotations

import os
import re
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.gestures.attachments import Document, attachments_of, content_of
from tpm_desktop.gestures.packs import keep_theme, theme_row
from tpm_desktop.plan import OpenProgram

SECRET = "Taken by the sponsor at home"
_ORIENTATION, _ARTIST, _GPS = 0x0112, 0x013B, 0x8825

OWN = """[pack]
key = "letter"
title = "Letter"
question = "What now?"

[[section]]
part = "callout"
text = "Read this first."

[[section]]
part = "register"
table = "task"
columns = ["name", "finish"]
"""


@pytest.fixture
def own(run, plan, tmp_path):
    """A program with a pack of its own."""
    file = tmp_path / "letter.toml"
    file.write_text(OWN)
    assert run("packs", plan, "--add", file).done().out == "letter  Letter, 2 sections\n"
    return plan


def test_a_pack_of_ones_own_needs_no_code(run, own, tmp_path):
    assert run("report", "--list", own).done().out.splitlines()[-1] == "letter  Letter: What now?"
    run("report", "letter", own, "-o", tmp_path / "letter.pdf").done()
    text = PdfReader(tmp_path / "letter.pdf").pages[0].extract_text()
    assert "Read this first." in text
    assert "Install" in text
    assert run("packs", own, "--show", "letter").done().out == OWN
    run("undo", own).done()
    assert "there is no report 'letter'" in run("report", "letter", own, "-o", tmp_path / "x.pdf").err


def test_two_copies_that_each_compose_a_pack_are_merged_without_a_question(run, own, tmp_path):
    other, both = tmp_path / "other.tpm", tmp_path / "both.tpm"
    other.write_bytes(own.read_bytes())
    for file, key in ((own, "mine"), (other, "theirs")):
        (tmp_path / "p.toml").write_text(OWN.replace('"letter"', f'"{key}"'))
        run("packs", file, "--add", tmp_path / "p.toml").done()
    run("merge", own, other, "-o", both).done()
    assert run("packs", both).done().out.count("2 sections") == 3


def test_a_wrong_pack_is_one_line_and_nothing_is_kept(run, plan, tmp_path):
    file = tmp_path / "wrong.toml"
    file.write_text(OWN.replace("callout", "call-out"))
    said = run("packs", plan, "--add", file).problem
    assert said == ("error: wrong.toml, line 7: there is no part “call-out”; did you mean “callout”?")
    file.write_text(OWN.replace("letter", "status"))
    assert (
        "“status” is the key of a pack that comes with the program"
        in run("packs", plan, "--add", file).problem
    )
    assert "no packs of its own" in run("packs", plan).done().out


def test_one_of_ours_is_a_start_for_ones_own(run, plan, tmp_path):
    text = run("packs", plan, "--show", "status").done().out
    (tmp_path / "mine.toml").write_text(text.replace('key = "status"', 'key = "ours"'))
    assert run("packs", plan, "--add", tmp_path / "mine.toml").done().out.startswith("ours  Status report")
    run("packs", plan, "--remove", "ours").done()
    assert "no own pack has the key “ours”" in run("packs", plan, "--remove", "ours").problem


def test_a_paper_in_hand_is_told_from_others(run, plan, tmp_path):
    issued, again = tmp_path / "issued.pdf", tmp_path / "again.pdf"
    run("report", "status", plan, "-o", issued, "--issued").done()
    told = run("report", "--check", issued, plan).done().out
    assert told.startswith("Issued: PK-1 Status report, on ")
    assert "It is the newest one of its kind." in told
    record = re.search(r"figures of record ([0-9a-f]{8})", told)[1]
    assert record in PdfReader(issued).pages[0].extract_text()
    assert run("report", "--check", record, plan).done().out.startswith("Issued: PK-1")
    run("set", plan, "task", "Install", "duration=5d").done()
    run("report", "status", plan, "-o", again, "--issued").done()
    assert "A later one was issued: PK-2" in run("report", "--check", issued, plan).done().out
    for name in ("paper", "i.PDFX"):
        copy = tmp_path / name
        copy.write_bytes(issued.read_bytes())
        assert run("report", "--check", copy, plan).done().out == run("report", "--check", issued, plan).out
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(issued.read_bytes() + b"\n")
    found = run("report", "--check", changed, plan)
    assert found.code == 1
    assert "This is no pack that was issued from this program." in found.out
    assert "but it is not that very file" in found.out


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("zz", "is neither the code of an issued pack nor the beginning of a fingerprint"),
        ("z" * 5000, "is neither the code of an issued pack nor the beginning of a fingerprint"),
        ("nothing.pdf", "nothing.pdf does not exist; check the name"),
        (os.devnull, "is a device, not a file; name a file"),
    ],
    ids=["neither", "long", "missing", "device"],
)
def test_what_is_no_paper_is_one_line(run, plan, tmp_path, said, problem):
    assert problem in run("report", "--check", said, plan).problem


def png(size=(40, 20)) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "#004488").save(made, "PNG")
    return made.getvalue()


def test_paper_looks_as_the_company_wants_it(run, plan, tmp_path):
    theme, logo, out = tmp_path / "theme.toml", tmp_path / "logo.png", tmp_path / "s.pdf"
    theme.write_text(
        '[theme]\nname = "Ours"\npaper = "Letter"\nlanguage = "de-DE"\n[colours]\naccent = "#004488"\n'
        '[wording]\nclassification = "For us"\nfooter = "Program office"\n'
    )
    logo.write_bytes(png())
    run("packs", plan, "--theme", theme, "--logo", logo).done()
    run("report", "status", plan, "-o", out).done()
    page = PdfReader(out).pages[0]
    assert round(page.mediabox.width) == 612
    assert "For us" in page.extract_text()
    assert "Program office" in page.extract_text()
    assert len(page.images) == 1
    assert 'logo = "logo.png"' in run("packs", plan, "--show-theme").done().out
    run("packs", plan, "--plain").done()
    run("report", "status", plan, "-o", out).done()
    assert "Program office" not in PdfReader(out).pages[0].extract_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[colours]\naccent = "#FFCC00"',
            "line 2: accent #FFCC00 has a contrast of 1.5 with white paper; 4.5",
        ),
        ('[colours]\ntint = "#333333"', "line 2: text on tint #333333 has a contrast of 1."),
        ('[colours]\naccent = "blue"', "line 2: “blue” is no colour; write one such as #1F5FBF"),
        ('[theme]\nlanguage = "xx"', "line 2: “xx” is no language known here"),
        ('[theme]\nlogo = "a.png"', "the logo “a.png” is not there yet; choose its picture too"),
    ],
)
def test_a_wrong_theme_is_one_line_that_names_the_place_and_the_mend(run, plan, tmp_path, text, said):
    (tmp_path / "t.toml").write_text(text)
    assert said in run("packs", plan, "--theme", tmp_path / "t.toml").problem


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither")
@pytest.mark.parametrize("taken", [("packs", "--add"), ("packs", "--theme"), ("packs", "--logo"),
                                   ("policy", "--set")], ids=" ".join)  # fmt: skip
def test_what_is_no_file_is_never_read(run, plan, tmp_path, taken):
    command, option = taken
    os.mkfifo(tmp_path / "pipe")
    for device in (tmp_path / "pipe", "/dev/zero"):
        said = run(command, plan, option, device).problem
        assert said.endswith("is a device, not a file; name a file")


def test_a_pack_written_by_an_editor_that_marks_utf_8_is_read_and_one_too_large_is_not(run, plan, tmp_path):
    file = tmp_path / "p.toml"
    file.write_bytes(b"\xef\xbb\xbf" + OWN.encode())
    assert run("packs", plan, "--add", file).done().out == "letter  Letter, 2 sections\n"
    file.write_bytes(b"#" * 300_000)
    assert "p.toml has 293 KB; no pack or theme is so large" in run("packs", plan, "--add", file).problem


def test_a_logo_that_is_no_picture_is_refused(run, plan, tmp_path):
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"<svg/>")
    assert "is no picture that can be read" in run("packs", plan, "--logo", logo).problem
    logo.write_bytes(png((4100, 4)))
    assert "4,000 pixels a side fit" in run("packs", plan, "--logo", logo).problem


def photo() -> bytes:
    """A picture that says who took it and where, lying on its side."""
    picture, about = Image.new("RGB", (40, 20), "#004488"), Image.Exif()
    about[_ORIENTATION], about[_ARTIST] = 6, SECRET
    about.get_ifd(_GPS)[1] = SECRET
    made = BytesIO()
    picture.save(made, "JPEG", exif=about, comment=SECRET, icc_profile=SECRET.encode())
    return made.getvalue()


def noted() -> bytes:
    """A picture with a text beside its pixels."""
    about, made = PngInfo(), BytesIO()
    about.add_text("Author", SECRET)
    Image.new("RGBA", (40, 20)).save(made, "PNG", pnginfo=about)
    return made.getvalue()


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize(("name", "made"), [("us.jpg", photo), ("us.png", noted)])
def test_what_a_logo_says_of_itself_stays_out_of_every_paper(run, plan, tmp_path, name, made, older):
    assert SECRET.encode() in made()
    if older:  # from when it was kept as it came
        with OpenProgram.open(plan) as program:
            keep_theme(program, "Ours", f'[theme]\nlogo = "{name}"\n', Document(name, made()))
    else:
        (tmp_path / name).write_bytes(made())
        run("packs", plan, "--logo", tmp_path / name).done()
        with ProgramFile.open(plan) as file:
            (kept,) = attachments_of(file, "pack_theme", theme_row(file).id)
            assert kept.name == "us.png"
            assert SECRET.encode() not in content_of(file, kept.id)
    written = [tmp_path / f"status.{ending}" for ending in ("pdf", "xlsx", "html", "zip")]
    for target in written:
        run("report", "status", plan, "-o", target).done()
        assert SECRET.encode() not in target.read_bytes()
    shown = PdfReader(written[0]).pages[0].images[0].image
    assert shown.size == ((20, 40) if name == "us.jpg" else (40, 20))  # upright
    assert SECRET not in str(shown.info)


def test_characters_that_no_font_has_are_told_with_the_row_that_holds_them(run, plan, tmp_path):
    for title in ("Racks 🚀 late", "Racks 龘 late"):
        run("add", plan, "risk", f"title={title}", "probability=5", "impact=5").done()
    done = run("report", "risks", plan, "-o", tmp_path / "risks.pdf")
    assert done.code == 0
    assert done.err == (
        "note: 1 character has no glyph and prints as a box: 龘, first in risk “Racks 龘 late”\n"
    )
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "risks.pdf").pages)
    assert "Racks 🚀 late" in text
    assert "Racks □ late" in text


def test_a_kept_pack_that_can_no_longer_be_read_is_named_and_the_others_stay(run, own, tmp_path):
    run("set", own, "own_pack", "Letter", "text=[pack]").done()
    said = run("report", "letter", own, "-o", tmp_path / "x.pdf").problem
    assert said.startswith("error: pack “Letter”, line 1: ")
    listed = run("report", "--list", own)
    assert listed.err.startswith("pack “Letter”, line 1: ")
    assert "status  Status report" in listed.out
    run("report", "status", own, "-o", tmp_path / "x.pdf").done()
