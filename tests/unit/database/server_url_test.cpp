#include "database/server_url.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "database/open.h"
#include "unit/database/sample.h"

namespace sayquel::database {
namespace {

std::string parts(const std::string& text) {
  const auto url = parse_server_url(text);
  if (!url) return "error";
  std::string all = url->scheme + " user=" + url->user + " password=" + url->password.value_or("-") +
                    " host=" + url->host + " port=" + url->port + " database=" + url->database;
  for (const auto& [name, value] : url->options) all += " " + name + "=" + value;
  return all;
}

TEST(ServerUrl, ComesApart) {
  const std::pair<std::string, std::string> cases[] = {
      {"postgresql://ann@db.example:5433/sales",
       "postgresql user=ann password=- host=db.example port=5433 database=sales"},
      {"POSTGRES://ann:s%3Acret@db/sales?sslmode=require&Schemas=a,b",
       "postgres user=ann password=s:cret host=db port= database=sales sslmode=require schemas=a,b"},
      {"mysql://ann:with@in:it@db/x", "mysql user=ann password=with@in:it host=db port= database=x"},
      {"mysql://[::1]:3307/x", "mysql user= password=- host=::1 port=3307 database=x"},
      {"postgresql://%2Fvar%2Frun/x", "postgresql user= password=- host=/var/run port= database=x"},
      {"postgresql:///x", "postgresql user= password=- host= port= database=x"},
      {"postgresql://", "postgresql user= password=- host= port= database="},
      {"postgresql://h/x?password=p&a=b", "postgresql user= password=p host=h port= database=x a=b"},
      {"postgresql://h:port/x", "error"},
      {"postgresql://h:123456/x", "error"},
      {"postgresql://ann:a/b@h/x", "error"},
      {"postgresql://[::1/x", "error"},
      {"postgresql://h/x?sslmode", "error"},
      {"nothing", "error"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(parts(text), expected) << text;
}

TEST(ServerUrl, IsShownWithoutItsPassword) {
  const std::string text = "postgresql://ann:s3cret@db:5432/sales?schemas=a,b&include=x*";
  const auto url = parse_server_url(text);
  ASSERT_TRUE(url);
  EXPECT_EQ(url->text(), "postgresql://ann@db:5432/sales?schemas=a,b&include=x*");
  EXPECT_EQ(parse_server_url(url->text())->text(), url->text());
  const auto location = locate(text);
  ASSERT_TRUE(location);
  EXPECT_EQ(location->name, "sales");
  EXPECT_EQ(location->path.find("s3cret"), std::string::npos);
  EXPECT_EQ(location->url.find("s3cret"), std::string::npos);
  for (const char* wrong : {"postgresql://ann:s3cret@h:port/x", "postgresql://ann:s3cret/@h/x?y"}) {
    const auto error = locate(wrong);
    ASSERT_FALSE(error);
    EXPECT_EQ((error.error().message + error.error().hint).find("s3cret"), std::string::npos) << error.error().message;
  }
}

TEST(ServerUrl, TakesThePasswordFromAFile) {
  const Folder folder;
  write_file(folder.path("password"), "from a file\nand no more");
  const auto with = [&](const std::string& query) {
    return password_of(*parse_server_url("postgresql://h/x" + query));
  };
  EXPECT_EQ(**with("?password_file=" + folder.path("password")), "from a file");
  EXPECT_EQ(with("?password_file=" + folder.path("none")).error().code, ErrorCode::NotFound);
  EXPECT_EQ(**with("?password=first&password_file=" + folder.path("password")), "first");
}

TEST(ServerUrl, TellsWhatStaysOnThisMachine) {
  for (const char* here : {"localhost", "127.0.0.1", "[::1]", "%2Fvar%2Frun", ""})
    EXPECT_TRUE(parse_server_url(std::string("postgresql://") + here + "/x")->local()) << here;
  for (const char* there : {"db.example", "10.0.0.1", "localhost.example"})
    EXPECT_FALSE(parse_server_url(std::string("postgresql://") + there + "/x")->local()) << there;
}

TEST(TableChoice, TakesWhatIsIncludedAndNotExcluded) {
  const auto choice = [](const std::string& query) {
    return TableChoice(*parse_server_url("postgresql://h/x" + query));
  };
  EXPECT_TRUE(choice("").takes("public", "anything"));
  EXPECT_TRUE(choice("?include=sale*").takes("public", "Sales"));
  EXPECT_FALSE(choice("?include=sale*").takes("public", "users"));
  EXPECT_TRUE(choice("?include=crm.*,users").takes("crm", "sales"));
  EXPECT_FALSE(choice("?include=crm.*,users").takes("public", "sales"));
  EXPECT_FALSE(choice("?exclude=*_old").takes("public", "sales_old"));
  EXPECT_FALSE(choice("?include=sales*&exclude=public.*").takes("public", "sales"));
}

}  // namespace
}  // namespace sayquel::database
