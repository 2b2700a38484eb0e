"""The National Grid against points that were published with both their positions."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.british_grid import degrees_of

#: Caister water tower, the worked example of Ordnance Survey's guide (OSGB36 52°39′27.2531″ N,
#: 1°43′4.5177″ E), and that point shifted to WGS 84.
CAISTER = (651_409.903, 313_177.270), (52 + 39 / 60 + 28.723 / 3600, 1 + 42 / 60 + 57.787 / 3600)


def test_the_worked_example() -> None:
    grid, degrees = CAISTER
    assert degrees_of(*grid) == pytest.approx(degrees, abs=1e-6)


@given(st.floats(50_000, 650_000), st.floats(10_000, 1_200_000))
def test_a_kilometre_of_the_grid_is_a_kilometre_on_the_ground(east: float, north: float) -> None:
    latitude, longitude = degrees_of(east, north)
    northward = degrees_of(east, north + 1_000)
    eastward = degrees_of(east + 1_000, north)
    for other in (northward, eastward):
        up = (other[0] - latitude) * 111_320
        along = (other[1] - longitude) * 111_320 * cos(radians(latitude))
        assert hypot(up, along) == pytest.approx(1_000, rel=0.006)
    assert northward[0] > latitude and eastward[1] > longitude
