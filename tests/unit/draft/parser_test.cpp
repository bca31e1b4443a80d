#include "draft/parser/parser.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

#include "catalog/build.h"
#include "database/open.h"
#include "grounding/grounding.h"
#include "sql/parser.h"

namespace sayquel::draft {
namespace {

// A shop: customers in cities, what they ordered, and who sold it.
constexpr const char* kShop = R"(
CREATE TABLE customer (customer_id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT, age INTEGER, vip TEXT);
CREATE TABLE product (product_id INTEGER PRIMARY KEY, title TEXT NOT NULL, category TEXT, price DECIMAL(8,2));
CREATE TABLE orders (order_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer(customer_id),
  product_id INTEGER NOT NULL REFERENCES product(product_id), quantity INTEGER, amount DECIMAL(8,2), order_date DATE);
INSERT INTO customer VALUES (1,'Ann Lee','Boston',34,'Y'),(2,'Bob Ray','Chicago',51,'N'),(3,'Cid Fox','Boston',27,'N');
INSERT INTO product VALUES (1,'Lamp','Light',20),(2,'Desk','Furniture',150),(3,'Chair','Furniture',80);
INSERT INTO orders VALUES (1,1,1,2,40,'2008-01-05'),(2,1,2,1,150,'2008-03-02'),(3,2,3,4,320,'2008-03-09');
)";

class ParserTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::filesystem::temp_directory_path() / ("sayquel-parser-test-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    const std::string path = (folder_ / "shop.sqlite").string();
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &raw), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(raw, kShop, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(raw);
    const auto location = database::locate(path);
    ASSERT_TRUE(location);
    auto connection = database::open(*location);
    ASSERT_TRUE(connection);
    catalog::BuildOptions options;
    options.cache_folder = folder_ / "cache";
    options.database = path;
    auto built = catalog::build(**connection, options, Stop());
    ASSERT_TRUE(built);
    loaded_ = std::make_unique<catalog::Loaded>(std::move(*built));
    graph_ = std::make_unique<catalog::JoinGraph>(*loaded_->catalog);
    grounder_ = std::make_unique<grounding::Grounder>(*loaded_->catalog, *graph_, *loaded_->values);
  }
  static void TearDownTestSuite() {
    grounder_.reset();
    graph_.reset();
    loaded_.reset();
    std::filesystem::remove_all(folder_);
  }

  static Draft draft(const std::string& text, const std::string& before = {}) {
    grounding::Question question;
    question.text = text;
    question.today = grounding::make_date(2008, 6, 15);
    if (!before.empty()) question.before.push_back({before, ""});
    const auto grounding = grounder_->ground(question, Stop());
    if (!grounding) return {};
    const auto made = make_parser()->draft(question, *grounding, Stop());
    return made ? *made : Draft{};
  }
  static std::string sql(const std::string& text, const std::string& before = {}) {
    const Draft made = draft(text, before);
    return made.candidates.empty() ? "" : made.candidates.front().sql;
  }

  static inline std::filesystem::path folder_;
  static inline std::unique_ptr<catalog::Loaded> loaded_;
  static inline std::unique_ptr<catalog::JoinGraph> graph_;
  static inline std::unique_ptr<grounding::Grounder> grounder_;
};

TEST_F(ParserTest, DraftsWhatIsAsked) {
  const struct {
    const char *question, *sql;
  } cases[] = {
      {"How many customers are there?", "SELECT COUNT(*) AS number_of_customer FROM customer"},
      {"How many customers live in Boston?",
       "SELECT COUNT(*) AS number_of_customer FROM customer WHERE city = 'Boston'"},
      {"List the names and ages of customers older than 30", "SELECT name, age FROM customer WHERE age > 30"},
      {"What is the average price of products in each category?",
       "SELECT AVG(price) AS average_price, category FROM product GROUP BY category"},
      {"Which customer has the most orders?",
       "SELECT customer.name FROM customer JOIN orders ON orders.customer_id = customer.customer_id GROUP BY "
       "customer.customer_id, customer.name ORDER BY COUNT(*) DESC LIMIT 1"},
      {"Who are the top 2 customers by amount?",
       "SELECT customer.name FROM customer JOIN orders ON orders.customer_id = customer.customer_id GROUP BY "
       "customer.customer_id, customer.name ORDER BY SUM(orders.amount) DESC LIMIT 2"},
      {"customers without orders",
       "SELECT name FROM customer WHERE customer_id NOT IN (SELECT customer_id FROM orders)"},
      {"Which category has more than 1 product?", "SELECT category FROM product GROUP BY category HAVING COUNT(*) > 1"},
      {"How many orders were placed in March 2008?",
       "SELECT COUNT(*) AS number_of_orders FROM orders WHERE order_date >= '2008-03-01' AND order_date < "
       "'2008-04-01'"},
      {"What is the most expensive product?", "SELECT title FROM product ORDER BY price DESC LIMIT 1"},
      {"List the products sorted by price from high to low", "SELECT title FROM product ORDER BY price DESC"},
      {"Which products cost more than the average price?",
       "SELECT title FROM product WHERE price > (SELECT AVG(price) AS average_price FROM product)"},
      {"number of orders per month",
       "SELECT COUNT(*) AS number_of_orders, STRFTIME('%Y-%m-01', order_date) AS month FROM orders GROUP BY "
       "STRFTIME('%Y-%m-01', order_date) ORDER BY month"},
      {"Which customers did not order a Lamp?",
       "SELECT name FROM customer WHERE customer_id NOT IN (SELECT orders.customer_id FROM orders JOIN product ON "
       "orders.product_id = product.product_id WHERE product.title = 'Lamp')"},
      {"customers from Boston or Chicago", "SELECT name FROM customer WHERE city IN ('Boston', 'Chicago')"},
      {"How many different cities do customers live in?",
       "SELECT COUNT(DISTINCT city) AS number_of_city FROM customer"},
  };
  for (const auto& c : cases) EXPECT_EQ(sql(c.question), c.sql) << c.question;
}

TEST_F(ParserTest, NeverCountsRowsOfAJoinTwice) {
  // A customer with two orders has one age.
  const std::string text = sql("What is the average age of customers who ordered a Lamp or a Desk?");
  EXPECT_NE(text.find("AVG(age)"), std::string::npos) << text;
  EXPECT_NE(text.find(" IN (SELECT"), std::string::npos) << text;
}

TEST_F(ParserTest, TextOfTheQuestionNeverBecomesSyntax) {
  for (const char* question :
       {"customers named \"x'; DROP TABLE customer; --\"", "customers in the city \"' OR 1=1 --\"",
        "products whose title contains \"%'; DELETE FROM orders; --\""}) {
    const Draft made = draft(question);
    ASSERT_FALSE(made.candidates.empty()) << question;
    // One query and nothing behind it: what was quoted is still inside a string.
    for (const Candidate& candidate : made.candidates)
      EXPECT_TRUE(sql::parse(candidate.sql, sql::Dialect::SQLite)) << candidate.sql;
  }
}

TEST_F(ParserTest, DraftsTheSameTwice) {
  for (const char* question : {"top 2 customers by amount", "average price per category", "customers without orders"})
    EXPECT_EQ(sql(question), sql(question));
}

TEST_F(ParserTest, LeavesAloneWhatTheDatabaseDoesNotKnow) {
  for (const char* question : {"what is the weather tomorrow?", "zzyzx qwerty"}) {
    const Draft made = draft(question);
    EXPECT_TRUE(made.candidates.empty() || made.candidates.front().confidence < 0.35)
        << question << " " << made.candidates.front().sql;
  }
}

TEST_F(ParserTest, CompletesAFollowUp) {
  const char* before = "How many customers live in Boston?";
  EXPECT_EQ(draft("and in Chicago?", before).question, "How many customers live in Chicago?");
  EXPECT_EQ(sql("and in Chicago?", before), sql("How many customers live in Chicago?"));
  EXPECT_EQ(draft("Which products cost more than 100?", before).question, "Which products cost more than 100?");
}

TEST_F(ParserTest, SaysHowItRead) {
  const Draft made = draft("How many customers live in Boston?");
  ASSERT_FALSE(made.candidates.empty());
  EXPECT_EQ(made.candidates.front().reading, "The number of customers, where the customer city is 'Boston'.");
}

}  // namespace
}  // namespace sayquel::draft
