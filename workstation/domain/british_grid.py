"""Eastings and northings of the British National Grid as degrees that the rest of the world uses.

Transverse Mercator on the Airy ellipsoid, then the seven-parameter shift from OSGB36 to WGS 84:
Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes B and C and section 6.6.
Right to about 5 m, which is inside the radius of any address.
"""

from __future__ import annotations

from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan
from typing import Final, NamedTuple


class _Ellipsoid(NamedTuple):
    a: float
    b: float

    @property
    def e2(self) -> float:
        return 1 - (self.b / self.a) ** 2


_AIRY: Final = _Ellipsoid(6_377_563.396, 6_356_256.909)
_WGS84: Final = _Ellipsoid(6_378_137.0, 6_356_752.314245)

_F0: Final = 0.9996012717
_LAT0, _LON0 = radians(49), radians(-2)
_E0: Final = 400_000.0
_N0: Final = -100_000.0

# OSGB36 to WGS 84: metres, arc seconds and parts in a million.
_SHIFT: Final = (446.448, -125.157, 542.060)
_TURN: Final = tuple(radians(s / 3600) for s in (0.1502, 0.2470, 0.8421))
_SCALE: Final = 1 - 20.4894e-6


def degrees_of(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude (WGS 84, degrees) of a point of the grid given in metres."""
    x, y, z = _solid(*_unprojected(easting, northing))
    rx, ry, rz = _TURN
    return _geographic(
        _SHIFT[0] + x * _SCALE - y * rz + z * ry,
        _SHIFT[1] + x * rz + y * _SCALE - z * rx,
        _SHIFT[2] - x * ry + y * rx + z * _SCALE,
    )


def _unprojected(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude on the Airy ellipsoid, radians."""
    a, e2 = _AIRY.a * _F0, _AIRY.e2
    lat = _LAT0 + (northing - _N0) / a
    while abs(left := northing - _N0 - _meridian(lat)) >= 0.00001:
        lat += left / a
    bent = 1 - e2 * sin(lat) ** 2
    nu, rho = a / sqrt(bent), a * (1 - e2) / bent**1.5
    eta2, t, sec = nu / rho - 1, tan(lat), 1 / cos(lat)
    vii = t / (2 * rho * nu)
    viii = t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2)
    ix = t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4)
    x = sec / nu
    xi = sec / (6 * nu**3) * (nu / rho + 2 * t**2)
    xii = sec / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4)
    d = easting - _E0
    return lat - vii * d**2 + viii * d**4 - ix * d**6, _LON0 + x * d - xi * d**3 + xii * d**5


def _meridian(lat: float) -> float:
    n = (_AIRY.a - _AIRY.b) / (_AIRY.a + _AIRY.b)
    apart, along = lat - _LAT0, lat + _LAT0
    return (
        _AIRY.b
        * _F0
        * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * apart
            - (3 * n + 3 * n**2 + 2.625 * n**3) * sin(apart) * cos(along)
            + (1.875 * n**2 + 1.875 * n**3) * sin(2 * apart) * cos(2 * along)
            - 35 / 24 * n**3 * sin(3 * apart) * cos(3 * along)
        )
    )


def _solid(lat: float, lon: float) -> tuple[float, float, float]:
    nu = _AIRY.a / sqrt(1 - _AIRY.e2 * sin(lat) ** 2)
    across = nu * cos(lat)
    return across * cos(lon), across * sin(lon), nu * (1 - _AIRY.e2) * sin(lat)


def _geographic(x: float, y: float, z: float) -> tuple[float, float]:
    across, e2 = hypot(x, y), _WGS84.e2
    lat = atan2(z, across * (1 - e2))
    for _ in range(4):  # each turn gains about three digits
        nu = _WGS84.a / sqrt(1 - e2 * sin(lat) ** 2)
        lat = atan2(z + e2 * nu * sin(lat), across)
    return degrees(lat), degrees(atan2(y, x))
