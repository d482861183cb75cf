#include "fix/certificate_file.h"

#include <catch2/catch.hpp>

#include "io/setting.h"

using namespace shirlint;

TEST_CASE("SHA-1 as FIPS 180-4's examples have it", "[fix][quick]") {
  CHECK(fix::sha1("abc") == "A9993E364706816ABA3E25717850C26C9CD0D89D");
  CHECK(fix::sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "84983E441C3BD26EBAAE4AA1F95129E5E54670F1");
  CHECK(fix::sha1("") == "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709");
}

TEST_CASE("a certificate's file holds what is meant, or is refused", "[fix][quick]") {
  const std::string der =
      "0\x03"
      "abc";  // what begins like one
  const std::string hash = fix::sha1(der);
  const std::string pem =
      "a comment\n-----BEGIN CERTIFICATE-----\nMANh\r\nYmM=\n-----END CERTIFICATE-----\n";
  CHECK(fix::read_certificate(der, hash, "root.cer").value() == der);
  CHECK(fix::read_certificate(pem, hash, "root.pem").value() == der);
  const auto other = fix::read_certificate(pem, std::string(40, 'A'), "root.pem");
  CHECK(other.error().message ==
        "holds the certificate " + hash + ", and " + std::string(40, 'A') + " is meant");
  CHECK(fix::read_certificate(pem + pem, hash, "f").error().message ==
        "holds not exactly one certificate");
  CHECK(fix::read_certificate("MZ", hash, "f").error().message == "holds no certificate");
}

TEST_CASE("what lies between two states of a setting", "[fix][quick]") {
  const io::Setting start{io::SettingKind::service_start, "DIAHostService"};
  const std::string delayed = "delayed=1\nstart=automatic\n";
  const std::string manual = "delayed=0\nstart=manual\n";
  CHECK(io::lies_between(start, manual, delayed, "delayed=0\nstart=automatic\n"));
  CHECK_FALSE(io::lies_between(start, manual, delayed, "delayed=0\nstart=disabled\n"));
  const io::Setting key{io::SettingKind::registry_key, "HKLM\\SOFTWARE\\X"};
  CHECK(io::lies_between(key, "key\t\nkey\ta\n", std::nullopt, "key\t\n"));
  CHECK_FALSE(io::lies_between(key, "key\t\nkey\ta\n", std::nullopt, "key\tb\n"));
  // One step of the system makes these: nobody is in between.
  const io::Setting value{io::SettingKind::registry_value, "HKLM\\SOFTWARE\\X\\a"};
  CHECK_FALSE(io::lies_between(value, "1 31", std::nullopt, ""));
}
