"""A build backend (PEP 517) of the standard library alone, so that `pip install ./bindings/python` needs no network. The wheel
carries the built libraries and the reading program when FINANALYST_BUILD, or build/release of the source tree, has them;
otherwise the package finds those that are installed."""
import base64
import hashlib
import os
import pathlib
import subprocess
import sysconfig
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
NAME, VERSION = "finanalyst", "0.1.0"
INFO = f"{NAME}-{VERSION}.dist-info"
METADATA = f"""Metadata-Version: 2.1
Name: {NAME}
Version: {VERSION}
Summary: Exact, cited answers from financial filings
License: Apache-2.0
Requires-Python: >=3.9
"""


def built():
    """What a build installs that the package needs, by its place in the package: libraries and the reading program."""
    build = pathlib.Path(os.environ.get("FINANALYST_BUILD") or HERE.parent.parent / "build" / "release")
    if not (build / "cmake_install.cmake").is_file():
        return {}
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        subprocess.run(["cmake", "--install", str(build), "--prefix", folder], check=True, stdout=subprocess.DEVNULL)
        for path in sorted(root.rglob(f"libfinanalyst*.so.{VERSION.split('.')[0]}")):
            found[f"lib/{path.name}"] = path.read_bytes()
        for path in root.rglob("finanalyst-reader"):
            found["libexec/finanalyst/finanalyst-reader"] = path.read_bytes()
    return found


def tag(carried):
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_") if carried else "any"
    return f"py3-none-{platform}"


def get_requires_for_build_wheel(config_settings=None):
    return []


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    carried = built()
    name = f"{NAME}-{VERSION}-{tag(carried)}.whl"
    files = {f"{NAME}/{p.name}": p.read_bytes() for p in sorted((HERE / NAME).glob("*.py"))}
    files[f"{NAME}/py.typed"] = b""
    files.update({f"{NAME}/{place}": data for place, data in carried.items()})
    files[f"{INFO}/METADATA"] = METADATA.encode()
    files[f"{INFO}/WHEEL"] = (f"Wheel-Version: 1.0\nGenerator: {NAME}\nRoot-Is-Purelib: {str(not carried).lower()}\n"
                              f"Tag: {tag(carried)}\n").encode()
    record = "".join(f"{path},sha256={digest(data)},{len(data)}\n" for path, data in files.items())
    files[f"{INFO}/RECORD"] = (record + f"{INFO}/RECORD,,\n").encode()
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / name, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if path.startswith(f"{NAME}/lib") else 0o100644) << 16
            wheel.writestr(entry, data)
    return name


def digest(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def build_sdist(sdist_directory, config_settings=None):
    import tarfile
    name = f"{NAME}-{VERSION}.tar.gz"
    with tarfile.open(pathlib.Path(sdist_directory) / name, "w:gz") as archive:
        for path in [HERE / "pyproject.toml", HERE / "build_backend.py", *sorted((HERE / NAME).glob("*.py"))]:
            archive.add(path, f"{NAME}-{VERSION}/{path.relative_to(HERE)}")
    return name
