"""A file under another name: named where it can only be the one that is missing, and never guessed."""

import pytest

from grader.judging.misnamed_file import misnamed_file

COURSE = ("gradient_descent", "xor", "sheet_1", "sheet_2", "convexity")


@pytest.mark.parametrize(
    ("wanted", "files", "found"),
    [
        ("xor", ["XOR.py"], "XOR.py"),
        ("xor", ["xor (1).py"], "xor (1).py"),
        ("xor", ["xor(12).py"], "xor(12).py"),
        ("xor", ["xor_final (2).py"], "xor_final (2).py"),
        ("xor", ["Copy of xor.py"], "Copy of xor.py"),
        ("xor", ["Kopie-von-xor_v2.py"], "Kopie-von-xor_v2.py"),
        ("xor", ["my_xor_solution.py"], "my_xor_solution.py"),
        ("xor", ["myxor.py"], None),
        ("xor", ["xorfinal.py"], None),
        ("xor", ["xor_finally.py"], None),
        ("xor", ["final.py"], None),
        ("xor", ["xors.py"], "xors.py"),
        ("xor", ["xr.py"], None),
        ("xor", ["xar.py"], None),
        ("xor", ["and.py"], None),
        ("gradient_descent", ["gradient descent.py"], "gradient descent.py"),
        ("gradient_descent", ["Gradient-Descent.py"], "Gradient-Descent.py"),
        ("gradient_descent", ["gradientdescent.py"], "gradientdescent.py"),
        ("gradient_descent", ["gradient_decent.py"], "gradient_decent.py"),
        ("gradient_descent", ["gradient_desscent.py"], "gradient_desscent.py"),
        ("gradient_descent", ["gradient_descemt.py"], "gradient_descemt.py"),
        ("gradient_descent", ["gradient_descents_.py"], None),
        ("gradient_descent", ["gradient_descent_nd.py"], None),
        ("gradient_descent", ["gradien_desent.py"], None),
        ("convexity", ["convexty.py"], "convexty.py"),
        ("convexity", ["convexitt.py"], "convexitt.py"),
        ("convexity", ["concavity.py"], None),
        ("sheet_1", ["sheet_3.py"], None),
        ("sheet_1", ["sheet_2.py"], None),
        ("sheet_1", ["sheat_1.py"], "sheat_1.py"),
        ("sheet_1", ["sheet1.py"], "sheet1.py"),
        ("convexity", ["convexty.py", "convexiti.py"], None),
        ("convexity", ["convexty.py", "Convexity.py"], "Convexity.py"),
        ("convexity", ["CONVEXITY.py", "Convexity.py"], None),
        ("convexity", [], None),
        ("convexity", ["notes.txt", "xor.py"], None),
    ],
    ids=str,
)
def test_which_file_is_meant(wanted: str, files: list[str], found: str | None) -> None:
    """Names that are the same but for what is put around them; then one with a single slip."""
    assert misnamed_file(wanted, files, COURSE) == found
