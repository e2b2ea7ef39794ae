import pytest
from documents_support import liquid_three_phases

from ldn_calc.documents.label.render import render_label
from ldn_calc.printing.pages import open_pages


def test_a_page_becomes_dots_at_true_size():
    with open_pages(render_label(liquid_three_phases())) as pages:
        assert pages.count == 3
        assert pages.size_points(0) == pytest.approx((288, 144))
        dots = pages.render(0, 203 / 72)
    assert (dots.width, dots.height) == (812, 406)
    assert dots.stride >= 4 * dots.width
    first = bytes(dots.buffer)[:3]
    assert first == b"\xff\xff\xff"
