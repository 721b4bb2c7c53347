"""What is inside the binary, as a CycloneDX 1.5 bill of materials: each library that is linked in, at the version that was."""

import hashlib
import json
import uuid

from inside import INSIDE, Origin


def component(package: str, version: str) -> dict:
    name, licence, home = INSIDE[package]
    return {"type": "library", "bom-ref": package, "name": name, "version": version,
            "purl": f"pkg:deb/debian/{package}@{version}".replace("+", "%2B"),
            "licenses": [{"expression": licence}],
            "externalReferences": [{"type": "website", "url": home}]}


def sbom(binary: bytes, version: str, origin: Origin) -> bytes:
    digest = hashlib.sha256(binary).hexdigest()
    components = [component(package, origin.version(package)) for package in sorted(INSIDE)]
    document = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        # The same binary has the same bill: nothing of when and where it was made.
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}",
        "metadata": {"component": {"type": "application", "bom-ref": "ffigen", "name": "ffigen", "version": version,
                                   "licenses": [{"expression": "MIT"}], "purl": f"pkg:github/ffigen/ffigen@v{version}",
                                   "hashes": [{"alg": "SHA-256", "content": digest}]}},
        "components": components,
        "dependencies": [{"ref": "ffigen", "dependsOn": [each["bom-ref"] for each in components]}],
    }
    return (json.dumps(document, indent=2) + "\n").encode()
