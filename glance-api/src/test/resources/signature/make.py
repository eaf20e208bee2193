"""Makes the certificates and signatures of this directory, and asks cursive whether they are good.

Run with python3-cursive of Debian 12: python3 make.py
"""

import base64
import datetime
import pathlib

import cryptography.x509 as x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, padding, rsa
from cursive import signature_utils

HERE = pathlib.Path(__file__).parent
DATA = bytes(i * 31 % 251 for i in range(300_000))
NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "signer of images")])
HASHES = signature_utils.HASH_METHODS


def certificate(name, key, last):
    made = (
        x509.CertificateBuilder()
        .subject_name(NAME)
        .issuer_name(NAME)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.datetime(2020, 1, 1))
        .not_valid_after(datetime.datetime(last, 1, 1))
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    (HERE / (name + ".pem")).write_bytes(pem)
    return made


def signed(key, method):
    if isinstance(key, rsa.RSAPrivateKey):
        pss = padding.PSS(padding.MGF1(method), padding.PSS.MAX_LENGTH)
        return key.sign(DATA, pss, method)
    if isinstance(key, dsa.DSAPrivateKey):
        return key.sign(DATA, method)
    return key.sign(DATA, ec.ECDSA(method))


def good(made, key_type, method_name, signature):
    signature_utils.get_certificate = lambda context, uuid: made
    verifier = signature_utils.get_verifier(None, "uuid", method_name, signature, key_type)
    verifier.update(DATA)
    verifier.verify()


KEYS = {
    "rsa-2048": ("RSA-PSS", rsa.generate_private_key(65537, 2048), 2099),
    "rsa-2049": ("RSA-PSS", rsa.generate_private_key(65537, 2049), 2099),
    "rsa-expired": ("RSA-PSS", rsa.generate_private_key(65537, 2048), 2021),
    "dsa-1024": ("DSA", dsa.generate_private_key(1024), 2099),
    "dsa-2048": ("DSA", dsa.generate_private_key(2048), 2099),
    "secp384r1": ("ECC_SECP384R1", ec.generate_private_key(ec.SECP384R1()), 2099),
    "secp521r1": ("ECC_SECP521R1", ec.generate_private_key(ec.SECP521R1()), 2099),
    "secp256r1": ("ECC_SECP384R1", ec.generate_private_key(ec.SECP256R1()), 2099),
}

lines = []
for name, (key_type, key, last) in KEYS.items():
    made = certificate(name, key, last)
    for method_name, method in HASHES.items():
        signature = base64.b64encode(signed(key, method)).decode()
        good(made, key_type, method_name, signature)
        lines.append("\t".join((name, key_type, method_name, signature)))
certificate("secp256k1", ec.generate_private_key(ec.SECP256K1()), 2099)
certificate("sect571k1", ec.generate_private_key(ec.SECT571K1()), 2099)
(HERE / "good.tsv").write_text("\n".join(lines) + "\n")
