"""Write a wheel by hand: a zip archive of files, and what an installer must know of them."""

import base64
import hashlib
import zipfile

SAME_DAY = (2020, 1, 1, 0, 0, 0)  # for every file: the same content makes the same archive


def write(folder, name, version, files):
    """Write a wheel of the package `name` into `folder`, of {path: bytes}, and return where it is."""
    info = f"{name}-{version}.dist-info"
    files = dict(files) | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: gradually\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = [f"{path},sha256={digest(data)},{len(data)}\n" for path, data in files.items()]
    files[f"{info}/RECORD"] = "".join([*lines, f"{info}/RECORD,,\n"]).encode()
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, data in files.items():
            archive.writestr(zipfile.ZipInfo(file, SAME_DAY), data, zipfile.ZIP_DEFLATED)
    return path


def digest(data):
    """Return the SHA-256 of bytes as a wheel's record writes it."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
