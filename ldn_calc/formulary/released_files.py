"""Every shipped row, list and sentence by its SHA-256, as released; tests/formulary/keep_released_files.py writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["RELEASED"]

RELEASED: Final[Mapping[str, str]] = {
    "data/allergies.toml": "28bc36fed76bc0e53387ff341026f18291a0d03bf315c3df50a5f43053aeaa67",
    "data/beyond_use.toml": "63ca8c0242bf7bae8ed186448abbc66eb14909355d0ece10e7c03c08d8f572a9",
    "data/conditions.toml": "8f438bdfc636e050840acadf565f23600f2f7e6a06f6fa4dc20975c1e570a5fa",
    "data/error_prone.toml": "2f459b1a8c57b02e21ffa59251bc1a8b6ada4aa7c6f52b2e6c060294e7649581",
    "data/fillers.toml": "ab116e17aeea28b3080e996d3c1b999803a27f914260c1f42cd95be6f6a06080",
    "data/harmless_allergens.toml": "b3f8128eec95d4f1cd7c0068e9f39aa20b3d80fab26a81fbf4c18ee1e2494b00",
    "data/harmless_medicines.csv": "fc62c4c1ae0b63ddf292069b45d9222305f12f75cda47fc33a3277faeaf9ec59",
    "data/instruments.toml": "f576c488671841a257c9fc43a18915375147408d2c5182d520213f16336afdec",
    "data/label_stocks.toml": "76bab17d36e14486a888196118cb6856aea183bad1c33a2adae892bd24bd24a7",
    "data/opioid_intervals.toml": "d2bff04e953b28723e2159676fd7fae51996b53dc64edb77cdfbbda5568936c7",
    "data/opioid_patterns.toml": "b2be05be59cece77f591f95266b5ecfa4d956f2374f0881cc55959143cfb7c27",
    "data/policies.toml": "1da7653db3e932fbf13173269621009771059190fd9323ab4323b2b4eb4b03fd",
    "data/reference/capsule-titration.json": "a7acbadd6334244b83e80c03219d10b2cd669bfbcb67b7031e94a16ef2fb37a3",
    "data/reference/liquid-nightly.json": "b9b49b36c407f6c58a80d16255b278ca87dca34a598a95b39f63ba78d3ec3282",
    "data/reference/liquid-second-fill.json": "e8245746232dcc38936f6e79b319eb86d12ac49fd71e85f1992df91f84a0404b",
    "data/reference/liquid-titration.json": "6c507ae5ca0aba15fa1fb35d8f4570f1c53cbd7ec88cdee33013f48b22cbfd35",
    "data/reference/screening.json": "c3c644fd6eecc6cf6360aca7ee1ee9b369b6994243ba73f8585aaf2f23309d08",
    "data/reference_cases.toml": "6edbf553a7bfb5212627fd4713a281c239ad32e2177eaaccd20b98774d29e75e",
    "data/screening_medicines.csv": "8bf31be7ddbc853f882f8a3db3272e0b35af5c76a19dcd8c1f20c309b7197f4e",
    "data/shell_makers.toml": "05624830722e7af9ccba81c5047caa69e8201bd6e0f55816a9e7507ab89ba7ef",
    "data/shells.toml": "dc4a8ec7e35633f25b82ddb6c5e33127dc9350f003f83ad229c3e8f910e72faf",
    "data/shipped_parts.toml": "f46aa3aa6ce300665ebe0dfc87325ac36bc17ce39bedd671794b66819d2221eb",
    "data/sig_terms.csv": "88fdf7ba1f4c8bd3557737dc548a425d28969576039e7f960bc7860c876d982b",
    "data/studies.toml": "b2b49e24f557e67aa8e75a426df3cfdc091dd3fc94ee8f675dfe578e2d37ca5f",
    "data/substances.toml": "866dbeebcb1098cedabe802e2c3e24848bf85fcee47394f089e65dbf16015a1d",
    "data/vehicles.toml": "f3d0d4d46535a22b72a5428bbaaa0a1bb76a8962439b320bbf80e86b8139f935",
    "text/alternatives.toml": "6b4e4dca046cf1028d83a5a231441e81b2c080521fe09f02f18f393d93b8b4c4",
    "text/as_made.toml": "56be59f8c28101a060f18703a6d497b106adfbdd8e30aca8c2696b2a61a8697b",
    "text/calculator_words.toml": "79c0fdaac155cbb246678d4c6619bbb0e1ffc0e39cef060e3a79d9797c1df27c",
    "text/calculators.toml": "d1011bcf474f2e40a44af725172d07e01b42e9edaab55224484ff549526f7683",
    "text/error_budget.toml": "a4177d9bb099e8af31c64943decd187e24613ab7054f9728675b5b72c0bba366",
    "text/finding_words.toml": "832fc4c0aeaa060b684e4063ca847be1f6b2a04e9b1ceebf722fb6a08b119c6c",
    "text/findings.toml": "8851931f700d0dcff983906e4ca7d9cddccb60d39f082c626ea3645a2a579bf3",
    "text/heard.toml": "2c76b28eb9f36c08aec5f09711679f7fbd9d2c0050266454aaa125b2ce096716",
    "text/label.toml": "58cf4511c020161c744bda421c2f107c143dbea5d707e9209809f3c83d454f1c",
    "text/master.toml": "65fa24eeaba68e81455e9ab95dd9d30089ea32b207914e540c81d053115f118c",
    "text/proving.toml": "2095cca9023ad37ae91b65db1c34ff23d75bc5aee8f4dae28ca4a811857c4f1b",
    "text/quality.toml": "f4b2e7b75e830b68bbea57b594379b5583a1b421b35136788b837957568b0f9c",
    "text/ruler.toml": "5641ec6da7e3872f9b0c73e7c928a91b22217217b2c6454931884dbea0eccdc9",
    "text/sheet.en.toml": "07965324aaa2d5ba5c25ff45ddc7b2ad22038bc91d247b5138c5c9eb8284cf56",
    "text/sheet.es.toml": "1a737043ebf4fb38352db8f61e91e024a78ff4bb94ed7593a5665ad7cff06328",
    "text/steps.toml": "097365085c19ab52a1596dad149c46a9b66f7ec364c59f7ef4d5f8775b573109",
    "text/vehicle.toml": "8528a7069565c9d5c76aa9c0a285e719409cee29e8c91bdd89c0698c26b51ea7",
    "text/wording.toml": "46416572116c1ae51fb60992b2a11b051de06f2c98c1ccd8c34269186a1c31fb",
    "text/working.toml": "7aee115a0561b0c5264d52cd1898cd4c30615962f21001e7f37ea3e7fb61608b",
    "text/worksheet.toml": "45513753e24516972eb00c01cf05ee5eb803495b1ce1f8bb649ad775f0e03d23",
    "fonts/LiberationSans-Bold.ttf": "ba0e0dc3f7aca5b0afbc31e800531ee43be3aa79ae35b2ef1f6470a9547765c4",
    "fonts/LiberationSans-Regular.ttf": "8d91388f1d3604b3b8ae0e3ee2d140e50cd6122f9214514f4aca772540a4076d",
}
