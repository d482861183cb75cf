"""The Schematron of the benchmark over all configs below folders, by lxml: its peer in Python.

Usage: lxml_check.py SCHEMATRON FOLDER...
       lxml_check.py --xslt SCHEMATRON OUT   writes the XSLT that the Schematron is compiled to
"""
import pathlib
import sys

from lxml import etree, isoschematron

TEXT = "{http://purl.oclc.org/dsdl/svrl}text"


def check(schematron: str, folders: list[str]) -> None:
    rules = isoschematron.Schematron(etree.parse(schematron), store_report=True)
    for folder in folders:
        for config in sorted(pathlib.Path(folder).rglob("*.config")):
            if not rules.validate(etree.parse(str(config))):
                for text in rules.validation_report.iter(TEXT):
                    print(f"{config}: {text.text}")


if sys.argv[1] == "--xslt":
    compiled = isoschematron.Schematron(etree.parse(sys.argv[2]), store_xslt=True)
    compiled.validator_xslt.write(sys.argv[3])
else:
    check(sys.argv[1], sys.argv[2:])
