"""Files generated from the table, and what type checkers are told."""

from autograd import TABLE, Value, stubs
from autograd.operators import METHODS, OPERATORS


def test_generated_files_are_up_to_date():
    assert stubs.main(["--check"]) == 0


def test_a_stale_file_is_noticed_and_written(tmp_path, monkeypatch, capsys):
    for name in ("__init__.py", "methods.pyi"):
        (tmp_path / name).write_text((stubs.FOLDER / name).read_text("utf-8"), "utf-8")
    monkeypatch.setattr(stubs, "FOLDER", tmp_path)
    (tmp_path / "methods.pyi").write_text("stale", "utf-8")
    assert stubs.main(["--check"]) == 1
    assert "methods.pyi is out of date" in capsys.readouterr().err
    assert stubs.main([]) == 0
    assert stubs.main(["--check"]) == 0


def test_every_row_is_a_method_and_every_method_is_declared():
    declared = stubs.methods_stub()
    for name in (*TABLE, *OPERATORS):
        assert hasattr(Value, name)
        assert f"def {name}(self" in declared
    assert set(METHODS) == set(TABLE)
