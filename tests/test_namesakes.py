"""Other files and distributions of our packages' names: one sentence that says what hides what, and what to do."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograd import namesake

ROOT = Path(__file__).parents[1]
PACKAGES = ("autograd", "nn", "viz", "verify", "chainrule")
LIBRARIES = os.pathsep.join(path for path in sys.path if path.endswith("-packages"))


@pytest.fixture
def site(tmp_path):
    """A folder where all packages are installed as pip installs them, and one that is the user's own."""
    folder = tmp_path / "site"
    folder.mkdir()
    for package in PACKAGES:
        (folder / package).mkdir()
        for path in (ROOT / package).iterdir():
            (folder / package / path.name).symlink_to(path)
    (folder / "autograd.py").write_text((ROOT / "packaging/autograd.py").read_text("utf-8"))
    (tmp_path / "own").mkdir()
    return folder


def python(site, *words):
    """Run Python in the user's own folder; return exit status, output and complaints."""
    surroundings = {"PYTHONPATH": f"{site}{os.pathsep}{LIBRARIES}", "PYTHONIOENCODING": "utf-8"}
    called = [sys.executable, *map(str, words)]
    done = subprocess.run(
        called, cwd=site.parent / "own", env=surroundings, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout, done.stderr


def installed(site):
    """The other distribution over ours: pip has replaced the one file that both have."""
    (site / "autograd-1.9.1.dist-info").mkdir()
    (site / "autograd/__init__.py").unlink()
    (site / "autograd/__init__.py").write_text("from autograd.core import make_vjp\n")
    (site / "autograd/core.py").write_text("make_vjp = None\n")


def uninstalled(site):
    """Installed and uninstalled again: pip has removed the file that both had."""
    (site / "autograd/__init__.py").unlink()


def ours_over_it(site):
    """The other one was there first."""
    (site / "autograd-1.9.1.dist-info").mkdir()


SENTENCE = re.compile(
    r"share the import name 'autograd'.* in \S+site: run 'pip uninstall autograd', "
    r"then 'pip install --force-reinstall --no-deps \S+'\.$"
)


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("happened", [installed, uninstalled, ours_over_it])
def test_after_the_namesake_an_import_says_what_repairs_it(happened, package, site):
    assert python(site, "-c", f"import {package}")[0] == 0
    happened(site)
    status, _, complaints = python(site, "-c", f"import {package}")
    if happened is installed and package == "autograd":
        return  # it is the other one's, which knows nothing of ours
    last = complaints.splitlines()[-1]
    assert (status, last.partition(":")[0]) == (1, "ImportError")
    assert SENTENCE.search(last)


@pytest.mark.parametrize("happened", [installed, uninstalled, ours_over_it])
def test_after_the_namesake_the_command_says_so_in_one_line(happened, site):
    happened(site)
    (site.parent / "chainrule").write_text("from chainrule.__main__ import main\nmain()\n")
    for words in (["-m", "chainrule"], [site.parent / "chainrule"]):
        status, out, complaints = python(site, *words, "show", "mazur")
        assert (status, out, complaints.count("\n")) == (2, "", 1)
        assert SENTENCE.search(complaints.strip())


def test_the_namesake_in_another_folder_does_no_harm(site, tmp_path):
    other = tmp_path / "other"
    (other / "autograd-1.9.1.dist-info").mkdir(parents=True)
    (other / "autograd-1.9.1.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: autograd\nVersion: 1.9.1\n")
    code = f"import sys; sys.path.append({str(other)!r}); import autograd, verify"
    assert python(site, "-c", code) == (0, "", "")


def test_what_pip_installs_again_is_where_it_came_from(monkeypatch, tmp_path):
    class Installed:
        text: str | None = None

        def read_text(self, name):
            return self.text

    monkeypatch.setattr("importlib.metadata.distribution", lambda name: Installed())
    for text, origin in [
        (None, "chainrule"),
        (f'{{"url": "{tmp_path.as_uri()}", "dir_info": {{}}}}', str(tmp_path)),
        ('{"url": "file:///no/such/folder", "dir_info": {}}', "chainrule"),
        ('{"url": "https://example.org/a.whl"}', "chainrule"),
    ]:
        Installed.text = text
        assert f"--no-deps {origin}'" in str(namesake.merged_by_pip())


@pytest.mark.parametrize(
    ("own", "imported"),
    [
        ("nn.py", "verify"),
        ("nn.py", "chainrule"),
        ("viz.py", "chainrule"),
        ("verify.py", "chainrule"),
        ("autograd.py", "chainrule"),
        ("viz.py", "verify.pages.page"),
        ("nn/__init__.py", "verify"),
    ],
)
def test_an_import_beside_a_file_of_the_same_name_says_which_one_hides_ours(own, imported, site):
    path = site.parent / "own" / own
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine = 1\n")
    program = site.parent / "own/program.py"
    program.write_text(f"import {imported}\n")
    status, _, complaints = python(site, program)
    name = own.partition("/")[0]
    package, shown = name.removesuffix(".py"), site.parent / "own" / name
    said = f"ImportError: {shown} hides the package '{package}' of chainrule, which stands in {site}: rename "
    assert (status, said in complaints.splitlines()[-1]) == (1, True), complaints


def test_the_command_runs_in_a_folder_with_files_of_the_same_names(site):
    own = site.parent / "own"
    for name in ("nn", "viz", "verify", "autograd", "typer", "random"):
        (own / f"{name}.py").write_text("raise SystemExit('the wrong file')\n")
    status, out, complaints = python(site, "-m", "chainrule", "derive", "mazur", "w5")
    assert (status, complaints) == (0, "")
    assert "0.082167041" in out
    assert python(site, "-m", "chainrule", "--version")[1].startswith("chainrule ")


def test_the_command_says_which_file_on_the_path_hides_a_package(site):
    (site.parent / "own/nn.py").write_text("")
    code = "import sys; sys.argv = ['chainrule', 'show']; from chainrule.__main__ import main; main()"
    status, out, complaints = python(site, "-c", code)
    assert (status, out, complaints.count("\n")) == (2, "", 1)
    assert complaints.startswith(f"chainrule: {site.parent}/own/nn.py hides the package 'nn' of chainrule")
