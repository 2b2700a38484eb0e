"""What pyproject.toml cannot say: resources/ goes into the wheel, inside the package."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["workstation", "workstation.*"]), "workstation.resources"],
    package_dir={"workstation.resources": "resources"},
    package_data={"workstation.resources": ["**/*"]},
)
