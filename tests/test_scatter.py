"""Names beside dots: clear of the lines they would hide, where there is room."""

import matplotlib as mpl
from matplotlib.figure import Figure

from taian_analysis.show.scatter import place_labels

mpl.use("Agg")


def _placed(points, lines):
    figure = Figure(figsize=(4, 3))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, 4)
    axes.set_ylim(0, 3)
    left_out = place_labels(axes, points, ["a name of a row"] * len(points), 8, lines=lines)
    return left_out, [text.get_position()[0] * 4 for text in axes.texts]


def test_a_name_stands_on_the_side_of_its_dot_that_no_line_crosses():
    assert _placed([(1.9, 1.5)], (None, None))[1][0] > 1.9
    assert _placed([(1.9, 1.5)], (2.0, None))[1][0] < 1.9


def test_a_name_with_no_other_place_stands_across_the_line():
    left_out, (at,) = _placed([(0.2, 1.5)], (0.4, None))
    assert not left_out
    assert at > 0.2
